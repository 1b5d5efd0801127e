package io.github.latentj.trainer.run;

import io.github.latentj.contract.LatentSampler;
import io.github.latentj.contract.Prior;
import io.github.latentj.trainer.evaluate.LatentLine;
import java.util.Arrays;

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
            float[] latent = LatentLine.between(prior, row(2 * row), row(2 * row + 1), i % STEPS / (STEPS - 1.0));
            System.arraycopy(latent, 0, latents, i * size, size);
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

    private float[] row(int latent) {
        return Arrays.copyOfRange(random, latent * size, (latent + 1) * size);
    }
}
