# A walk between two images of a seed, latent by latent.
#@ LatentJService latentj
#@ File (label = "Model") model
#@ String (label = "Save as TIFF") output

from ij import IJ

generator = latentj.open(model)
start = generator.sample(7, 1)
end = generator.sample(7, 2)
latents = [generator.interpolate(start, end, i / 8.0) for i in range(9)]
IJ.saveAsTiff(generator.generate(latents), output)
