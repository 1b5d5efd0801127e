package io.github.latentj.explore;

import io.github.latentj.contract.GeneratorSpec;
import io.github.latentj.inference.FieldModel;
import io.github.latentj.inference.GeneratorModel;
import io.github.latentj.inference.GeneratorModels;
import io.github.latentj.inference.runtime.Progress;
import io.github.latentj.latent.LatentField;
import java.util.concurrent.CancellationException;

/**
 * Makes one large seamless image: many latents side by side behind the generator's first layer, so that the
 * convolutions that follow let them grow together. Works block by block, so that memory holds the image and one block.
 */
public final class GenerateField {
    /** Pixels along one side of a block. */
    private static final int BLOCK = 1024;

    private final GeneratorModels models;

    public GenerateField(GeneratorModels models) {
        this.models = models;
    }

    /**
     * Blocks until the image is there. What zeros around the field would show at its edges is made too, and cut off.
     *
     * @throws RequestException if the image does not fit into memory
     * @throws io.github.latentj.inference.file.ModelException if the model cannot be used, or makes images of one size only
     * @throws CancellationException if {@code progress} stops it; nothing is kept
     */
    public GeneratedImages run(FieldRequest request, Progress progress) {
        try (GeneratorModel model = models.open(request.model(), progress)) {
            GeneratorSpec own = request.unrounded() ? GenerateImages.unrounded(model.spec()) : model.spec();
            GeneratorSpec spec =
                    own.toBuilder().imageSize(request.width(), request.height()).build();
            MemoryEstimate.require(spec, 1);
            try (FieldModel field = model.field()) {
                Object[] planes = new Painting(request, spec, field, progress).planes();
                GeneratedImages image = new GeneratedImages(
                        model,
                        spec,
                        new float[0][],
                        new Object[][] {planes},
                        new Operation("field", request.seed(), 0));
                image.note("field_latents", request.gradual() ? "gradual" : "independent");
                image.note("field_pixels_per_latent", String.valueOf(field.pixelsPerLatent()));
                image.note("field_border_cut", String.valueOf(field.border()));
                if (request.truncation() != 1) {
                    image.note("truncation", String.valueOf(request.truncation()));
                }
                return image;
            }
        }
    }

    /** One field while it is being made. */
    private static final class Painting {
        private final FieldRequest request;
        private final GeneratorSpec spec;
        private final FieldModel field;
        private final Progress progress;
        private final LatentField latents;
        private final int tile;
        /** Latents around a block that lend it their neighbourhood. */
        private final int ring;

        private final int tilesPerBlock;
        private final Object[] planes;

        Painting(FieldRequest request, GeneratorSpec spec, FieldModel field, Progress progress) {
            this.request = request;
            this.spec = spec;
            this.field = field;
            this.progress = progress;
            latents = new LatentField(spec.prior(), spec.latentSize(), request.seed(), request.truncation());
            tile = field.pixelsPerLatent();
            ring = (field.border() + tile - 1) / tile;
            tilesPerBlock = Math.max(1, BLOCK / tile - 2 * ring);
            planes = new PixelPlanes(spec).empty();
        }

        Object[] planes() {
            int rows = blocks(request.height());
            int columns = blocks(request.width());
            // One block of a large model takes seconds.
            progress.report(0, rows * columns);
            for (int i = 0; i < rows * columns; i++) {
                if (progress.cancelled()) {
                    throw new CancellationException("cancelled");
                }
                paint(i / columns * tilesPerBlock, i % columns * tilesPerBlock);
                progress.report(i + 1, rows * columns);
            }
            return planes;
        }

        private int blocks(int pixels) {
            int side = tilesPerBlock * tile;
            return (pixels + side - 1) / side;
        }

        private void paint(int firstRow, int firstColumn) {
            int width = Math.min(tilesPerBlock * tile, request.width() - firstColumn * tile);
            int height = Math.min(tilesPerBlock * tile, request.height() - firstRow * tile);
            int rows = (height + tile - 1) / tile + 2 * ring;
            int columns = (width + tile - 1) / tile + 2 * ring;
            float[] block = request.gradual()
                    ? gradual(firstRow, firstColumn, rows, columns)
                    : independent(firstRow, firstColumn, rows, columns);
            float[] inner = cropped(block, columns * tile, rows * tile, width, height);
            PixelPlanes pixels =
                    new PixelPlanes(spec.toBuilder().imageSize(width, height).build());
            Object[] painted = pixels.of(inner);
            for (int c = 0; c < planes.length; c++) {
                for (int y = 0; y < height; y++) {
                    int to = (firstRow * tile + y) * request.width() + firstColumn * tile;
                    System.arraycopy(painted[c], y * width, planes[c], to, width);
                }
            }
        }

        private float[] independent(int firstRow, int firstColumn, int rows, int columns) {
            int cells = field.cellsPerLatent();
            float[][] ofTile = new float[rows * columns][];
            for (int i = 0; i < ofTile.length; i++) {
                ofTile[i] = latents.at(firstRow + i / columns, firstColumn + i % columns);
            }
            int[] ofCell = new int[rows * columns * cells * cells];
            for (int i = 0; i < ofCell.length; i++) {
                ofCell[i] = i / (columns * cells) / cells * columns + i % (columns * cells) / cells;
            }
            return field.image(ofTile, ofCell, rows * cells, columns * cells, progress);
        }

        private float[] gradual(int firstRow, int firstColumn, int rows, int columns) {
            int cells = field.cellsPerLatent();
            int cellColumns = columns * cells;
            float[][] ofCell = new float[rows * cells * cellColumns][];
            int[] own = new int[ofCell.length];
            for (int i = 0; i < ofCell.length; i++) {
                own[i] = i;
                ofCell[i] = latents.between(
                        firstRow + (i / cellColumns + 0.5) / cells, firstColumn + (i % cellColumns + 0.5) / cells);
            }
            return field.image(ofCell, own, rows * cells, cellColumns, progress);
        }

        /** float32 [C, height, width] of [C, outer height, outer width], without the ring. */
        private float[] cropped(float[] block, int outerWidth, int outerHeight, int width, int height) {
            float[] inner = new float[spec.channels() * height * width];
            for (int row = 0; row < spec.channels() * height; row++) {
                int channel = row / height;
                int y = channel * outerHeight + row % height + ring * tile;
                System.arraycopy(block, y * outerWidth + ring * tile, inner, row * width, width);
            }
            return inner;
        }
    }
}
