package io.github.latentj.trainer.train;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/**
 * Tells when a training has gone wrong in one of the ways in which GANs do, what helps, and when it is well again. It
 * only warns, of each ill once while it lasts; numbers that are not finite, or beyond all measure, end the training by
 * {@link DivergedException}.
 *
 * <p>The thresholds lie far from what healthy runs show: on 6,286 real nuclei and on the demo's drawn ones, means over
 * 200 steps of D(x) stayed below 0.91 and of D(G(z)) above 0.10, means of D(G(z)) over 25 steps below 0.37, and means of
 * the losses over 100 steps below 8 nats; their diversity was above 0.4 from step 200 on (0.12 after the first epoch).
 */
public final class HealthMonitor {
    /** Steps over which a discriminator must be right about everything. */
    static final int WON_STEPS = 200;
    /** Mean D(x) above and mean D(G(z)) below one minus this. */
    static final double WON_SCORE = 0.95;
    /** Mean D(x) below and mean D(G(z)) above one minus this: the game is open again. */
    static final double OPEN_SCORE = 0.9;
    /** Steps that make one reading of who leads. */
    static final int LEAD_STEPS = 25;
    /** Changes of the lead within {@value #SWING_STEPS} steps. */
    static final int SWINGS = 4;

    static final int SWING_STEPS = 1000;
    /** Steps over which a loss must be above {@value #DIVERGING_LOSS} nats; guessing costs 1.4 and 0.7. */
    static final int DIVERGING_STEPS = 50;

    static final double DIVERGING_LOSS = 20;
    /** Both losses below it: training has found its way back. */
    static final double SOUND_LOSS = 8;
    /** Diversity of generated images relative to real ones, below which they count as the same image. */
    static final double COLLAPSED_DIVERSITY = 0.1;
    /** Before it, a generator that makes different images is not believed to. */
    static final int COLLAPSE_FROM_STEP = 200;
    /** From this much diversity on a generator has made different images, which it can lose again. */
    static final double DIVERSE = 0.3;
    /** A young generator makes only grey. Before it, silence says nothing: most ills take longer to show. */
    static final int JUDGED_FROM_STEP = 500;

    /** What can go wrong. */
    public enum Ill {
        DISCRIMINATOR_WON("the discriminator has won"),
        OSCILLATION("training oscillates"),
        DIVERGENCE("training diverges"),
        /** From the beginning on. */
        ALIKE("the generator makes nearly the same image of all latents"),
        /** After it made different images. */
        COLLAPSE("the generator has collapsed");

        private final String words;

        Ill(String words) {
            this.words = words;
        }

        /** What is wrong, in words of which each ill has its own. */
        public String words() {
            return words;
        }
    }

    /**
     * A warning, or its end.
     *
     * @param over true if the ill is over
     * @param message what is seen, and while it lasts what it means and what to do, in one line
     */
    public record Alarm(Ill ill, long step, boolean over, String message) {}

    private enum Lead {
        DISCRIMINATOR,
        GENERATOR
    }

    private final Set<Ill> told = EnumSet.noneOf(Ill.class);
    private final RecentMean wonReal = new RecentMean(WON_STEPS);
    private final RecentMean wonFake = new RecentMean(WON_STEPS);
    private final RecentMean leadReal = new RecentMean(LEAD_STEPS);
    private final RecentMean leadFake = new RecentMean(LEAD_STEPS);
    private final RecentMean recentLoss = new RecentMean(LEAD_STEPS);
    private final RecentMean discriminatorLoss = new RecentMean(DIVERGING_STEPS);
    private final RecentMean generatorLoss = new RecentMean(DIVERGING_STEPS);
    private final List<Long> changesOfLead = new ArrayList<>();
    private final boolean smoothed;
    private long watched;
    private Lead lead;
    private boolean lastWasAlike;
    private boolean lastWasDiverse;
    private boolean wasDiverse;

    /** @param smoothed whether labels are smoothed already, which is then not advised */
    public HealthMonitor(boolean smoothed) {
        this.smoothed = smoothed;
    }

    /** True while losses are so high that a checkpoint would only push out a better one. */
    public boolean diverging() {
        return recentLoss.mean() > DIVERGING_LOSS;
    }

