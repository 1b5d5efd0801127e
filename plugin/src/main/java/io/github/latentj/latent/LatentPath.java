package io.github.latentj.latent;

import java.util.ArrayList;
import java.util.List;

/** Series of latents that lead through given points. */
public enum LatentPath {
    /** From the first point through all others to the last. */
    CHAIN(2, Integer.MAX_VALUE) {
        @Override
        float[][] latents(float[][] points, int steps, Interpolation way) {
            List<float[]> path = legs(points, points.length - 1, steps, way);
            path.add(points[points.length - 1].clone());
            return path.toArray(new float[0][]);
        }

        @Override
        public long count(int points, int steps) {
            return (points - 1L) * steps + 1;
        }

        @Override
        public int columns(int points, int steps) {
            return points == 2 ? row(steps + 1) : row(steps);
        }
    },
    /** As a chain, and from the last point back to the first, which is not repeated: a movie without a seam. */
    LOOP(2, Integer.MAX_VALUE) {
        @Override
        float[][] latents(float[][] points, int steps, Interpolation way) {
            return legs(points, points.length, steps, way).toArray(new float[0][]);
        }

        @Override
        public long count(int points, int steps) {
            return (long) points * steps;
        }

        @Override
        public int columns(int points, int steps) {
            return row(steps);
        }
    },
    /** Between four corners: top left, top right, bottom left, bottom right. Row by row. */
    GRID(4, 4) {
        @Override
        float[][] latents(float[][] points, int steps, Interpolation way) {
            return grid(points, steps, way);
        }

        @Override
        public long count(int points, int steps) {
            return (steps + 1L) * (steps + 1);
        }

        @Override
        public int columns(int points, int steps) {
            return steps + 1;
        }
    },
    /** A grid from three corners, the fourth by analogy: bottom right = top right + bottom left - top left. */
    J_DIAGRAM(3, 3) {
        @Override
        float[][] latents(float[][] points, int steps, Interpolation way) {
            float[] fourth = new float[points[0].length];
            for (int i = 0; i < fourth.length; i++) {
                fourth[i] = points[1][i] + points[2][i] - points[0][i];
            }
            return grid(new float[][] {points[0], points[1], points[2], fourth}, steps, way);
        }

        @Override
        public long count(int points, int steps) {
            return GRID.count(4, steps);
        }

        @Override
        public int columns(int points, int steps) {
            return steps + 1;
        }
    };

    /** Images in a row of one walk: shorter ones would make a page too high, longer ones one too wide. */
    private static final int SHORTEST_ROW = 5;

    private static final int LONGEST_ROW = 24;

    private final int fewest;
    private final int most;

    LatentPath(int fewest, int most) {
        this.fewest = fewest;
        this.most = most;
    }

    public int fewestPoints() {
        return fewest;
    }

    public int mostPoints() {
        return most;
    }

    /** How many latents {@link #through} gives. */
    public abstract long count(int points, int steps);

    /** True if each row is a series of its own. */
    public boolean isTable() {
        return this == GRID || this == J_DIAGRAM;
    }

    /** Latents in one row of a page, so that each row of a chain begins with one of the points; 0 if rows of another length look better. */
    public abstract int columns(int points, int steps);

    abstract float[][] latents(float[][] points, int steps, Interpolation way);

    /**
     * The latents of the path, the points themselves among them.
     *
     * @param points float32 [k][size], as many as the path takes
     * @param steps steps from one point to the next, at least 1
     */
    public float[][] through(float[][] points, int steps, Interpolation way) {
        if (points.length < fewest || points.length > most || steps < 1) {
            throw new IllegalArgumentException("this path takes " + fewest + " to " + most
                    + " points and at least 1 step, found " + points.length + " points and " + steps + " steps");
        }
        return latents(points, steps, way);
    }

    private static int row(int images) {
        return images >= SHORTEST_ROW && images <= LONGEST_ROW ? images : 0;
    }

    private static List<float[]> legs(float[][] points, int legs, int steps, Interpolation way) {
        List<float[]> path = new ArrayList<>();
        for (int leg = 0; leg < legs; leg++) {
            float[] next = points[(leg + 1) % points.length];
            for (int step = 0; step < steps; step++) {
                path.add(way.between(points[leg], next, step / (double) steps));
            }
        }
        return path;
    }

    private static float[][] grid(float[][] corners, int steps, Interpolation way) {
        List<float[]> cells = new ArrayList<>();
        for (int row = 0; row <= steps; row++) {
            float[] left = way.between(corners[0], corners[2], row / (double) steps);
            float[] right = way.between(corners[1], corners[3], row / (double) steps);
            for (int column = 0; column <= steps; column++) {
                cells.add(way.between(left, right, column / (double) steps));
            }
        }
        return cells.toArray(new float[0][]);
    }
}
