package io.github.latentj.trainer.train;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import io.github.latentj.trainer.config.InvalidSettingsException;
import io.github.latentj.trainer.config.TrainingSettings;
import io.github.latentj.trainer.data.BatchLoader;
import io.github.latentj.trainer.data.BatchOrder;
import io.github.latentj.trainer.data.ImageSet;
import io.github.latentj.trainer.model.Dcgan;
import io.github.latentj.trainer.model.Networks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One training of a DCGAN. Everything random follows from the settings' seed: on the CPU, with the same number of
 * threads, the same settings and images give the same weights bit for bit, also when stopped and resumed.
 *
 * <p>Only one training may run in a JVM at a time. Not for use by several threads.
 */
public final class DcganTraining implements AutoCloseable {
    private static final String LATENTS = "training latents";

    private final TrainingSettings settings;
    private final ImageSet images;
    private final BatchOrder order;
    private final LatentSource latents;
    private final Networks networks;
    private final Adam generatorAdam;
    private final Adam discriminatorAdam;
    private int epochsDone;
    private long stepsDone;
    private long waitedNanos;
    private long steppedNanos;

    public DcganTraining(TrainingSettings settings, ImageSet images) {
        this.settings = settings;
        this.images = images;
        order = new BatchOrder(images.count(), settings.batchSize(), settings.seed());
        latents = new LatentSource(settings.seed(), settings.prior(), settings.latentSize());
        networks = new Networks(
                new Dcgan(
                        settings.preset(),
                        settings.imageSize(),
                        images.channels(),
                        settings.latentSize(),
                        settings.baseFeatures(),
                        settings.upsampling()),
                settings.seed(),
                settings.ema() > 0,
                settings.computeDevice());
        generatorAdam = new Adam(
                networks.generator(),
                networks.manager(),
                settings.generatorLearningRate(),
                settings.beta1(),
                settings.beta2());
        discriminatorAdam = new Adam(
                networks.discriminator(),
                networks.manager(),
                settings.discriminatorLearningRate(),
                settings.beta1(),
                settings.beta2());
    }

    /**
     * Trains up to the settings' last epoch or until {@code listener} asks to stop. Blocks.
     *
     * @throws DivergedException when numbers are no longer finite, or losses out of all proportion
     * @throws NotEnoughMemoryException if a step does not fit into the memory outside of Java's
     */
    public void run(TrainingListener listener) {
        long waitedBefore = waitedNanos;
        TrainingStep step = new TrainingStep(
                networks, generatorAdam, discriminatorAdam, settings.labelSmoothing(), settings.clipNorm());
        int firstBatch = (int) (stepsDone - (long) epochsDone * order.batchesPerEpoch());
        try (BatchLoader loader = new BatchLoader(images, order, settings.seed(), epochsDone, firstBatch)) {
            while (stepsDone < totalSteps() && !listener.stopRequested()) {
                long begun = System.nanoTime();
                BatchLoader.Batch batch = loader.next();
                float[] z = latents.draw(LATENTS, stepsDone, batch.size());
                StepMetrics metrics = step.run(batch.pixels(), z, batch.size());
                stepsDone++;
                networks.average(averageDecay());
                steppedNanos += System.nanoTime() - begun;
                waitedNanos = waitedBefore + loader.waitedNanos();
                listener.stepDone(epochsDone + 1, stepsDone, metrics);
                if (stepsDone % order.batchesPerEpoch() == 0) {
                    epochsDone++;
                    listener.epochDone(epochsDone, stepsDone);
                }
            }
        } catch (EngineException e) {
            throw NotEnoughMemoryException.isToldBy(e) ? new NotEnoughMemoryException(e) : e;
        }
    }

    /**
     * How long the steps of this object took, waiting for their images included, in nanoseconds; without what the
     * listener did between them.
     */
    public long steppedNanos() {
        return steppedNanos;
    }

    /** How much of {@link #steppedNanos()} was waiting for images. */
    public long waitedNanos() {
        return waitedNanos;
    }

    /** The settings' decay, less in the first steps, so that the average forgets the fresh weights soon. */
    private double averageDecay() {
        return Math.min(settings.ema(), (1.0 + stepsDone) / (10 + stepsDone));
    }

    /** Steps of the whole training, from its first epoch to its last. */
    public long totalSteps() {
        return (long) settings.epochs() * order.batchesPerEpoch();
    }

    public long stepsDone() {
        return stepsDone;
    }

    /** Whole epochs behind it. */
    public int epochsDone() {
        return epochsDone;
    }

    public LatentSource latents() {
        return latents;
    }

    /** The networks in training; they stay this object's. */
    public Networks networks() {
        return networks;
    }

    /**
     * A copy of all that is needed to go on later.
     *
     * @throws DivergedException if a number of it is not finite, so that nobody saves what cannot go on
     */
    public TrainingState state() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        living().forEach((name, array) -> {
            float[] values = array.toFloatArray();
            for (float value : values) {
                if (!Float.isFinite(value)) {
                    throw new DivergedException("saved " + name, value, stepsDone);
                }
            }
            tensors.put(name, new Tensor(array.getShape().getShape().clone(), values));
        });
        return new TrainingState(epochsDone, stepsDone, tensors);
    }

    /**
     * Puts this training where {@code state} was taken.
     *
     * @throws InvalidSettingsException listing differences, before anything is changed, if the state belongs to
     *     other networks
     */
    public void restore(TrainingState state) {
        Map<String, NDArray> living = living();
        List<String> differences = differences(living, state.tensors());
        if (!differences.isEmpty()) {
            throw new InvalidSettingsException(List.of("the saved networks differ from these settings: "
                    + String.join("; ", differences.subList(0, Math.min(3, differences.size())))
                    + (differences.size() > 3 ? "; and " + (differences.size() - 3) + " more" : "")));
        }
        living.forEach((name, array) -> array.set(state.tensors().get(name).values()));
        epochsDone = state.epochsDone();
        stepsDone = state.stepsDone();
        generatorAdam.restoreSteps(stepsDone);
        discriminatorAdam.restoreSteps(stepsDone);
    }

    private static List<String> differences(Map<String, NDArray> living, Map<String, Tensor> saved) {
        List<String> differences = new ArrayList<>();
        living.forEach((name, array) -> {
            Tensor tensor = saved.get(name);
            if (tensor == null) {
                differences.add(name + " is missing");
            } else if (!Arrays.equals(tensor.shape(), array.getShape().getShape())) {
                differences.add(name + " is " + Arrays.toString(tensor.shape()) + " instead of " + array.getShape());
            }
        });
        saved.keySet().stream()
                .filter(name -> !living.containsKey(name))
                .forEach(name -> differences.add(name + " is not part of these networks"));
        return differences;
    }

    private Map<String, NDArray> living() {
        Map<String, NDArray> living = new LinkedHashMap<>(networks.state());
        generatorAdam.state().forEach((name, array) -> living.put("generator adam/" + name, array));
        discriminatorAdam.state().forEach((name, array) -> living.put("discriminator adam/" + name, array));
        return living;
    }

    @Override
    public void close() {
        networks.close();
    }
}
