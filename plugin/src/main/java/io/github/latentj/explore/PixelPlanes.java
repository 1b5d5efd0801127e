package io.github.latentj.explore;

import io.github.latentj.contract.GeneratorSpec;
import io.github.latentj.contract.IntensityMap;
import io.github.latentj.inference.file.ModelException;

/** Turns network values into pixels as images store them. */
public final class PixelPlanes {
    private final IntensityMap map;
    private final int channels;
    private final int pixels;

    public PixelPlanes(GeneratorSpec spec) {
        map = spec.intensityMap();
        channels = spec.channels();
        pixels = spec.width() * spec.height();
    }

    /** Bytes that the planes of one image take. */
    static long bytes(GeneratorSpec spec) {
        long values = (long) spec.width() * spec.height() * spec.channels();
        switch (spec.intensityMap().pixelType()) {
            case UINT8:
                return values;
            case UINT16:
                return 2 * values;
            default:
                return 4 * values;
        }
    }

    /** One array for each channel, all zero. */
    Object[] empty() {
        Object[] planes = new Object[channels];
        for (int c = 0; c < channels; c++) {
            switch (map.pixelType()) {
                case UINT8:
                    planes[c] = new byte[pixels];
                    break;
                case UINT16:
                    planes[c] = new short[pixels];
                    break;
                default:
                    planes[c] = new float[pixels];
            }
        }
        return planes;
    }

    /**
     * @param image float32 [C, H, W] in network range
     * @return one array for each channel
     * @throws ModelException if a value is not a number
     */
    public Object[] of(float[] image) {
        for (float value : image) {
            if (Float.isNaN(value)) {
                throw new ModelException("the model produces values that are not numbers (NaN):"
                        + " its weights are damaged or its training failed");
            }
        }
        Object[] planes = new Object[channels];
        for (int c = 0; c < channels; c++) {
            planes[c] = plane(image, c * pixels);
        }
        return planes;
    }

    private Object plane(float[] image, int first) {
        switch (map.pixelType()) {
            case UINT8:
                return bytes(image, first);
            case UINT16:
                return shorts(image, first);
            default:
                return floats(image, first);
        }
    }

    private byte[] bytes(float[] image, int first) {
        byte[] plane = new byte[pixels];
        for (int i = 0; i < pixels; i++) {
            plane[i] = (byte) (int) map.toStored(image[first + i]);
        }
        return plane;
    }

    private short[] shorts(float[] image, int first) {
        short[] plane = new short[pixels];
        for (int i = 0; i < pixels; i++) {
            plane[i] = (short) (int) map.toStored(image[first + i]);
        }
        return plane;
    }

    private float[] floats(float[] image, int first) {
        float[] plane = new float[pixels];
        for (int i = 0; i < pixels; i++) {
            plane[i] = (float) map.toStored(image[first + i]);
        }
        return plane;
    }
}
