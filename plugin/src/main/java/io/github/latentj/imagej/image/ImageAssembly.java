package io.github.latentj.imagej.image;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.WindowManager;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.measure.Calibration;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;
import io.github.latentj.contract.GeneratorSpec;
import io.github.latentj.contract.IntensityMap;
import io.github.latentj.contract.PixelType;
import io.github.latentj.explore.GeneratedImages;
import io.github.latentj.imagej.parameter.ParameterException;
import java.awt.Color;
import java.awt.Rectangle;
import java.util.Arrays;
import java.util.List;

/**
 * Builds ImageJ images from generated ones: 8-bit red, green, blue as RGB, one channel as grey, anything else as a
 * composite; in the pixel type, display range and calibration of the model.
 */
public final class ImageAssembly {
    private static final List<String> RGB = Arrays.asList("red", "green", "blue");
    private static final int MOST_COMPOSITE_CHANNELS = 7;

    private final GeneratedImages images;
    private final GeneratorSpec spec;

    public ImageAssembly(GeneratedImages images) {
        this.images = images;
        spec = images.spec();
    }

    /** One image in each slice; its latent is written into the slice's label. */
    public ImagePlus stack(String name) {
        ImageStack stack = new ImageStack(spec.width(), spec.height());
        for (int i = 0; i < images.count(); i++) {
            Object[] planes = planes(i);
            for (int c = 0; c < planes.length; c++) {
                stack.addSlice(label(i, c, planes.length), processor(planes[c], spec.width(), spec.height()));
            }
        }
        ImagePlus image = finished(stack, images.count(), name);
        ImageTags.writeStack(image, images);
        markJumps(image, 1, true);
        return image;
    }

    /**
     * All images on one page: as a figure if they have panels, else side by side, row by row, near-square unless they form
     * a table. Unused places are black, or the paper of a figure.
     */
    public ImagePlus montage(String name) {
        FigurePage page =
                images.panels().isEmpty() ? null : new FigurePage(images.panels(), spec.width(), spec.height());
        MontageCells cells = page == null ? grid() : page.cells();
        if ((long) cells.width() * cells.height() > Integer.MAX_VALUE) {
            throw new ParameterException(
                    "a montage of " + images.count() + " images is too large for one image:" + " choose output=stack");
        }
        ImageStack stack = new ImageStack(cells.width(), cells.height());
        for (int c = 0; c < channelSlices(); c++) {
            stack.addSlice(channelSlices() > 1 ? spec.channelNames().get(c) : null, sheet(cells, c));
        }
        ImagePlus image = finished(stack, 1, name);
        ImageTags.writeMontage(image, images, cells);
        if (page == null) {
            markJumps(image, cells.columns(), false);
        } else {
            image.setOverlay(page.overlay());
        }
        return image;
    }

    private MontageCells grid() {
        int columns = images.columns() > 0 ? images.columns() : (int) Math.ceil(Math.sqrt(images.count()));
        return MontageCells.grid(columns, images.count(), spec.width(), spec.height());
    }

    private ImageProcessor sheet(MontageCells cells, int channel) {
        ImageProcessor sheet = null;
        for (int i = 0; i < images.count(); i++) {
            ImageProcessor tile = processor(planes(i)[channel], spec.width(), spec.height());
            if (sheet == null) {
                sheet = tile.createProcessor(cells.width(), cells.height());
                blacken(sheet);
            }
            Rectangle cell = cells.cells().get(i);
            sheet.insert(tile, cell.x, cell.y);
        }
        return sheet;
    }

    /** What shows as black may be another number than 0, and 0 may be grey. */
    private void blacken(ImageProcessor sheet) {
        if (!isRgb() && spec.intensityMap().minimum() != 0) {
            sheet.setValue(spec.intensityMap().minimum());
            sheet.fill();
        }
    }

    /** Frames the images before which a series jumps; the frames lie in the overlay and change no pixel. */
    private void markJumps(ImagePlus image, int columns, boolean stack) {
        Overlay frames = new Overlay();
        for (int jump : images.jumps()) {
            int column = stack ? 0 : jump % columns;
            int row = stack ? 0 : jump / columns;
            Roi frame = new Roi(column * spec.width(), row * spec.height(), spec.width(), spec.height());
            frame.setStrokeColor(Color.RED);
            frame.setName("jump");
            if (stack && channelSlices() > 1) {
                frame.setPosition(0, jump + 1, 0);
            } else if (stack) {
                frame.setPosition(jump + 1);
            }
            frames.add(frame);
        }
        // A click must reach the image beneath.
        frames.selectable(false);
        if (frames.size() > 0) {
            image.setOverlay(frames);
        }
    }

    private String label(int index, int channel, int channels) {
        String name = channels > 1 ? spec.channelNames().get(channel) + ", " : "";
        return ImageTags.sliceLabel(name + images.title(index), images, index);
    }

    private boolean isRgb() {
        return spec.intensityMap().pixelType() == PixelType.UINT8
                && spec.channelNames().equals(RGB);
    }

    /** Slices that one image takes. */
    private int channelSlices() {
        return isRgb() ? 1 : spec.channels();
    }

    private Object[] planes(int index) {
        if (isRgb()) {
            return new Object[] {packed(index)};
        }
        Object[] planes = new Object[spec.channels()];
        for (int c = 0; c < planes.length; c++) {
            planes[c] = images.plane(index, c);
        }
        return planes;
    }

    private int[] packed(int index) {
        byte[] red = (byte[]) images.plane(index, 0);
        byte[] green = (byte[]) images.plane(index, 1);
        byte[] blue = (byte[]) images.plane(index, 2);
        int[] pixels = new int[red.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = 0xff000000 | (red[i] & 0xff) << 16 | (green[i] & 0xff) << 8 | blue[i] & 0xff;
        }
        return pixels;
    }

    /** A view of the pixels, a {@code byte[]}, {@code short[]} or {@code float[]}; they are not copied. */
    public static ImageProcessor processor(Object pixels, int width, int height) {
        if (pixels instanceof byte[]) {
            return new ByteProcessor(width, height, (byte[]) pixels);
        }
        if (pixels instanceof short[]) {
            return new ShortProcessor(width, height, (short[]) pixels, null);
        }
        if (pixels instanceof float[]) {
            return new FloatProcessor(width, height, (float[]) pixels);
        }
        return new ColorProcessor(width, height, (int[]) pixels);
    }

    private ImagePlus finished(ImageStack stack, int slices, String name) {
        ImagePlus image = new ImagePlus(WindowManager.makeUniqueName(name), stack);
        image.setDimensions(channelSlices(), slices, 1);
        if (channelSlices() > 1) {
            image.setOpenAsHyperStack(true);
            image = new CompositeImage(
                    image,
                    channelSlices() <= MOST_COMPOSITE_CHANNELS ? CompositeImage.COMPOSITE : CompositeImage.GRAYSCALE);
        }
        calibrate(image, spec);
        setDisplayRange(image);
        return image;
    }

    static void calibrate(ImagePlus image, GeneratorSpec spec) {
        spec.pixelSize().ifPresent(size -> {
            Calibration calibration = image.getCalibration();
            calibration.pixelWidth = size.width();
            calibration.pixelHeight = size.height();
            calibration.setUnit(size.unit());
        });
    }

    private void setDisplayRange(ImagePlus image) {
        IntensityMap map = spec.intensityMap();
        if (isRgb()) {
            return;
        }
        for (int c = channelSlices(); c >= 1; c--) {
            image.setC(c);
            image.setDisplayRange(map.minimum(), map.maximum());
        }
    }
}
