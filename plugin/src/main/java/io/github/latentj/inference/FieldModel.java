package io.github.latentj.inference;

import io.github.latentj.contract.GeneratorSpec;
import io.github.latentj.contract.LatentSampler;
import io.github.latentj.inference.file.FieldSplit;
import io.github.latentj.inference.file.GeneratorSignature;
import io.github.latentj.inference.file.ModelException;
import io.github.latentj.inference.file.OnnxFile;
import io.github.latentj.inference.runtime.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CancellationException;

/**
 * A generator that makes one large image of many latents. Its first layers make a small map of each latent, of
 * {@link #cellsPerLatent()} cells a side; these maps are laid side by side, and the remaining layers, which are
 * convolutional, make one image of them, so that neighbours grow together. Close it when done; one thread at a time.
 */
public final class FieldModel implements AutoCloseable {
    private static final int HEAD_BATCH = 64;
    private static final float VISIBLE = 1e-4f;
    private static final long PROBE_SEED = 1;
    private static final int MOST_CUTS = 4;

    private final GeneratorSignature signature;
    private final GeneratorSpec spec;
    private final OutputRange range;
    private final Path path;
    private PartSession head;
    private PartSession tail;
    private int mapChannels;
    private int cells;
    private int border;

    private FieldModel(GeneratorSignature signature, GeneratorSpec spec, OutputRange range, Path path) {
        this.signature = signature;
        this.spec = spec;
        this.range = range;
        this.path = path;
    }

    /** Creates two native sessions, which can take seconds. */
    static FieldModel of(GeneratorModel generator, OnnxFile file, Path path) {
        GeneratorSignature signature = GeneratorSignature.of(file, path);
        FieldModel model = new FieldModel(signature, generator.spec(), generator.outputRange(), path);
        try {
            model.cut(file, Files.readAllBytes(path));
            return model;
        } catch (IOException unreadable) {
            throw new ModelException("cannot read the model file " + path, unreadable);
        } catch (RuntimeException impossible) {
            model.close();
            throw impossible;
        }
    }

    private static String oneSizeOnly(String reason, Path path) {
        return "the model makes images of one size only, so it cannot make a field (" + reason + "): " + path
                + "\nA field needs layers that are convolutional after the first, as those of a DCGAN are.";
    }

    private void cut(OnnxFile file, byte[] bytes) {
        if (spec.height() != spec.width()) {
            throw new ModelException(oneSizeOnly("its images are not square", path));
        }
        FieldSplit split = FieldSplit.of(file);
        for (int i = 0; i < MOST_CUTS && !split.isEnd(); i++, split = split.later()) {
            long[] map = openHead(split, bytes);
            boolean square = map.length == 4 && map[2] == map[3];
            if (square && map[2] > 1 && spec.height() % map[2] == 0) {
                mapChannels = (int) map[1];
                cells = (int) map[2];
                openTail(split, bytes);
                return;
            }
            head.close();
            head = null;
        }
        throw new ModelException(oneSizeOnly("no layer of it makes a map from which only convolutions follow", path));
    }

    /** The shape of what the head makes. */
    private long[] openHead(FieldSplit split, byte[] bytes) {
        int batch = (int) Math.max(1, signature.fixedBatch());
        long[] open = signature.inputShape(batch);
        open[0] = signature.fixedBatch();
        try {
            head = PartSession.of(split.head(bytes, open), split.input(), split.value(), path);
            return head.run(new float[batch * spec.latentSize()], () -> false, signature.inputShape(batch))
                    .shape();
        } catch (ModelException impossible) {
            throw new ModelException(oneSizeOnly(impossible.getMessage(), path), impossible);
        }
    }

    private void openTail(FieldSplit split, byte[] bytes) {
        try {
            tail = PartSession.of(split.tail(bytes, mapChannels), split.value(), split.output(), path);
            measureBorder();
        } catch (ModelException impossible) {
            throw new ModelException(oneSizeOnly(impossible.getMessage(), path), impossible);
        }
    }

    /** Compares a field with the middle of a larger one: where they differ, the zeros around it show. */
    private void measureBorder() {
        float[][] latents = new LatentSampler(spec.prior(), spec.latentSize(), PROBE_SEED).samples(25);
        for (int side = 1; side <= 3; side += 2) {
            float[] inner = image(latents, innerCells(side), side * cells, side * cells, Progress.SILENT);
            float[] outer = image(latents, allCells(side + 2), (side + 2) * cells, (side + 2) * cells, Progress.SILENT);
            border = differingBorder(inner, side * spec.height(), outer, spec.height());
            if (border < side * spec.height() / 2) {
                return;
            }
        }
        throw new ModelException("its border reaches to the middle of the image");
    }

