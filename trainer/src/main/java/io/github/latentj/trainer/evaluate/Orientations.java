package io.github.latentj.trainer.evaluate;

import io.github.latentj.trainer.data.Augmentation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The ways in which training turned and mirrored images: a copy of any of these is a copy. */
final class Orientations {
    private final List<int[]> sources = new ArrayList<>();
    private final int channels;

    Orientations(Augmentation augmentation, int channels, int side) {
        this.channels = channels;
        for (int turns = 0; turns < (augmentation.quarterTurns() ? 4 : 1); turns++) {
            for (int mirrored = 0; mirrored < (augmentation.flips() ? 4 : 1); mirrored++) {
                int[] source = source(turns, mirrored, side);
                // Both mirrors are half a turn: of sixteen ways eight differ.
                if (sources.stream().noneMatch(known -> Arrays.equals(known, source))) {
                    sources.add(source);
                }
            }
        }
    }

    private static int[] source(int turns, int mirrored, int side) {
        int[] source = new int[side * side];
        for (int p = 0; p < source.length; p++) {
            int x = mirrored % 2 == 0 ? p % side : side - 1 - p % side;
            int y = mirrored / 2 == 0 ? p / side : side - 1 - p / side;
            for (int t = 0; t < turns; t++) {
                int before = x;
                x = y;
                y = side - 1 - before;
            }
            source[p] = y * side + x;
        }
        return source;
    }

    int count() {
        return sources.size();
    }

    /** Each image in all its ways, one after the other, the way as it is first. */
    Vectors all(Vectors images) {
        int area = sources.get(0).length;
        float[] turned = new float[Math.multiplyExact(images.values().length, count())];
        int to = 0;
        for (int i = 0; i < images.count(); i++) {
            for (int[] source : sources) {
                for (int c = 0; c < channels; c++) {
                    int from = i * images.length() + c * area;
                    for (int p = 0; p < area; p++) {
                        turned[to++] = images.values()[from + source[p]];
                    }
                }
            }
        }
        return new Vectors(turned, images.count() * count(), images.length());
    }
}
