package io.github.latentj.trainer.run;

import io.github.latentj.contract.LatentSampler;
import io.github.latentj.contract.Prior;

/** Latents whose images show what a generator has learnt (Radford et al. 2015, sections 6.1 and 6.3.2): 64 each. */
final class LatentGrids {
    static final int COUNT = 64;
    private static final int STEPS = 8;

    private final Prior prior;
    private final int size;
    private final float[] random;

    LatentGrids(Prior prior, int latentSize, long seed) {
        this.prior = prior;
        size = latentSize;
        random = new LatentSampler(prior, latentSize, seed).batch(0, COUNT);
    }

    /**
     * Eight walks of eight steps each, from one random latent to the next: along the arc for a normal prior, so that no
     * step is unusually short, straight for a uniform one. float32 [64, latent].
     */
    float[] walk() {
        float[] latents = new float[COUNT * size];
        for (int i = 0; i < COUNT; i++) {
            int row = i / STEPS;
            double share = i % STEPS / (STEPS - 1.0);
            double from = 1 - share;
            double to = share;
            if (prior == Prior.NORMAL) {
                double angle = angle(2 * row, 2 * row + 1);
                if (angle > 1e-6) {
                    from = Math.sin((1 - share) * angle) / Math.sin(angle);
                    to = Math.sin(share * angle) / Math.sin(angle);
                }
            }
            for (int c = 0; c < size; c++) {
                latents[i * size + c] = (float) (from * at(2 * row, c) + to * at(2 * row + 1, c));
            }
        }
        return latents;
    }

    /**
     * Sixteen times a, b, c and a - b + c; the last shortened to the length of c for a normal prior, kept within the cube
     * for a uniform one. float32 [64, latent].
     */
    float[] arithmetic() {
        float[] latents = random.clone();
        for (int d = 3; d < COUNT; d += 4) {
            double squares = 0;
            double wanted = 0;
            for (int c = 0; c < size; c++) {
                float value = at(d - 3, c) - at(d - 2, c) + at(d - 1, c);
                latents[d * size + c] = prior == Prior.UNIFORM ? Math.max(-1, Math.min(1, value)) : value;
                squares += value * value;
                wanted += at(d - 1, c) * at(d - 1, c);
            }
            for (int c = 0; c < size && prior == Prior.NORMAL && squares > 0; c++) {
                latents[d * size + c] *= (float) Math.sqrt(wanted / squares);
            }
        }
        return latents;
    }

    private float at(int latent, int component) {
        return random[latent * size + component];
    }

    private double angle(int one, int other) {
        double product = 0;
        double a = 0;
        double b = 0;
        for (int c = 0; c < size; c++) {
            product += at(one, c) * at(other, c);
            a += at(one, c) * at(one, c);
            b += at(other, c) * at(other, c);
        }
        double cosine = Math.max(-1, Math.min(1, product / Math.sqrt(a * b)));
        // Opposite directions have no shortest arc; the straight line serves.
        return cosine < -0.999 ? 0 : Math.acos(cosine);
    }
}
