package io.github.latentj.explore;

import io.github.latentj.contract.IntensityMap;
import io.github.latentj.contract.PixelType;
import io.github.latentj.explore.real.SourceImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A real {@code features.onnx} with images and the logits that the training framework gave them. */
public final class GoldenFeatures {
    public static final int SIDE = 16;
    public static final IntensityMap MAP = new IntensityMap(PixelType.UINT16, 100, 4095);

    private static final Path FOLDER = Path.of(
            System.getProperty("latentj.root"), "onnx-export", "src", "test", "resources", "golden", "contract-1");

    private GoldenFeatures() {}

    public static Path folder() {
        return FOLDER;
    }

    /** Three images in image units, each enlarged so many times by repeating pixels. */
    public static List<SourceImage> images(int times) throws IOException {
        float[] network = floats("images.txt");
        List<SourceImage> images = new ArrayList<>();
        int side = SIDE * times;
        for (int n = 0; n < 3; n++) {
            float[] plane = new float[side * side];
            for (int i = 0; i < plane.length; i++) {
                int pixel = i / side / times * SIDE + i % side / times;
                plane[i] = (float) MAP.toImage(network[n * SIDE * SIDE + pixel]);
            }
            images.add(new SourceImage("image " + (n + 1), side, side, 1, channel -> plane));
        }
        return images;
    }

    public static float[] logits() throws IOException {
        return floats("logits.txt");
    }

    private static float[] floats(String file) throws IOException {
        List<String> lines = Files.readAllLines(FOLDER.resolve(file));
        float[] values = new float[lines.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.parseFloat(lines.get(i));
        }
        return values;
    }
}
