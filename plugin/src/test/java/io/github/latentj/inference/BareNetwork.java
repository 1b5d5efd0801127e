package io.github.latentj.inference;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.Collections;

/** Runs a small model with ONNX Runtime alone, as a reference for everything that is built around it. */
public final class BareNetwork {
    private BareNetwork() {}

    /** What the model makes of its input {@code z} of this shape. */
    public static float[] run(TinyModel model, float[] z, long... shape) {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(model.toBytes());
                OnnxTensor input = OnnxTensor.createTensor(environment, FloatBuffer.wrap(z), shape);
                OrtSession.Result result = session.run(Collections.singletonMap("z", input))) {
            FloatBuffer output = ((OnnxTensor) result.get(0)).getFloatBuffer();
            float[] values = new float[output.remaining()];
            output.get(values);
            return values;
        } catch (OrtException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /**
     * One image of many latents, for a model of open height and width.
     *
     * @param latents row by row
     * @param columns latents in one row
     * @param spacing from one latent to the next; zeros lie between
     * @return float32 [C, H, W]
     */
    public static float[] field(TinyModel model, float[][] latents, int columns, int spacing) {
        int rows = latents.length / columns;
        int width = (columns - 1) * spacing + 1;
        int height = (rows - 1) * spacing + 1;
        int size = latents[0].length;
        float[] map = new float[size * height * width];
        for (int i = 0; i < latents.length; i++) {
            for (int k = 0; k < size; k++) {
                map[(k * height + i / columns * spacing) * width + i % columns * spacing] = latents[i][k];
            }
        }
        return run(model, map, 1, size, height, width);
    }
}
