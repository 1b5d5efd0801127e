package io.github.latentj.trainer.data;

import io.github.latentj.trainer.config.InvalidSettingsException;
import io.github.latentj.trainer.config.NamedValues;
import io.github.latentj.trainer.config.Range;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Random changes of an image each time it is seen, that leave it an image of the same kind.
 *
 * @param flips left-right and up-down, each with probability one half
 * @param quarterTurns by 0, 90, 180 or 270 degrees
 * @param intensityJitter largest relative change of the brightness, 0 (none) to 0.5
 */
public record Augmentation(boolean flips, boolean quarterTurns, double intensityJitter) {
    private static final double MOST_JITTER = 0.5;
    private static final Range JITTER = Range.real("intensity-jitter", 0, MOST_JITTER);

    /** Images as they are. */
    public static final Augmentation NONE = new Augmentation(false, false, 0);

    /** @throws InvalidSettingsException if the jitter is out of range */
    public Augmentation {
        if (!(intensityJitter >= 0 && intensityJitter <= MOST_JITTER)) {
            throw new InvalidSettingsException(
                    List.of(JITTER.problem("--intensity-jitter", String.valueOf(intensityJitter))));
        }
    }

    static Augmentation of(NamedValues given) {
        return new Augmentation(given.flag("flips"), given.flag("quarter-turns"), given.real(JITTER, 0));
    }

    Map<String, String> named() {
        Map<String, String> named = new LinkedHashMap<>();
        named.put("flips", String.valueOf(flips));
        named.put("quarter-turns", String.valueOf(quarterTurns));
        named.put(JITTER.name(), new BigDecimal(String.valueOf(intensityJitter)).toPlainString());
        return named;
    }

    /** Changes the square at {@code offset}, float32 [channels, side, side] in [-1, 1], in place. */
    void apply(Random random, float[] pixels, int offset, int channels, int side) {
        boolean leftRight = random.nextBoolean() && flips;
        boolean upDown = random.nextBoolean() && flips;
        int turns = quarterTurns ? random.nextInt(4) : 0;
        double gain = 1 + intensityJitter * (2 * random.nextDouble() - 1);
        if (leftRight || upDown || turns != 0) {
            move(pixels, offset, channels, side, new Symmetry(leftRight, upDown, turns));
        }
        if (intensityJitter > 0) {
            for (int i = offset; i < offset + channels * side * side; i++) {
                pixels[i] = (float) Math.max(-1, Math.min(1, (pixels[i] + 1) * gain - 1));
            }
        }
    }

    private record Symmetry(boolean leftRight, boolean upDown, int turns) {
        int source(int x, int y, int side) {
            int sx = leftRight ? side - 1 - x : x;
            int sy = upDown ? side - 1 - y : y;
            for (int t = 0; t < turns; t++) {
                int before = sx;
                sx = sy;
                sy = side - 1 - before;
            }
            return sy * side + sx;
        }
    }

    private static void move(float[] pixels, int offset, int channels, int side, Symmetry symmetry) {
        float[] before = new float[side * side];
        for (int c = 0; c < channels; c++) {
            int from = offset + c * side * side;
            System.arraycopy(pixels, from, before, 0, before.length);
            for (int y = 0; y < side; y++) {
                for (int x = 0; x < side; x++) {
                    pixels[from + y * side + x] = before[symmetry.source(x, y, side)];
                }
            }
        }
    }
}
