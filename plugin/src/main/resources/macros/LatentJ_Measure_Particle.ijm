// Measures the particle in the middle of the active grey image: the default of LatentJ's measuring commands.
// Copy and change it, and name your copy as 'macro'. A measuring macro finds one image open and leaves one row of
// numbers in the Results table, or none if there is nothing to measure; its columns become the measurements.
// It may use any command; this one uses macro functions alone, so that it also runs where there are no menus.

method = "Default dark";  // as in Image > Adjust > Threshold
smallest = 30;         // pixels; what is smaller is noise

List.setMeasurements;
area = List.getValue("Area");
sum = area * List.getValue("Mean");

setAutoThreshold(method);
getThreshold(lower, upper);
List.setMeasurements("limit");
above = List.getValue("Area");
sumAbove = above * List.getValue("Mean");

if (above < area && selectMiddle(lower, smallest)) {
    List.setMeasurements;
    particle = List.getValue("Area");
    mean = List.getValue("Mean");
    ratio = List.getValue("Minor") / List.getValue("Major");
    ellipticity = (1 - ratio) / (1 + ratio);
    angle = 2 * List.getValue("Angle") * PI / 180;
    setResult("Area", 0, particle);
    setResult("Mean", 0, mean);
    setResult("Eccentricity", 0, sqrt(1 - ratio * ratio));
    // Eccentricity with its orientation: latents predict these two, but hardly the length alone.
    setResult("Ellipticity_1", 0, ellipticity * cos(angle));
    setResult("Ellipticity_2", 0, ellipticity * sin(angle));
    setResult("Background", 0, (sum - sumAbove) / (area - above));
}

// Selects the outline, as Analyze Particles draws it with holes included, of the particle nearest to the middle.
function selectMiddle(lower, smallest) {
    x0 = floor(getWidth() / 2);
    y0 = floor(getHeight() / 2);
    for (radius = 0; radius < minOf(x0, y0); radius++) {
        for (y = -radius; y <= radius; y++) {
            step = 1;
            if (abs(y) < radius) step = 2 * radius;
            for (x = -radius; x <= radius; x += step) {
                if (getPixel(x0 + x, y0 + y) >= lower) {
                    doWand(x0 + x, y0 + y, 0, "8-connected");
                    getRawStatistics(pixels);
                    if (pixels >= smallest) return true;
                }
            }
        }
    }
    return false;
}
