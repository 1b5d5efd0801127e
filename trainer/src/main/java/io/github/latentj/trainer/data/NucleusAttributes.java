package io.github.latentj.trainer.data;

import java.util.Locale;

/**
 * What is true of the central nucleus of a painted picture and of the picture around it. Lengths and angles follow
 * ImageJ: the upper left corner of the picture is (0, 0), a pixel centre lies at half, axes are those of the ellipse
 * with the same second moments.
 *
 * @param areaPx area inside the outline, pixels
 * @param majorAxisPx full length, pixels
 * @param minorAxisPx full length, pixels
 * @param eccentricity {@code sqrt(1 - (minor / major)^2)}, 0 to 1
 * @param orientationDeg major axis against the x axis, counter-clockwise as seen, 0 to 180
 * @param brightness mean signal of the nucleus above background before blur, grey levels: the light of the nucleus
 *     divided by its area
 * @param blurSigmaPx standard deviation of the Gaussian point spread function, pixels
 * @param noiseSigma standard deviation of the read noise, grey levels; shot noise comes on top in a fixed proportion
 * @param background mean background, grey levels
 * @param centreX centroid, pixels
 * @param centreY centroid, pixels
 * @param neighbours further nuclei that reach into the picture
 */
public record NucleusAttributes(
        double areaPx,
        double majorAxisPx,
        double minorAxisPx,
        double eccentricity,
        double orientationDeg,
        double brightness,
        double blurSigmaPx,
        double noiseSigma,
        double background,
        double centreX,
        double centreY,
        int neighbours) {

    /** Column names, comma-separated, in the order of {@link #csvLine}. */
    public static String csvHeader() {
        return "area_px,major_axis_px,minor_axis_px,eccentricity,orientation_deg,brightness,blur_sigma_px,"
                + "noise_sigma,background,centre_x,centre_y,neighbours";
    }

    /** The values, comma-separated, with a decimal point whatever the locale. */
    public String csvLine() {
        return String.format(
                Locale.ROOT,
                "%.2f,%.3f,%.3f,%.4f,%.2f,%.3f,%.3f,%.3f,%.3f,%.3f,%.3f,%d",
                areaPx,
                majorAxisPx,
                minorAxisPx,
                eccentricity,
                orientationDeg,
                brightness,
                blurSigmaPx,
                noiseSigma,
                background,
                centreX,
                centreY,
                neighbours);
    }
}
