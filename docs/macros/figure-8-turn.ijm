// Figure 8 of Radford et al. 2015 (arXiv 1511.06434): a turn vector.
// The paper averages four faces that look left and four that look right; moving along the difference turns
// other faces. Here the direction leads from four objects that lean to the left to four that lean to the
// right, found among 200 generated images by the angle of the ellipse that fits them. It is saved beside
// the model and then applied to five other images.

model = getArgument();
if (model == "") model = File.openDialog("Choose a generator (.onnx)");
count = 200;

run("LatentJ Generate...", "model=[" + model + "] count=" + count + " seed=7 output=stack");
rename("Samples");
run("Duplicate...", "title=Smooth duplicate");
run("Median...", "radius=2 stack");
leans = newArray(count);
areas = newArray(count);
lights = newArray(count);
for (i = 0; i < count; i++) {
    setSlice(i + 1);
    setAutoThreshold("Otsu dark");
    getThreshold(lower, upper);
    if (getValue(getWidth() / 2, getHeight() / 2) >= lower) {
        // By how long the object in the middle is, and how near its long axis comes to 45 or to 135 degrees.
        doWand(getWidth() / 2, getHeight() / 2);
        longer = getValue("Major") / maxOf(getValue("Minor"), 1) - 1;
        leans[i] = longer * sin(2 * getValue("Angle") * PI / 180);
        areas[i] = getValue("Area");
        lights[i] = getValue("Mean");
    }
    run("Select None");
}
close("Smooth");

// Objects of unusual size or brightness count less: the direction is to turn, not to grow or fade.
left = newArray(count);
right = newArray(count);
area = median(areas);
light = median(lights);
for (i = 0; i < count; i++) {
    if (areas[i] > 0) {
        unusual = maxOf(abs(log(areas[i] / area)), abs(log(lights[i] / light)));
        left[i] = leans[i] / (1 + 2 * unusual);
        right[i] = -left[i];
    }
}
selectImage("Samples");

saved = File.getDirectory(model) + "directions" + File.separator + "turn.json";
if (File.exists(saved)) run("LatentJ Direction...", "model=[" + model + "] action=delete name=turn");
run("LatentJ Direction...", "model=[" + model + "] action=groups name=turn from=" + four(left) + " to=" + four(right));
run("LatentJ Apply Direction...", "model=[" + model + "] direction=turn images=seed:11#1-5 distance=6 columns=9");
rename("Figure 8");

// Numbers of the four images with the lowest values.
function four(values) {
    ranks = Array.rankPositions(values);
    return "" + (ranks[0] + 1) + "," + (ranks[1] + 1) + "," + (ranks[2] + 1) + "," + (ranks[3] + 1);
}

// Of those images that have an object in the middle.
function median(values) {
    found = Array.deleteValue(values, 0);
    if (found.length == 0) exit("None of these images has an object in its middle: choose another model.");
    Array.sort(found);
    return found[floor(found.length / 2)];
}
