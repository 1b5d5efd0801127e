// Makes everything that docs/science-measure.md shows, in ImageJ with LatentJ; ten minutes on two quiet cores.
// Argument: the generator, a folder of real images, and a folder for the results, separated by semicolons.
//     ij.ImageJ -batch science-measure.ijm "nuclei/generator.onnx;nuclei-images;results"
arguments = split(getArgument(), ";");
if (arguments.length != 3) exit("The argument must be MODEL;REAL IMAGES;RESULTS.");
model = arguments[0];
real = arguments[1];
out = arguments[2];

// Do generated images measure like real ones?
run("LatentJ Compare Measurements...", "model=&model real=&real count=2000 seed=7 save=&out");

// Directions, and the response along them: the whole way, and half of it.
half = out + "/half";
names = newArray("area", "area shape held", "brightness", "brightness shape held");
columns = newArray("Area", "Area", "Mean", "Mean");
holds = newArray("Eccentricity", "Ellipticity_1,Ellipticity_2,Mean", "Eccentricity", "Ellipticity_1,Ellipticity_2,Area");
for (i = 0; i < names.length; i++) {
    name = names[i];
    column = columns[i];
    hold = holds[i];
    run("LatentJ Direction from Measurement...", "model=&model name=&name column=&column hold=&hold count=2000 seed=7 save=&out");
    run("LatentJ Dose Response...", "model=&model direction=&name count=200 distance=3 steps=13 seed=8 save=&out");
    run("LatentJ Dose Response...", "model=&model direction=&name count=200 distance=1.5 steps=13 seed=8 save=&half");
}

// Does arithmetic do what it says? Any rise, and a clear one; concepts as they come, and of usual brightness.
folder = out + "/any rise";
run("LatentJ Check Arithmetic...", "model=&model samples=3 draws=200 count=2000 seed=7 save=&folder");
folder = out + "/any rise, matched";
run("LatentJ Check Arithmetic...", "model=&model samples=3 draws=200 matched count=2000 seed=7 save=&folder");
folder = out + "/clear rise";
run("LatentJ Check Arithmetic...", "model=&model samples=3 draws=200 rise=1 tolerance=1 count=2000 seed=7 save=&folder");
folder = out + "/clear rise, matched";
run("LatentJ Check Arithmetic...", "model=&model samples=3 draws=200 rise=1 tolerance=1 matched count=2000 seed=7 save=&folder");
