package io.github.latentj.trainer.export;

import io.github.latentj.contract.GeneratorSpec;
import io.github.latentj.onnx.gradient.DiscriminatorFeatures;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A network from images to features in an {@code .onnx} file, run by ONNX Runtime on the CPU: a run's {@code
 * features.onnx}, or one of the user's with one image input. Owns its native session.
 */
public final class FeatureNetwork implements AutoCloseable {
    private final OnnxSession session;
    private final Path file;
    private final String image;
    private final String output;
    private final long[] shape;

    /**
     * @param output which of its outputs are the features, or null for {@code features} or the only one
     * @throws ModelFileException if the file is no such network
     */
    public FeatureNetwork(Path file, String output) {
        this.file = file;
        session = new OnnxSession(file);
        try {
            image = imageInput();
            shape = session.inputShape(image);
            if (shape.length != 4) {
                throw new ModelFileException("not a network of images: its input " + image + " has " + shape.length
                        + " axes instead of [N, C, H, W]: "
                        + file.toAbsolutePath().normalize());
            }
            this.output = output(output);
        } catch (ModelFileException e) {
            session.close();
            throw e;
        }
    }

    private String imageInput() {
        Set<String> inputs = new TreeSet<>(session.inputNames());
        inputs.remove(DiscriminatorFeatures.MAPS);
        if (inputs.size() != 1) {
            throw new ModelFileException(
                    "not a network of images: " + file.toAbsolutePath().normalize() + " has the inputs "
                            + String.join(", ", inputs) + " instead of one");
        }
        return inputs.iterator().next();
    }

    private String output(String wanted) {
        Set<String> outputs = new TreeSet<>(session.outputNames());
        String found = wanted != null || outputs.size() != 1
                ? wanted
                : outputs.iterator().next();
        if (found == null && outputs.contains(DiscriminatorFeatures.FEATURES)) {
            found = DiscriminatorFeatures.FEATURES;
        }
        if (found == null || !outputs.contains(found)) {
            throw new ModelFileException("which output of "
                    + file.toAbsolutePath().normalize() + " are the features: " + String.join(", ", outputs) + "?"
                    + (wanted == null ? "" : " There is no " + wanted + "."));
        }
        return found;
    }

    /** Channels of the images, or -1 for any. */
    public int channels() {
        return (int) shape[1];
    }

    /** Height of the images in pixels, or -1 for any. */
    public int height() {
        return (int) shape[2];
    }

    /** Width of the images in pixels, or -1 for any. */
    public int width() {
        return (int) shape[3];
    }

    /** The contract of the run that it belongs to, if it tells one. */
    public Optional<GeneratorSpec> spec() {
        return GeneratorSpec.isPresentIn(session.metadata())
                ? Optional.of(GeneratorSpec.fromMetadata(session.metadata()))
                : Optional.empty();
    }

    /** How many feature maps it can explain. */
    public int maps() {
        return (int) session.inputShape(DiscriminatorFeatures.MAPS)[1];
    }

    /**
     * @param images float32 [count, C, H, W] in network range
     * @return float32 [count, features]
     */
    public float[] features(float[] images, int count, int channels, int height, int width) {
        return session.run(inputs(new OnnxSession.Input(images, count, channels, height, width), count, -1), output);
    }

    /**
     * The discriminator's opinion.
     *
     * @return float32 [count], larger is more real
     */
    public float[] logits(float[] images, int count, int channels, int height, int width) {
        return session.run(inputs(new OnnxSession.Input(images, count, channels, height, width), count, -1), "logit");
    }

    /**
     * Guided backpropagation (Springenberg et al. 2014) from the strongest activation of one map.
     *
     * @param map counted from 0 through all layers
     * @return float32 of the images' shape
     */
    public float[] guided(float[] images, int count, int map, int channels, int height, int width) {
        return session.run(
                inputs(new OnnxSession.Input(images, count, channels, height, width), count, map),
                DiscriminatorFeatures.GUIDED);
    }

    private Map<String, OnnxSession.Input> inputs(OnnxSession.Input images, int count, int map) {
        Map<String, OnnxSession.Input> inputs = new HashMap<>();
        inputs.put(image, images);
        if (session.inputNames().contains(DiscriminatorFeatures.MAPS)) {
            float[] chosen = new float[count * maps()];
            for (int i = 0; map >= 0 && i < count; i++) {
                chosen[i * maps() + map] = 1;
            }
            inputs.put(DiscriminatorFeatures.MAPS, new OnnxSession.Input(chosen, count, maps()));
        }
        return inputs;
    }

    @Override
    public void close() {
        session.close();
    }
}
