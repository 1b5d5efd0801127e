// Figure 7 of Radford et al. 2015 (arXiv 1511.06434): arithmetic with concepts.
// The paper takes "smiling woman - neutral woman + neutral man". Here the concepts come from measurements of
// 200 generated images: A is large and dim, B small and dim, C small and bright, each the mean of three
// images. A - B + C should be large and bright; the same sum of pixels, below, shows how little is gained
// without the latents.

model = getArgument();
if (model == "") model = File.openDialog("Choose a generator (.onnx)");
count = 200;

run("LatentJ Generate...", "model=[" + model + "] count=" + count + " seed=7 output=stack");
rename("Samples");
run("Duplicate...", "title=Smooth duplicate");
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

// As the paper lays it out: samples, their means, the result among its neighbours, the control.
selectImage("Samples");
width = getWidth();
height = getHeight();
font = maxOf(7, round(width / 6));
gap = 2 * font;
type = "" + bitDepth() + "-bit";
if (bitDepth() == 24) type = "RGB";
newImage("Figure 7", type + " white", 6 * width + 3 * gap, 4 * height + 3 * gap + 2, 1);
titles = newArray("A\nlarge, dim", "B\nsmall, dim", "C\nsmall, bright");
top = 3 * font + 2;
bottom = top + 3 * height + gap;
for (k = 0; k < 3; k++) {
    x = font + k * (width + font);
    label(titles[k], x, top - font);
    three = split(numbers[k], ",");
    for (i = 0; i < 3; i++) place("Samples", parseInt(three[i]), 0, 0, x, top + i * height);
    place("Means of A, B, C", 1, k, 0, x, bottom);
}
label("means", font, bottom);
x = 3 * width + 5 * font;
label("A - B + C\nwith noise around it", x, top - font);
for (i = 0; i < 9; i++) place("Arithmetic, A - B + C", 1, i % 3, floor(i / 3), x + i % 3 * width, top + floor(i / 3) * height);
label("the same sum of pixels", x, bottom);
place("Pixel control, A - B + C", 1, 0, 0, x, bottom);
selectImage("Figure 7");

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

function place(title, slice, column, row, x, y) {
    selectImage(title);
    if (nSlices > 1) setSlice(slice);
    makeRectangle(column * width, row * height, width, height);
    Image.copy;
    run("Select None");
    selectImage("Figure 7");
    Image.paste(x, y);
    run("Select None");
}

function label(text, x, y) {
    selectImage("Figure 7");
    setColor(0);
    setFont("SansSerif", font);
    drawString(text, x, y - 2);
}
