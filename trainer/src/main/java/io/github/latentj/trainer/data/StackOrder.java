package io.github.latentj.trainer.data;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which pages of a TIFF are channels of one picture, by what ImageJ ({@code channels=3}) or OME ({@code SizeC="3"}) wrote
 * into its description. Without either, every page is a picture of its own.
 *
 * @param channels pages that make one picture
 * @param channelStep pages from one channel to the next
 * @param pictures slices times time points
 */
record StackOrder(int channels, int channelStep, int pictures) {
    private static final Pattern IMAGEJ_CHANNELS = Pattern.compile("(?m)^channels=(\\d{1,6})\\s*$");
    private static final Pattern OME_ORDER = Pattern.compile("DimensionOrder=\"XY([CZT]{3})\"");

    static StackOrder of(String description, int pages) {
        int channels = 1;
        long step = 1;
        Matcher order = OME_ORDER.matcher(description);
        Matcher imagej = IMAGEJ_CHANNELS.matcher(description);
        if (order.find()) {
            channels = omeSize(description, 'C');
            for (char axis : order.group(1).toCharArray()) {
                if (axis == 'C') {
                    break;
                }
                step *= omeSize(description, axis);
            }
        } else if (description.startsWith("ImageJ=") && imagej.find()) {
            channels = Integer.parseInt(imagej.group(1));
        }
        boolean fits = channels >= 1 && step >= 1 && step <= pages && pages % (channels * step) == 0;
        return fits ? new StackOrder(channels, (int) step, pages / channels) : new StackOrder(1, 1, pages);
    }

    private static int omeSize(String description, char axis) {
        Matcher size = Pattern.compile("Size" + axis + "=\"(\\d{1,6})\"").matcher(description);
        return size.find() ? Integer.parseInt(size.group(1)) : 1;
    }

    /** Page of {@code channel} of {@code picture}, all counted from 0. */
    int page(int picture, int channel) {
        return picture / channelStep * channelStep * channels + channel * channelStep + picture % channelStep;
    }
}
