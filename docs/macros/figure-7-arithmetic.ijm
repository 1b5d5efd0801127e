// Figure 7 of Radford et al. 2015 (arXiv 1511.06434): arithmetic with concepts.
// The paper takes "smiling woman - neutral woman + neutral man". Here the concepts come from measurements of
// 200 generated images: A is large and dim, B small and dim, C small and bright, each the mean of three
// images. A - B + C should be large and bright; the same sum of pixels shows how little is gained without the
// latents. The command lays the figure out as the paper does: the images of each concept and beneath them their
// mean, the result in the middle of eight neighbours, and beneath it the same sum of pixels.

model = getArgument();
if (model == "") model = File.openDialog("Choose a generator (.onnx)");
count = 200;

run("LatentJ Generate...", "model=[" + model + "] count=" + count + " seed=7 output=stack");
rename("Samples");
run("Duplicate...", "title=Smooth duplicate");
if (bitDepth() == 24) run("8-bit"); // colours are measured as grey
run("Median...", "radius=2 stack");
areas = newArray(count);
means = newArray(count);
measure(areas, means);
close("Smooth");
size = standardised(areas);
light = standardised(means);

numbers = newArray(3);
numbers[0] = strongest(size, 1, light, -1);
numbers[1] = strongest(size, -1, light, -1);
numbers[2] = strongest(size, -1, light, 1);
selectImage("Samples");
run("LatentJ Arithmetic...", "concept_a=" + numbers[0] + " concept_b=" + numbers[1]
    + " concept_c=" + numbers[2] + " expression=[A - B + C] noise=0.25 seed=7");

rename("Figure 7");
print("Figure 7: A is large and dim (images " + numbers[0] + " of the samples), B small and dim (" + numbers[1]
    + "), C small and bright (" + numbers[2] + ")");

// Area and brightness of the object in the middle, as Otsu's method sees it. Where the middle is background, both
// stay 0, and the image is not used.
function measure(areas, means) {
    for (i = 0; i < areas.length; i++) {
        setSlice(i + 1);
        setAutoThreshold("Otsu dark");
        getThreshold(lower, upper);
        if (getValue(getWidth() / 2, getHeight() / 2) >= lower) {
            doWand(getWidth() / 2, getHeight() / 2);
            areas[i] = getValue("Area");
            means[i] = getValue("Mean");
        }
        run("Select None");
    }
}

function standardised(values) {
    Array.getStatistics(values, least, most, mean, deviation);
    result = newArray(values.length);
    for (i = 0; i < values.length; i++) result[i] = (values[i] - mean) / maxOf(deviation, 1e-9);
    return result;
}

// Numbers of the three images that have most of both properties.
function strongest(first, firstSign, second, secondSign) {
    scores = newArray(first.length);
    for (i = 0; i < scores.length; i++) {
        scores[i] = -minOf(firstSign * first[i], secondSign * second[i]);
        if (means[i] == 0) scores[i] = 1e9;
    }
    ranks = Array.rankPositions(scores);
    return "" + (ranks[0] + 1) + "," + (ranks[1] + 1) + "," + (ranks[2] + 1);
}
