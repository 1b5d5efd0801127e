// Figure 4 of Radford et al. 2015 (arXiv 1511.06434): a walk between random points of latent space.
// Ten random points, ten steps from each to the next and from the last back to the first. Each row of the
// figure starts at a random point and walks to the start of the row below. If every image looks real and
// nothing jumps, the model has learnt and not memorised.

model = getArgument();
if (model == "") model = File.openDialog("Choose a generator (.onnx)");

run("LatentJ Interpolate...", "model=[" + model + "] points=seed:7#1-10 path=loop steps=10 output=montage");
rename("Figure 4");
print("Steps between neighbours, as a fraction of the intensity range: median "
    + Property.get("LatentJ.step_median") + ", largest " + Property.get("LatentJ.step_largest"));
