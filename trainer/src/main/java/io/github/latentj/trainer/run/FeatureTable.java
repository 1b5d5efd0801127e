package io.github.latentj.trainer.run;

import io.github.latentj.contract.IntensityMap;
import io.github.latentj.trainer.data.ImageSet;
import io.github.latentj.trainer.evaluate.NetworkImages;
import io.github.latentj.trainer.evaluate.Progress;
import io.github.latentj.trainer.export.FeatureNetwork;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;

/**
 * A CSV with one row an image: file, label if there is one, the discriminator's logit, and its features. Feature {@code
 * M3_1} is the first of the 4x4 parts, row by row, of the third map.
 */
public final class FeatureTable {
    private static final int BATCH = 64;
    private static final int PARTS = 16;

    private FeatureTable() {}

    /** Writes the whole table or nothing. */
    public static void write(Path file, FeatureNetwork network, ImageSet images, Progress progress) throws IOException {
        IntensityMap map = network.spec().map(spec -> spec.intensityMap()).orElse(images.intensityMap());
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        AtomicFiles.write(file, temporary -> {
            try (BufferedWriter out = Files.newBufferedWriter(temporary)) {
                out.write(header(network.maps()));
                for (int first = 0; first < images.count(); first += BATCH) {
                    progress.at("Features", first, images.count());
                    int count = Math.min(BATCH, images.count() - first);
                    int[] batch = IntStream.range(first, first + count).toArray();
                    rows(out, network, images, batch, NetworkImages.of(images, batch, map));
                }
            }
        });
    }

    private static String header(int maps) {
        StringBuilder header = new StringBuilder("file,label,logit");
        for (int i = 0; i < maps * PARTS; i++) {
            header.append(",M").append(i / PARTS + 1).append('_').append(i % PARTS + 1);
        }
        return header.append('\n').toString();
    }

    private static void rows(BufferedWriter out, FeatureNetwork network, ImageSet images, int[] batch, float[] pixels)
            throws IOException {
        int side = images.size();
        float[] logits = network.logits(pixels, batch.length, images.channels(), side, side);
        float[] features = network.features(pixels, batch.length, images.channels(), side, side);
        int length = features.length / batch.length;
        for (int i = 0; i < batch.length; i++) {
            StringBuilder row = new StringBuilder(quoted(images.name(batch[i])))
                    .append(',')
                    .append(quoted(images.label(batch[i]).orElse("")))
                    .append(',')
                    .append(logits[i]);
            for (int k = i * length; k < (i + 1) * length; k++) {
                row.append(',').append(features[k]);
            }
            out.write(row.append('\n').toString());
        }
    }

    private static String quoted(String text) {
        return text.matches("(?s).*[,\"\n\r].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
