package io.github.latentj.inference;

import io.github.latentj.inference.file.WireWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A discriminator in miniature: its score is the mean of the image's values. */
public final class TinyCritic {
    private TinyCritic() {}

    public static void write(Path file, int channels, int side) {
        WireWriter graph = new WireWriter()
                .message(1, TinyModel.node("GlobalAveragePool", "pooled", "image"))
                .message(1, TinyModel.node("ReduceMean", "logit", "pooled").message(5, channelAxis()));
        graph.text(2, "critic").message(11, TinyModel.value("image", 1, -1, channels, side, side));
        graph.message(12, TinyModel.value("logit", 1, -1, 1, 1, 1));
        WireWriter model = new WireWriter().number(1, 8).text(2, "latentj-test").message(7, graph);
        model.message(8, new WireWriter().text(1, "").number(2, 17));
        try {
            Files.write(file, model.toBytes());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static WireWriter channelAxis() {
        return new WireWriter().text(1, "axes").number(20, 7).number(8, 1);
    }
}
