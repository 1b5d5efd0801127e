package io.github.latentj.trainer.evaluate;

import io.github.latentj.contract.LatentSampler;
import io.github.latentj.contract.Prior;
import io.github.latentj.trainer.evaluate.Section.Mosaic;
import io.github.latentj.trainer.evaluate.Section.Plot;
import io.github.latentj.trainer.evaluate.Section.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** Walks from latent to latent, and whether the images jump on the way. */
final class WalkSection {
    private static final int CHAINS = 100;
    private static final int STEPS = 32;
    private static final int SHOWN = 17;

    private final Material material;
    private final Prior prior;
    private final int size;

    WalkSection(Material material) {
        this.material = material;
        prior = material.generator().spec().prior();
        size = material.generator().spec().latentSize();
    }

    Section measure() {
        List<Chain> chains = new ArrayList<>();
        for (int i = 0; i < CHAINS; i++) {
            material.progress().at("Walks", i, CHAINS);
            chains.add(Chain.of(images(i, STEPS + 1)));
        }
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < CHAINS; i++) {
            order.add(i);
        }
        order.sort(Comparator.comparingDouble(i -> chains.get(i).largest()));
        double[] ratios = chains.stream()
                .flatMapToDouble(chain -> DoubleStream.of(chain.steps())
                        .map(step -> chain.median() == 0 ? 0 : Math.min(10, step / chain.median())))
                .toArray();
        return new Section(
                "jumps",
                "Jumps",
                notes(),
                List.of(table(chains)),
                List.of(
                        walk("typical", "A typical walk (median of the largest steps).", order.get(CHAINS / 2)),
                        walk("worst", "The least even walk of all.", order.get(CHAINS - 1))),
                List.of(new Plot(
                        "steps",
                        "Steps of all walks; a jump lies beyond " + Chain.JUMP,
                        "step in medians of its walk",
                        Histogram.lines(List.of("share of steps"), List.of(ratios)))));
    }

    /** {@code count} images from latent 2i to latent 2i + 1 of the seed. */
    private Vectors images(int chain, int count) {
        LatentSampler sampler =
                new LatentSampler(prior, size, material.random("walks").nextLong());
        float[] from = sampler.batch(2 * chain, 1);
        float[] to = sampler.batch(2 * chain + 1, 1);
        float[] latents = new float[count * size];
        for (int i = 0; i < count; i++) {
            float[] latent = LatentLine.between(prior, from, to, i / (count - 1.0));
            System.arraycopy(latent, 0, latents, i * size, size);
        }
        return Vectors.of(material.generator().images(latents, count), count);
    }

    private Mosaic walk(String name, String caption, int chain) {
        float[] shown = images(chain, SHOWN).values();
        return new Mosaic("walk-" + name, caption, shown, SHOWN, material.channels(), material.side(), SHOWN);
    }

    private static Table table(List<Chain> chains) {
        long jumps = chains.stream().mapToLong(Chain::jumps).sum();
        double[] largest = chains.stream().mapToDouble(Chain::largest).toArray();
        double[] steps = chains.stream().mapToDouble(Chain::median).toArray();
        double[] detours = chains.stream()
                .mapToDouble(chain ->
                        chain.ends() == 0 ? 1 : DoubleStream.of(chain.steps()).sum() / chain.ends())
                .toArray();
        List<List<Object>> rows = List.of(
                List.of("walks", (long) CHAINS),
                List.of("steps of a walk", (long) STEPS),
                List.of("median step, share of the intensity range", Quantiles.of(steps, 0.5)),
                List.of("largest step of a walk in its medians, median of the walks", Quantiles.of(largest, 0.5)),
                List.of("largest step of a walk in its medians, largest of the walks", Quantiles.of(largest, 1)),
                List.of("steps of more than " + Chain.JUMP + " medians", jumps),
                List.of("their share of all steps", jumps / ((double) CHAINS * STEPS)),
                List.of("length of the way by the distance of its ends, median", Quantiles.of(detours, 0.5)));
        return new Table("Walks", List.of("", "value"), rows);
    }

    private List<String> notes() {
        return List.of(String.format(
                Locale.ROOT,
                "%d walks of %d steps between random latents, %s. A step is the root mean square difference of"
                        + " neighbouring images. A model that knows images by heart shows one for a while and then jumps"
                        + " to the next (Radford et al. 2015, section 6.1); one that has learnt what lies between them"
                        + " takes steps of similar length. A cross-fade of the two ends would have steps of exactly one"
                        + " median, but shows ghosts instead of images. No jumps are no proof: look at the walks, too.",
                CHAINS,
                STEPS,
                prior == Prior.NORMAL ? "along the arc between them" : "straight"));
    }
}
