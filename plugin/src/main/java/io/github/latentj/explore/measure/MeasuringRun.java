package io.github.latentj.explore.measure;

import io.github.latentj.contract.GeneratorSpec;
import io.github.latentj.explore.GeneratedImages;
import io.github.latentj.explore.LatentRenderer;
import io.github.latentj.explore.Operation;
import io.github.latentj.explore.PixelPlanes;
import io.github.latentj.explore.RequestException;
import io.github.latentj.explore.real.NetworkInputs;
import io.github.latentj.explore.real.SourceImage;
import io.github.latentj.inference.GeneratorModel;
import io.github.latentj.inference.runtime.Progress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;

/** Measures many images in one go, with one count of progress over all of them. */
final class MeasuringRun {
    private static final int BATCH = 64;

    private final GeneratorModel model;
    private final ImageMeasurer measurer;
    private final List<String> needed;
    private final Progress progress;
    private final int total;
    private int done;

    /**
     * @param needed columns without which the run makes no sense
     * @param total images that will be measured in all
     */
    MeasuringRun(GeneratorModel model, ImageMeasurer measurer, List<String> needed, Progress progress, int total) {
        this.model = model;
        this.measurer = measurer;
        this.needed = needed;
        this.progress = progress;
        this.total = total;
    }

    /**
     * Generates the images of some latents, measures them and forgets them.
     *
     * @param latents float32 [N][latent size]
     */
    MeasurementTable ofLatents(float[][] latents) {
        MeasurementTable table = new MeasurementTable(latents.length);
        LatentRenderer renderer = new LatentRenderer(model, onlyCancellation());
        for (int first = 0; first < latents.length; first += BATCH) {
            float[][] batch = Arrays.copyOfRange(latents, first, Math.min(first + BATCH, latents.length));
            GeneratedImages images = renderer.images(batch, Operation.unseeded("measure", 0));
            for (int i = 0; i < batch.length; i++) {
                measure(table, first + i, planes(images, i));
            }
        }
        return table;
    }

    /** Measures real images, brought into the size and range that the model was trained with. */
    MeasurementTable ofImages(List<SourceImage> images) {
        MeasurementTable table = new MeasurementTable(images.size());
        NetworkInputs inputs = new NetworkInputs(model.spec());
        for (int i = 0; i < images.size(); i++) {
            measure(table, i, inputs.of(images.subList(i, i + 1)).get(0));
        }
        return table;
    }

    /** Measures images in network range, float32 [N][C * H * W]. */
    MeasurementTable ofPixels(float[][] images) {
        MeasurementTable table = new MeasurementTable(images.length);
        for (int i = 0; i < images.length; i++) {
            measure(table, i, images[i]);
        }
        return table;
    }

    private void measure(MeasurementTable table, int row, float[] image) {
        measure(table, row, new PixelPlanes(model.spec()).of(image));
    }

    private void measure(MeasurementTable table, int row, Object[] planes) {
        requireGoingOn();
        GeneratorSpec spec = model.spec();
        Map<String, Double> values = measurer.measure(spec, planes);
        for (String column : needed) {
            if (!values.isEmpty() && !values.containsKey(column)) {
                throw new RequestException(MeasurementTable.missing(column, values.keySet()));
            }
        }
        table.set(row, values);
        progress.report(++done, total);
    }

    /** @throws CancellationException if the user wants to stop */
    void requireGoingOn() {
        if (progress.cancelled()) {
            throw new CancellationException("measuring was cancelled");
        }
    }

    private static Object[] planes(GeneratedImages images, int index) {
        Object[] planes = new Object[images.spec().channels()];
        for (int c = 0; c < planes.length; c++) {
            planes[c] = images.plane(index, c);
        }
        return planes;
    }

    /** Generation is a small part of the time: its own counts would only make the bar jump. */
    private Progress onlyCancellation() {
        return new Progress() {
            @Override
            public void report(int generated, int of) {
                // the count is of measured images
            }

            @Override
            public boolean cancelled() {
                return progress.cancelled();
            }
        };
    }
}
