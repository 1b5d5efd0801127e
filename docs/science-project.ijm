// Measures LatentJ Project Image: on images that the model itself made, and on a folder of real ones.
// Arguments, separated by blanks: model folder, folder of real images, folder for results, number of images.
// Writes project-generated.csv, project-real.csv and project-nuclei.png, a dozen real images with their reconstructions.
arguments = split(getArgument(), " ");
model = arguments[0];
real = arguments[1];
out = arguments[2];
count = parseInt(arguments[3]);
setBatchMode(true);

run("LatentJ Generate...", "model=" + model + " count=" + count + " seed=1000 output=stack");
measure(getTitle(), "generated");

files = evenly(getFileList(real), count);
close("*");
openStack(files, "real");
measure("real", "real");

close("*");
openStack(evenly(files, 12), "dozen");
run("LatentJ Project Image...", "model=" + model + " seed=1 output=montage");
run("Flatten");
saveAs("PNG", out + "/project-nuclei.png");

// Ten at a time, so that an interrupted run leaves a table.
function measure(title, name) {
    run("Clear Results");
    for (first = 1; first <= count; first += 10) {
        selectWindow(title);
        last = minOf(count, first + 9);
        run("LatentJ Project Image...", "model=" + model + " images=" + first + "-" + last + " seed=1 output=stack");
        close();
        saveAs("Results", out + "/project-" + name + ".csv");
    }
    recovered = 0;
    errors = newArray(nResults);
    for (row = 0; row < nResults; row++) {
        errors[row] = getResult("Error_percent", row);
        if (errors[row] < 1) recovered++;
    }
    Array.sort(errors);
    print(name + ": " + recovered + " of " + nResults + " under 1 % of the range; median " + quantile(errors, 0.5)
        + " %, nine in ten below " + quantile(errors, 0.9) + " %, largest " + quantile(errors, 1) + " %");
}

function quantile(sorted, share) {
    return d2s(sorted[Math.ceil(share * sorted.length) - 1], 2);
}

// So many of the files, evenly over the whole list.
function evenly(all, many) {
    chosen = newArray(many);
    for (i = 0; i < many; i++) chosen[i] = all[floor(i * all.length / many)];
    return chosen;
}

function openStack(names, title) {
    for (i = 0; i < names.length; i++) open(real + "/" + names[i]);
    run("Images to Stack", "name=" + title);
}
