package io.github.latentj.trainer.data;

import io.github.latentj.contract.PixelType;

/**
 * One picture as stored, without alpha.
 *
 * @param values float32 [channels, height, width] in stored units
 */
record DecodedImage(int width, int height, int channels, PixelType pixelType, float[] values) {
    /** True if a picture has one channel, or three that are equal everywhere. */
    boolean isGrey() {
        if (channels != 3) {
            return channels == 1;
        }
        int area = width * height;
        for (int i = 0; i < area; i++) {
            if (values[i] != values[area + i] || values[i] != values[2 * area + i]) {
                return false;
            }
        }
        return true;
    }

    /** True if every value is the same. */
    boolean isConstant() {
        for (float value : values) {
            if (value != values[0]) {
                return false;
            }
        }
        return true;
    }

    /** NaN and infinity become the smallest finite value of the picture. Returns how many there were. */
    int replaceNonFinite() {
        float lowest = Float.POSITIVE_INFINITY;
        int count = 0;
        for (float value : values) {
            if (Float.isFinite(value)) {
                lowest = Math.min(lowest, value);
            } else {
                count++;
            }
        }
        if (count > 0) {
            float filling = Float.isFinite(lowest) ? lowest : 0;
            for (int i = 0; i < values.length; i++) {
                values[i] = Float.isFinite(values[i]) ? values[i] : filling;
            }
        }
        return count;
    }

    /** The given channels, counted from 0, in the given order. */
    DecodedImage withChannels(int... indices) {
        int area = width * height;
        float[] selected = new float[indices.length * area];
        for (int i = 0; i < indices.length; i++) {
            System.arraycopy(values, indices[i] * area, selected, i * area, area);
        }
        return new DecodedImage(width, height, indices.length, pixelType, selected);
    }

    /** The picture upright, of an EXIF {@code orientation} from 1 to 8. */
    DecodedImage upright(int orientation) {
        if (orientation == 1) {
            return this;
        }
        boolean swapped = orientation >= 5;
        int newWidth = swapped ? height : width;
        int newHeight = swapped ? width : height;
        float[] turned = new float[values.length];
        for (int c = 0; c < channels; c++) {
            for (int y = 0; y < newHeight; y++) {
                for (int x = 0; x < newWidth; x++) {
                    int along = swapped ? y : x;
                    int down = swapped ? x : y;
                    boolean fromRight = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
                    boolean fromBelow = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
                    turned[(c * newHeight + y) * newWidth + x] =
                            at(c, fromRight ? width - 1 - along : along, fromBelow ? height - 1 - down : down);
                }
            }
        }
        return new DecodedImage(newWidth, newHeight, channels, pixelType, turned);
    }

    /** The middle {@code side} x {@code side} pixels; a picture that is smaller grows as in {@link #square}. */
    DecodedImage centre(int side) {
        if (Math.min(width, height) < side) {
            return square(side);
        }
        return crop((width - side) / 2, (height - side) / 2, side);
    }

    private DecodedImage crop(int left, int top, int side) {
        float[] cropped = new float[channels * side * side];
        for (int row = 0; row < channels * side; row++) {
            int from = (row / side * height + top + row % side) * width + left;
            System.arraycopy(values, from, cropped, row * side, side);
        }
        return new DecodedImage(side, side, channels, pixelType, cropped);
    }

    /** The largest centred square, resampled to {@code side}: means of areas, or bilinear where it grows. */
    DecodedImage square(int side) {
        int crop = Math.min(width, height);
        if (crop == side) {
            return crop((width - side) / 2, (height - side) / 2, side);
        }
        int left = (width - crop) / 2;
        int top = (height - crop) / 2;
        float[] square = new float[channels * side * side];
        for (int c = 0; c < channels; c++) {
            for (int y = 0; y < side; y++) {
                for (int x = 0; x < side; x++) {
                    int target = (c * side + y) * side + x;
                    square[target] = crop >= side
                            ? areaMean(c, left, top, (double) crop / side, x, y)
                            : bilinear(c, left, top, crop, (double) crop / side, x, y);
                }
            }
        }
        return new DecodedImage(side, side, channels, pixelType, square);
    }

    private float at(int channel, int x, int y) {
        return values[(channel * height + y) * width + x];
    }

    private float areaMean(int channel, int left, int top, double scale, int x, int y) {
        double fromY = y * scale;
        double toY = fromY + scale;
        double fromX = x * scale;
        double toX = fromX + scale;
        double sum = 0;
        for (int sy = (int) fromY; sy < toY && sy < height - top; sy++) {
            double rows = Math.min(sy + 1, toY) - Math.max(sy, fromY);
            for (int sx = (int) fromX; sx < toX && sx < width - left; sx++) {
                double columns = Math.min(sx + 1, toX) - Math.max(sx, fromX);
                sum += rows * columns * at(channel, left + sx, top + sy);
            }
        }
        return (float) (sum / (scale * scale));
    }

    private float bilinear(int channel, int left, int top, int crop, double scale, int x, int y) {
        double sx = Math.max(0, Math.min(crop - 1, (x + 0.5) * scale - 0.5));
        double sy = Math.max(0, Math.min(crop - 1, (y + 0.5) * scale - 0.5));
        int x0 = (int) sx;
        int y0 = (int) sy;
        int x1 = Math.min(x0 + 1, crop - 1);
        int y1 = Math.min(y0 + 1, crop - 1);
        double above =
                at(channel, left + x0, top + y0) * (1 - (sx - x0)) + at(channel, left + x1, top + y0) * (sx - x0);
        double below =
                at(channel, left + x0, top + y1) * (1 - (sx - x0)) + at(channel, left + x1, top + y1) * (sx - x0);
        return (float) (above * (1 - (sy - y0)) + below * (sy - y0));
    }
}
