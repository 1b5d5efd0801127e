package io.github.latentj.trainer.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Compares a training step of LatentJ with the same step in libtorch's C++ frontend and prints a Markdown table. Each
 * contender is a process of its own; they take turns step by step, in another order every round, so that a change of the
 * machine's load meets all of them. Arguments: rounds, threads and, if only one is wanted, a {@link Scale}. Several threads are measured by the clock on the wall; one
 * thread by the processor time that the process used, which other programs disturb less.
 */
final class TrainingBenchmark {
    /** Java compiles what a step calls. */
    private static final int WARM_UP = 5;
    /** The threads of the one before still spin for a while. */
    private static final long PAUSE_MILLIS = 30;

    private static final String REFERENCE = "libtorch C++";

    private TrainingBenchmark() {}

    /** A contender in its process. */
    private static final class Contender implements AutoCloseable {
        private final Process process;
        private final PrintStream requests;
        private final BufferedReader answers;
        private final boolean byProcessorTime;

        Contender(Class<?> main, Scale scale, String threads, String... options) throws IOException {
            List<String> command = new ArrayList<>(
                    List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
            command.addAll(List.of(options));
            command.addAll(List.of("-Xmx1g", "-cp", System.getProperty("java.class.path"), main.getName()));
            command.addAll(List.of(scale.name(), threads));
            byProcessorTime = threads.equals("1");
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            requests = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
            answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        }

        /** Seconds of one step. */
        double step() throws IOException {
            requests.println();
            String answer = answers.readLine();
            if (answer == null) {
                throw new IOException("a contender ended early");
            }
            return Long.parseLong(answer.split(" ")[byProcessorTime ? 1 : 0]) / 1e9;
        }

        @Override
        public void close() {
            process.destroy();
        }
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int rounds = Integer.parseInt(arguments[0]);
        String threads = arguments[1];
        System.out.println("| step | contender | s a step | images/s | speed against " + REFERENCE + " (quartiles) |");
        System.out.println("|---|---|---|---|---|");
        Scale[] scales = arguments.length > 2 ? new Scale[] {Scale.valueOf(arguments[2])} : Scale.values();
        for (Scale scale : scales) {
            try (Contender latentj = new Contender(LatentJSteps.class, scale, threads);
                    Contender plain =
                            new Contender(LatentJSteps.class, scale, threads, "-Dlatentj.keepFreedMemory=false");
                    Contender reference = new Contender(LibtorchSteps.class, scale, threads)) {
                Map<String, Contender> contenders = new LinkedHashMap<>();
                contenders.put(REFERENCE, reference);
                contenders.put("LatentJ", latentj);
                contenders.put("LatentJ, glibc's own thresholds", plain);
                print(scale, measure(contenders, rounds));
            }
        }
    }

    private static Map<String, List<Double>> measure(Map<String, Contender> contenders, int rounds)
            throws IOException, InterruptedException {
        Map<String, List<Double>> seconds = new LinkedHashMap<>();
        contenders.keySet().forEach(name -> seconds.put(name, new ArrayList<>()));
        Random random = new Random(1);
        List<String> order = new ArrayList<>(contenders.keySet());
        for (int round = -WARM_UP; round < rounds; round++) {
            Collections.shuffle(order, random);
            for (String name : order) {
                Thread.sleep(PAUSE_MILLIS);
                double taken = contenders.get(name).step();
                if (round >= 0) {
                    seconds.get(name).add(taken);
                }
            }
        }
        return seconds;
    }

    private static void print(Scale scale, Map<String, List<Double>> seconds) {
        List<Double> reference = seconds.get(REFERENCE);
        seconds.forEach((name, taken) -> {
            List<Double> ratios = new ArrayList<>();
            for (int i = 0; i < taken.size(); i++) {
                ratios.add(reference.get(i) / taken.get(i));
            }
            double median = quantile(taken, 0.5);
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %s | %.3f | %.0f | %.2f (%.2f to %.2f) |%n",
                    scale.words(),
                    name,
                    median,
                    scale.batch / median,
                    quantile(ratios, 0.5),
                    quantile(ratios, 0.25),
                    quantile(ratios, 0.75));
        });
    }

    private static double quantile(List<Double> values, double fraction) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted[(int) Math.round(fraction * (sorted.length - 1))];
    }
}
