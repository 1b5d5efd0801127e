package io.github.latentj.inference;

import io.github.latentj.contract.GeneratorSpec;
import io.github.latentj.inference.file.WireWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * A generator file of the size people train (64 x 64 x 3, 100-d latent, 64 base features; Radford et al. 2015), with
 * random weights: for measuring speed.
 */
public final class DcganModel {
    private static final int[] CHANNELS = {100, 512, 256, 128, 64, 3};

    private DcganModel() {}

    public static Path write(Path file) throws IOException {
        WireWriter graph = new WireWriter();
        Random random = new Random(1);
        String value = "z";
        for (int i = 1; i < CHANNELS.length; i++) {
            boolean last = i == CHANNELS.length - 1;
            String layer = "layer" + i;
            String next = last ? "image" : "active" + i;
            graph.message(1, TinyModel.transposed(layer, value, "w" + i, i == 1 ? 1 : 2, i == 1 ? 0 : 1));
            graph.message(1, TinyModel.node(last ? "Tanh" : "Relu", next, layer));
            graph.message(5, weights("w" + i, random, CHANNELS[i - 1], CHANNELS[i]));
            value = next;
        }
        graph.text(2, "dcgan").message(11, TinyModel.value("z", 1, -1, CHANNELS[0], 1, 1));
        graph.message(12, TinyModel.value("image", 1, -1, 3, 64, 64));
        WireWriter model = new WireWriter().number(1, 8).text(2, "latentj-test").message(7, graph);
        model.message(8, new WireWriter().text(1, "").number(2, 17));
        GeneratorSpec spec = GeneratorSpec.builder()
                .latentSize(CHANNELS[0])
                .channels(3)
                .imageSize(64, 64)
                .build();
        spec.toMetadata()
                .forEach((key, text) ->
                        model.message(14, new WireWriter().text(1, key).text(2, text)));
        return Files.write(file, model.toBytes());
    }

    private static WireWriter weights(String name, Random random, int in, int out) {
        float[] weights = new float[in * out * 16];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) (random.nextGaussian() * 0.8 / Math.sqrt(4.0 * in));
        }
        return TinyModel.tensor(name, 1, in, out, 4, 4).bytes(9, WireWriter.littleEndian(weights));
    }
}
