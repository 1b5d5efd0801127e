package io.github.latentj.trainer.data;

import io.github.latentj.contract.PixelType;

/**
 * One picture as stored, without alpha.
 *
 * @param channels 1 or 3
 * @param values float32 [channels, height, width] in stored units
 */
record DecodedImage(int width, int height, int channels, PixelType pixelType, float[] values) {
    /** True if a three-channel picture is grey everywhere. */
    boolean isGrey() {
        if (channels == 1) {
            return true;
        }
        int area = width * height;
        for (int i = 0; i < area; i++) {
            if (values[i] != values[area + i] || values[i] != values[2 * area + i]) {
                return false;
            }
        }
        return true;
    }

    /** The largest centred square, resampled to {@code side}: means of areas, or bilinear where it grows. */
    DecodedImage square(int side) {
        int crop = Math.min(width, height);
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
