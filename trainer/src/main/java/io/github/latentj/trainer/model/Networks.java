package io.github.latentj.trainer.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.ParameterList;
import ai.djl.training.ParameterStore;
import ai.djl.util.Pair;
import io.github.latentj.trainer.config.ComputeDevice;
import io.github.latentj.trainer.config.RandomStreams;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * A generator and a discriminator with their weights on one device. Owns the native memory of both until closed.
 *
 * <p>Fresh weights are drawn from N(0, 0.02), BatchNorm gains from N(1, 0.02) (section 4), from the seed and in Java, so
 * that every device starts from the same numbers.
 *
 * <p>On wish there is a third network, a moving average of the generator, which then makes the images.
 */
public final class Networks implements AutoCloseable {
    private static final double SPREAD = 0.02;

    private final NDManager manager;
    private final Dcgan architecture;
    private final Block generator;
    private final Block discriminator;
    /** The generator itself where no average is kept. */
    private final Block sampler;

    /** On the CPU; otherwise as the other constructor. */
    public Networks(Dcgan architecture, long seed, boolean averaged) {
        this(architecture, seed, averaged, ComputeDevice.CPU);
    }

    /**
     * @param averaged whether a moving average of the generator is kept
     * @param device of all weights, and of every array that is made by {@link #manager()}; not {@code auto}
     */
    public Networks(Dcgan architecture, long seed, boolean averaged, ComputeDevice device) {
        this.architecture = architecture;
        manager = NDManager.newBaseManager(TorchEngine.djl(device), "PyTorch");
        generator = initialized(architecture.generator(), architecture.latentShape(), seed, "generator");
        discriminator = initialized(architecture.discriminator(), architecture.imageShape(), seed, "discriminator");
        sampler = averaged ? average(architecture, seed) : generator;
    }

    /** Begins as an equal of the generator; no gradients are recorded for it. */
    private Block average(Dcgan architecture, long seed) {
        Block average = initialized(architecture.generator(), architecture.latentShape(), seed, "generator");
        average.freezeParameters(true);
        return average;
    }

    private Block initialized(Block block, Shape inputShape, long seed, String name) {
        block.initialize(manager, DataType.FLOAT32, inputShape);
        Random random = RandomStreams.of(seed, name + " weights", 0);
        for (Pair<String, Parameter> entry : block.getParameters()) {
            Parameter parameter = entry.getValue();
            int length = Math.toIntExact(parameter.getArray().size());
            if (parameter.getType() == Parameter.Type.WEIGHT) {
                parameter.getArray().set(gaussian(random, 0, length));
            } else if (parameter.getType() == Parameter.Type.GAMMA) {
                parameter.getArray().set(gaussian(random, 1, length));
            }
        }
        return block;
    }

    private static float[] gaussian(Random random, double mean, int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) (mean + SPREAD * random.nextGaussian());
        }
        return values;
    }

    public Dcgan architecture() {
        return architecture;
    }

    public Block generator() {
        return generator;
    }

    /** What makes images and is exported: the generator's moving average if one is kept, otherwise the generator. */
    public Block sampler() {
        return sampler;
    }

    /**
     * Moves the average, BatchNorm statistics too, towards the generator: {@code average = decay * average + (1 - decay)
     * * generator}. Does nothing where no average is kept.
     */
    public void average(double decay) {
        if (sampler == generator) {
            return;
        }
        ParameterList averages = sampler.getParameters();
        ParameterList newest = generator.getParameters();
        for (int i = 0; i < averages.size(); i++) {
            NDArray average = averages.valueAt(i).getArray();
            try (NDArray weight = newest.valueAt(i).getArray().stopGradient();
                    NDArray share = weight.mul((float) (1 - decay))) {
                average.muli((float) decay).addi(share);
            }
        }
    }

    public Block discriminator() {
        return discriminator;
    }

    /** Owner of the weights; make a sub-manager of it for each batch. */
    public NDManager manager() {
        return manager;
    }

    /**
     * Every weight and running statistic of all networks by a unique, stable name. The arrays are the living ones and
     * stay this object's.
     */
    public Map<String, NDArray> state() {
        Map<String, NDArray> state = new LinkedHashMap<>();
        collect("generator", generator, state);
        collect("discriminator", discriminator, state);
        if (sampler != generator) {
            collect("generator average", sampler, state);
        }
        return state;
    }

    private static void collect(String network, Block block, Map<String, NDArray> state) {
        for (Pair<String, Parameter> entry : block.getParameters()) {
            state.put(network + "/" + entry.getKey(), entry.getValue().getArray());
        }
    }

    /**
     * Images of {@link #sampler()} as it is when exported, with running statistics.
     *
     * @param latents float32 [count, latent]
     * @return float32 [count, C, side, side] in (-1, 1)
     */
    public float[] generate(float[] latents, int count) {
        return infer(sampler, architecture.latentShape(), latents, count);
    }

    /**
     * Logits of the discriminator as it is when exported, with running statistics.
     *
     * @param images float32 [count, C, side, side] in [-1, 1]
     * @return float32 [count]
     */
    public float[] discriminate(float[] images, int count) {
        return infer(discriminator, architecture.imageShape(), images, count);
    }

    private float[] infer(Block network, Shape oneInput, float[] values, int count) {
        try (NDManager scratch = manager.newSubManager()) {
            NDArray input = scratch.create(values, new Shape(count).addAll(oneInput.slice(1)));
            return network.forward(new ParameterStore(scratch, false), new NDList(input), false)
                    .singletonOrThrow()
                    .toFloatArray();
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}