    /** Looks at one step's numbers; returns what is newly wrong, or well again. */
    public List<Alarm> step(long step, StepMetrics metrics) {
        watched++;
        wonReal.add(metrics.realScore());
        wonFake.add(metrics.fakeScore());
        leadReal.add(metrics.realScore());
        leadFake.add(metrics.fakeScore());
        recentLoss.add(Math.max(metrics.discriminatorLoss(), metrics.generatorLoss()));
        discriminatorLoss.add(metrics.discriminatorLoss());
        generatorLoss.add(metrics.generatorLoss());
        List<Alarm> alarms = new ArrayList<>();
        discriminatorWon(step).ifPresent(alarms::add);
        oscillation(step).ifPresent(alarms::add);
        divergence(step).ifPresent(alarms::add);
        return alarms;
    }

    private Optional<Alarm> discriminatorWon(long step) {
        double real = wonReal.mean();
        double fake = wonFake.mean();
        Supplier<String> seen = () -> String.format(
                Locale.ROOT,
                "over the last %d steps it gave real images %.3f and generated ones %.3f",
                WON_STEPS,
                real,
                fake);
        if (wonReal.full() && real < OPEN_SCORE && fake > 1 - OPEN_SCORE) {
            return over(Ill.DISCRIMINATOR_WON, step, seen);
        }
        return alarm(
                wonReal.full() && real > WON_SCORE && fake < 1 - WON_SCORE,
                Ill.DISCRIMINATOR_WON,
                step,
                () -> seen.get()
                        + ", so the generator learns next to nothing. It seldom recovers by itself: begin another run with "
                        + againstStrongDiscriminator("more --features, more images, or a lower --discriminator-rate"));
    }

    private String againstStrongDiscriminator(String others) {
        return smoothed ? others : "--label-smoothing 0.1, " + others;
    }

    private Optional<Alarm> oscillation(long step) {
        Lead now = lead();
        if (now != lead) {
            if (lead != null) {
                changesOfLead.add(step);
            }
            lead = now;
        }
        changesOfLead.removeIf(change -> change <= step - SWING_STEPS);
        if (changesOfLead.isEmpty() && watched >= SWING_STEPS) {
            return over(Ill.OSCILLATION, step, () -> "the lead has not changed for " + SWING_STEPS + " steps");
        }
        return alarm(
                changesOfLead.size() >= SWINGS,
                Ill.OSCILLATION,
                step,
                () -> "the lead between discriminator and generator changed " + changesOfLead.size() + " times within "
                        + SWING_STEPS + " steps, and images change without getting better. Try a lower"
                        + " --learning-rate, --beta1 0.5 or less, a larger --batch, or --ema 0.999, which smooths what is"
                        + " exported");
    }

    /** Who clearly leads; between the two whoever led before. */
    private Lead lead() {
        if (leadFake.full() && leadFake.mean() > 0.5) {
            return Lead.GENERATOR;
        }
        boolean discriminator = leadFake.full() && leadFake.mean() < 0.1 && leadReal.mean() > 0.9;
        return discriminator ? Lead.DISCRIMINATOR : lead;
    }

    private Optional<Alarm> divergence(long step) {
        double worst = Math.max(discriminatorLoss.mean(), generatorLoss.mean());
        Supplier<String> seen = () -> String.format(
                Locale.ROOT,
                "over the last %d steps the discriminator's loss was %.1f and the generator's %.1f nats, where pure guessing"
                        + " costs 1.4 and 0.7",
                DIVERGING_STEPS,
                discriminatorLoss.mean(),
                generatorLoss.mean());
        if (discriminatorLoss.full() && worst < SOUND_LOSS) {
            return over(Ill.DIVERGENCE, step, seen);
        }
        return alarm(
                discriminatorLoss.full() && worst > DIVERGING_LOSS,
                Ill.DIVERGENCE,
                step,
                () -> seen.get() + ". Try a lower --learning-rate, --beta2 0.999, or --clip-norm 1");
    }

    /** Takes note of images that were looked at before a run was resumed. */
    public void recall(long step, double relativeDiversity) {
        wasDiverse |= step >= COLLAPSE_FROM_STEP && relativeDiversity >= DIVERSE;
    }

    /** Takes note of an ill that was told before a run was resumed, and is not known to be over. */
    public void recall(Ill ill) {
        told.add(ill);
    }

