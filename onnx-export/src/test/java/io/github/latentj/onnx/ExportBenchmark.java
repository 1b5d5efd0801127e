package io.github.latentj.onnx;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.latentj.contract.Prior;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Measures the forms of a DCGAN generator (64x64x3, 64 features, 100 components) in ONNX Runtime against DJL's own
 * forward pass and the machine's sgemm, and prints a Markdown table. All candidates take turns in every round, so that a
 * change of the machine's load meets all of them. Run by hand; arguments: seconds for each cell, threads. Two threads are
 * measured by the clock on the wall; one thread by the processor time that it used, which other programs disturb less.
 */
final class ExportBenchmark {
    private static final int[] BATCHES = {1, 16, 64, 256};
    private static final int ROUNDS = 9;
    private static final double MULTIPLY_ADDS = multiplyAdds();

    /** Something that generates a batch of images. */
    private interface Candidate {
        void generate(OrtModel.Floats latents);
    }

    private final LongSupplier clock;
    private final double seconds;

    private ExportBenchmark(LongSupplier clock, double seconds) {
        this.clock = clock;
        this.seconds = seconds;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        double seconds = Double.parseDouble(arguments[0]);
        int threads = Integer.parseInt(arguments[1]);
        System.setProperty("ai.djl.pytorch.num_threads", arguments[1]);
        LongSupplier clock =
                threads == 1 ? ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime : System::nanoTime;
        Path folder = Files.createTempDirectory("benchmark");
        try (Network network = Network.of(Dcgan.generator(64, 4, 3), 1, 100, 1, 1)) {
            Map<String, Candidate> candidates = new LinkedHashMap<>();
            for (Form form : Form.values()) {
                Path file = folder.resolve(form + ".onnx");
                OnnxExporter exporter = network.exporter();
                (form == Form.INT8 ? exporter.int8(Prior.NORMAL) : exporter.form(form)).write(file);
                OrtModel model = new OrtModel(file, threads);
                candidates.put(form.name().toLowerCase(Locale.ROOT), model::run);
            }
            candidates.put("DJL (libtorch)", network::forward);
            new ExportBenchmark(clock, seconds).print(network, candidates);
        }
    }

    private void print(Network network, Map<String, Candidate> candidates) throws InterruptedException {
        System.out.println("| form | batch | images/s | against straight (quartiles) | GFLOP/s | of sgemm peak |");
        System.out.println("|---|---|---|---|---|---|");
        for (int batch : BATCHES) {
            OrtModel.Floats latents = network.input(batch);
            Map<String, List<Double>> rates = new LinkedHashMap<>();
            List<Double> peaks = new ArrayList<>();
            candidates.values().forEach(candidate -> candidate.generate(latents));
            for (int round = 0; round < ROUNDS; round++) {
                peaks.add(sgemmPeak());
                for (Map.Entry<String, Candidate> candidate : candidates.entrySet()) {
                    // The threads of the one before still spin for a while.
                    Thread.sleep(50);
                    rates.computeIfAbsent(candidate.getKey(), any -> new ArrayList<>())
                            .add(rate(candidate.getValue(), latents, batch));
                }
            }
            rates.forEach((name, measured) -> printRow(name, batch, measured, rates.get("straight"), peaks));
        }
    }

    private static void printRow(
            String name, int batch, List<Double> measured, List<Double> straight, List<Double> peaks) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < measured.size(); i++) {
            ratios.add(measured.get(i) / straight.get(i));
        }
        double rate = quantile(measured, 0.5);
        double flops = rate * 2 * MULTIPLY_ADDS / 1e9;
        System.out.printf(
                Locale.ROOT,
                "| %s | %d | %.0f | %.2f (%.2f to %.2f) | %.0f | %.2f |%n",
                name,
                batch,
                rate,
                quantile(ratios, 0.5),
                quantile(ratios, 0.25),
                quantile(ratios, 0.75),
                flops,
                flops / quantile(peaks, 0.5));
    }

    /** Images a second. */
    private double rate(Candidate candidate, OrtModel.Floats latents, int batch) {
        candidate.generate(latents);
        long start = clock.getAsLong();
        int runs = 0;
        do {
            candidate.generate(latents);
            runs++;
        } while (clock.getAsLong() - start < seconds * 1e9);
        return runs * batch / ((clock.getAsLong() - start) / 1e9);
    }

    /** GFLOP/s of libtorch's product of two 1024x1024 matrices. */
    private double sgemmPeak() {
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            NDArray a = manager.randomNormal(new Shape(1024, 1024));
            a.matMul(a).close();
            long start = clock.getAsLong();
            for (int i = 0; i < 6; i++) {
                try (NDArray product = a.matMul(a)) {
                    product.getFloat(0, 0);
                }
            }
            return 6 * 2 * Math.pow(1024, 3) / (clock.getAsLong() - start);
        }
    }

    private static double multiplyAdds() {
        double total = 100.0 * 512 * 16;
        int[] widths = {512, 256, 128, 64, 3};
        for (int layer = 0; layer + 1 < widths.length; layer++) {
            int side = 4 << layer;
            total += 16.0 * widths[layer] * widths[layer + 1] * side * side;
        }
        return total;
    }

    private static double quantile(List<Double> values, double fraction) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted[(int) Math.round(fraction * (sorted.length - 1))];
    }
}
