package io.github.latentj.trainer.data;

import java.util.Random;

/** How the stained matter of the nuclei of one picture is spread: grains, a dome, nucleoli or bright chromocentres. */
final class Chromatin {
    /** Contrast above which bright spots are compressed, and the most that is left of them. */
    private static final double KNEE = 1.25;

    private static final double HEADROOM = 0.35;

    private final GreyField fine;
    private final GreyField coarse;
    private final double fineContrast;
    private final double coarseContrast;
    private final double dome;
    private final double unit;

    /** A spot is a soft disc; {@code gain} is -1 (no stain at its centre) and up. */
    private record Spot(double x, double y, double radius, double gain) {
        double factor(double px, double py) {
            double square = ((px - x) * (px - x) + (py - y) * (py - y)) / (radius * radius);
            return square > 9 ? 1 : 1 + gain * StrictMath.exp(-square * square / 2);
        }
    }

    /** @param unit pixels per pixel of a 64-pixel picture */
    Chromatin(int side, double unit, Random random) {
        this.unit = unit;
        fine = GreyField.grains(side, unit * between(random, 0.7, 1.3), random);
        coarse = GreyField.grains(side, unit * between(random, 2, 4), random);
        fineContrast = between(random, 0.03, 0.19);
        coarseContrast = between(random, 0.03, 0.11);
        dome = between(random, 0.05, 0.4);
    }

    /** Light of one nucleus before blur; its mean over the outline's area is {@code brightness}. */
    GreyField paint(NucleusOutline outline, double brightness, Random random) {
        Spot[] spots = spots(outline, random);
        GreyField light = outline.coverage(fine.side);
        double covered = light.sum();
        for (int i = 0; i < light.values.length; i++) {
            if (light.values[i] > 0) {
                light.values[i] *= (float) density(outline, spots, i);
            }
        }
        light.scale(brightness * covered / light.sum());
        return light;
    }

    private double density(NucleusOutline outline, Spot[] spots, int i) {
        double x = i % fine.side + 0.5;
        double y = i / fine.side + 0.5;
        double depth = Math.min(1, outline.depth(x, y));
        double density = StrictMath.exp(fineContrast * fine.values[i] + coarseContrast * coarse.values[i])
                * (1 - dome * depth * depth * depth);
        for (Spot spot : spots) {
            density *= spot.factor(x, y);
        }
        return density < KNEE ? density : KNEE + HEADROOM * StrictMath.tanh((density - KNEE) / HEADROOM);
    }

    private Spot[] spots(NucleusOutline outline, Random random) {
        double kind = random.nextDouble();
        boolean bright = kind < 0.15;
        int count = bright ? 3 + random.nextInt(5) : kind < 0.65 ? 1 + random.nextInt(3) : 0;
        double size = Math.sqrt(outline.area / (560 * unit * unit)) * unit;
        Spot[] spots = new Spot[count];
        for (int i = 0; i < count; i++) {
            double[] at = outline.point(
                    random.nextDouble(), bright ? 0.8 * Math.sqrt(random.nextDouble()) : 0.65 * random.nextDouble());
            double radius = size * (bright ? between(random, 1.1, 2) : between(random, 1.5, 3));
            spots[i] = new Spot(at[0], at[1], radius, bright ? between(random, 0.3, 0.8) : -between(random, 0.2, 0.55));
        }
        return spots;
    }

    private static double between(Random random, double low, double high) {
        return low + (high - low) * random.nextDouble();
    }
}
