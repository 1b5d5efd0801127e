package io.github.latentj.latent;

import io.github.latentj.contract.Prior;

/**
 * Follows several latents downhill at once, each on its own path (see {@link DescentPath}), so that one evaluation of a
 * network moves them all.
 */
public final class LatentDescent {
    private final Prior prior;
    private final PriorPull pull;
    private final int steps;

    /** What is to become small: fills in a value and its gradient for each latent of a batch. */
    public interface Landscape {
        /**
         * @param latents float32 [N][size]
         * @param values takes [N]
         * @param gradients takes [N][size]
         */
        void at(float[][] latents, float[] values, float[][] gradients);
    }

    /** Hears of each evaluation, with the smallest value that any latent has reached. */
    public interface Listener {
        void stepped(int step, double smallest);
    }

    /**
     * @param pullStrength as {@link PriorPull} takes it
     * @param steps most evaluations of the landscape; fewer if no latent comes lower any more
     */
    public LatentDescent(Prior prior, double pullStrength, int steps) {
        this.prior = prior;
        pull = new PriorPull(prior, pullStrength);
        this.steps = steps;
    }

    /**
     * @param starts float32 [N][size], left as they are
     * @return the lowest point of each path
     */
    public Descended run(float[][] starts, Landscape landscape, Listener listener) {
        int count = starts.length;
        int size = starts[0].length;
        DescentPath[] paths = new DescentPath[count];
        float[][] trials = new float[count][];
        for (int i = 0; i < count; i++) {
            paths[i] = new DescentPath(prior, starts[i]);
            trials[i] = paths[i].trial();
        }
        float[] values = new float[count];
        float[][] gradients = new float[count][size];
        for (int step = 1; step <= steps; step++) {
            landscape.at(trials, values, gradients);
            double smallest = Double.POSITIVE_INFINITY;
            boolean settled = true;
            for (int i = 0; i < count; i++) {
                double penalty = pull.addTo(gradients[i], trials[i]);
                paths[i].found(values[i] + penalty, gradients[i]);
                trials[i] = paths[i].trial();
                smallest = Math.min(smallest, paths[i].value());
                settled &= paths[i].settled();
            }
            listener.stepped(step, smallest);
            if (settled) {
                break;
            }
        }
        return new Descended(paths);
    }

    /** Where the paths ended. */
    public static final class Descended {
        private final float[][] latents;
        private final double[] values;

        private Descended(DescentPath[] paths) {
            latents = new float[paths.length][];
            values = new double[paths.length];
            for (int i = 0; i < paths.length; i++) {
                latents[i] = paths[i].point();
                values[i] = paths[i].value();
            }
        }

        /** The lowest points, float32 [N][size]. */
        public float[][] latents() {
            return latents;
        }

        /** The path that came lowest, value and prior's penalty together. */
        public int best() {
            int best = 0;
            for (int i = 1; i < values.length; i++) {
                best = values[i] < values[best] ? i : best;
            }
            return best;
        }
    }
}
