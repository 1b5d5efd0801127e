package io.github.latentj.inference;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.Collections;

/** Runs a generator of open height and width on a map of latents with zeros between them. */
public final class OpenSizeGenerator {
    private OpenSizeGenerator() {}

    /**
     * @param latents row by row
     * @param columns latents in one row
     * @param spacing from one latent to the next
     * @return float32 [C, H, W]
     */
    public static float[] image(TinyModel model, float[][] latents, int columns, int spacing) throws OrtException {
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
        try (OrtSession session = OnnxRuntime.environment().createSession(model.toBytes());
                OnnxTensor z = OnnxTensor.createTensor(
                        OnnxRuntime.environment(), FloatBuffer.wrap(map), new long[] {1, size, height, width});
                OrtSession.Result result = session.run(Collections.singletonMap("z", z))) {
            FloatBuffer image = ((OnnxTensor) result.get(0)).getFloatBuffer();
            float[] floats = new float[image.remaining()];
            image.get(floats);
            return floats;
        }
    }
}