    /**
     * Looks at the images of the fixed latents; returns what is newly wrong, or well again. Two looks in a row must
     * agree.
     *
     * @param relativeDiversity {@link #diversity} of generated images by that of real ones
     */
    public Optional<Alarm> images(long step, double relativeDiversity) {
        boolean alike =
                relativeDiversity < COLLAPSED_DIVERSITY && step >= (wasDiverse ? COLLAPSE_FROM_STEP : JUDGED_FROM_STEP);
        boolean diverse = relativeDiversity >= DIVERSE;
        boolean collapsed = alike && lastWasAlike;
        boolean different = diverse && lastWasDiverse;
        lastWasAlike = alike;
        lastWasDiverse = diverse;
        Ill ill = wasDiverse ? Ill.COLLAPSE : Ill.ALIKE;
        recall(step, relativeDiversity);
        Supplier<String> seen = () -> String.format(
                Locale.ROOT,
                "its images differ from each other by %s%.1f %% of what real ones differ by",
                collapsed ? "only " : "",
                100 * relativeDiversity);
        if (different) {
            return over(told.contains(Ill.COLLAPSE) ? Ill.COLLAPSE : Ill.ALIKE, step, seen);
        }
        return alarm(collapsed, ill, step, () -> seen.get() + ". " + adviceOnAlikeImages());
    }

    private String adviceOnAlikeImages() {
        boolean allFound = leadFake.full() && leadFake.mean() < 0.1;
        if (allFound && !wasDiverse) {
            return "The discriminator is right about all of them, so the generator cannot learn from it. Begin another run"
                    + " with " + againstStrongDiscriminator("more --features, or a lower --discriminator-rate");
        }
        return (wasDiverse ? "What it could do before is in the best checkpoint: export RUN --best. " : "")
                + "For better ones begin another run with a lower --generator-rate, a larger --batch, or another --seed";
    }

    private Optional<Alarm> alarm(boolean ill, Ill kind, long step, Supplier<String> message) {
        return ill && told.add(kind) ? Optional.of(new Alarm(kind, step, false, message.get())) : Optional.empty();
    }

    private Optional<Alarm> over(Ill kind, long step, Supplier<String> seen) {
        return told.remove(kind) ? Optional.of(new Alarm(kind, step, true, seen.get())) : Optional.empty();
    }

    /**
     * What it means that there was no alarm, in words.
     *
     * @param steps how many were done
     * @param imagesAt the steps after which images were looked at
     */
    public static String withoutAlarm(long steps, LongStream imagesAt) {
        if (steps < JUDGED_FROM_STEP) {
            return "Too early to judge: " + steps + " steps are done. A discriminator that has won shows from step "
                    + WON_STEPS + " on, a generator that makes one image only from step " + JUDGED_FROM_STEP
                    + " on. Images are grey at first, and show something after about 500 to 1,000 steps.";
        }
        String others = "no oscillation, no divergence, and the discriminator has not won.";
        return imagesAt.filter(step -> step >= JUDGED_FROM_STEP).count() < 2
                ? "None so far: " + others
                        + " Whether the generator collapses is not known yet: that takes the images of"
                        + " two whole epochs after step " + JUDGED_FROM_STEP + "."
                : "None: no collapse, " + others;
    }

    /**
     * Mean Euclidean distance between the images of all pairs.
     *
     * @param images float32 [count, C, H, W]
     * @param count at least 2
     */
    public static double diversity(float[] images, int count) {
        int length = images.length / count;
        double sum = 0;
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < i; j++) {
                sum += distance(images, i * length, j * length, length);
            }
        }
        return sum / (count * (count - 1) / 2.0);
    }

    private static double distance(float[] images, int one, int other, int length) {
        double squares = 0;
        for (int p = 0; p < length; p++) {
            double difference = images[one + p] - images[other + p];
            squares += difference * difference;
        }
        return Math.sqrt(squares);
    }

    /** Mean of the newest values. */
    private static final class RecentMean {
        private final double[] values;
        private int added;

        RecentMean(int length) {
            values = new double[length];
        }

        void add(double value) {
            values[added++ % values.length] = value;
        }

        boolean full() {
            return added >= values.length;
        }

        double mean() {
            double sum = 0;
            for (double value : values) {
                sum += value;
            }
            return sum / Math.max(1, Math.min(added, values.length));
        }
    }
}