    private int[] allCells(int side) {
        int[] ofCell = new int[side * side * cells * cells];
        for (int i = 0; i < ofCell.length; i++) {
            ofCell[i] = i / (side * cells) / cells * side + i % (side * cells) / cells;
        }
        return ofCell;
    }

    /** The cells of the same latents without the outermost ring. */
    private int[] innerCells(int side) {
        int[] ofCell = allCells(side);
        for (int i = 0; i < ofCell.length; i++) {
            ofCell[i] = (ofCell[i] / side + 1) * (side + 2) + ofCell[i] % side + 1;
        }
        return ofCell;
    }

    /** Images [C, side, side] and [C, side + 2 margin, side + 2 margin]. */
    private int differingBorder(float[] inner, int side, float[] outer, int margin) {
        int wide = side + 2 * margin;
        int found = 0;
        for (int i = 0; i < inner.length; i++) {
            int x = i % side;
            int y = i / side % side;
            int channel = i / side / side;
            int place = (channel * wide + y + margin) * wide + x + margin;
            if (!(Math.abs(inner[i] - outer[place]) <= VISIBLE)) {
                found = Math.max(found, 1 + Math.min(Math.min(x, side - 1 - x), Math.min(y, side - 1 - y)));
            }
        }
        return found;
    }

    /** Cells, along one side, of the map that one latent makes. */
    public int cellsPerLatent() {
        return cells;
    }

    /** Pixels, along one side, of the image that one latent makes. */
    public int pixelsPerLatent() {
        return spec.height();
    }

    /** How many pixels along its edges show that zeros lie around the field: to be cut off. */
    public int border() {
        return border;
    }

    /**
     * Makes one image. Blocks until it is there.
     *
     * @param latents float32 [n][latent size]
     * @param ofCell the latent of each cell, row by row; each cell takes its own place of that latent's map
     * @param rows cells from top to bottom, a multiple of {@link #cellsPerLatent()}; so is {@code columns}
     * @return float32 [C, height, width] in network range, {@link #border()} included
     * @throws CancellationException if {@code progress} says so
     * @throws ModelException if the network cannot run
     */
    public float[] image(float[][] latents, int[] ofCell, int rows, int columns, Progress progress) {
        float[] map = map(latents, ofCell, columns, progress);
        PartSession.FloatArray image = tail.run(map, progress::cancelled, 1, mapChannels, rows, columns);
        int scale = spec.height() / cells;
        long[] expected = {1, spec.channels(), (long) rows * scale, (long) columns * scale};
        if (!Arrays.equals(image.shape(), expected)) {
            throw new ModelException("its image does not grow with its map");
        }
        float[] values = image.values();
        range.toNetworkRange(values);
        return values;
    }

    /** The map of all cells, float32 [channels of the map, rows, columns]. */
    private float[] map(float[][] latents, int[] ofCell, int columns, Progress progress) {
        int[][] cellsOf = inverse(ofCell, latents.length);
        float[] map = new float[Math.multiplyExact(mapChannels, ofCell.length)];
        int batch = signature.fixedBatch() > 0 ? (int) signature.fixedBatch() : Math.min(HEAD_BATCH, latents.length);
        float[] inputs = new float[batch * spec.latentSize()];
        for (int first = 0; first < latents.length; first += batch) {
            int count = Math.min(batch, latents.length - first);
            for (int i = 0; i < count; i++) {
                System.arraycopy(latents[first + i], 0, inputs, i * spec.latentSize(), spec.latentSize());
            }
            float[] heads = head.run(inputs, progress::cancelled, signature.inputShape(batch))
                    .values();
            for (int i = 0; i < count; i++) {
                for (int cell : cellsOf[first + i]) {
                    copyCell(heads, i, map, cell, ofCell.length, columns);
                }
            }
        }
        return map;
    }

    private static int[][] inverse(int[] ofCell, int latents) {
        int[][] cells = new int[latents][];
        int[] counts = new int[latents];
        for (int latent : ofCell) {
            counts[latent]++;
        }
        Arrays.setAll(cells, latent -> new int[counts[latent]]);
        for (int cell = ofCell.length - 1; cell >= 0; cell--) {
            cells[ofCell[cell]][--counts[ofCell[cell]]] = cell;
        }
        return cells;
    }

    private void copyCell(float[] heads, int latent, float[] map, int cell, int cellsInAll, int columns) {
        int place = cell / columns % cells * cells + cell % columns % cells;
        int plane = cells * cells;
        for (int c = 0; c < mapChannels; c++) {
            map[c * cellsInAll + cell] = heads[(latent * mapChannels + c) * plane + place];
        }
    }

    /** Frees the native sessions. A second call does nothing. */
    @Override
    public void close() {
        if (head != null) {
            head.close();
            head = null;
        }
        if (tail != null) {
            tail.close();
            tail = null;
        }
    }
}
