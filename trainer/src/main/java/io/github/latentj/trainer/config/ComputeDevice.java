package io.github.latentj.trainer.config;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where networks are trained, as {@code --device} names it: {@code auto}, {@code cpu}, {@code gpu}, or {@code gpu:N} for
 * the N-th GPU, counted from 0. {@code cuda} is another word for {@code gpu}, as in PyTorch.
 *
 * @param gpu number of the GPU; 0 for the other kinds
 */
public record ComputeDevice(Kind kind, int gpu) {
    public static final ComputeDevice AUTO = new ComputeDevice(Kind.AUTO, 0);
    public static final ComputeDevice CPU = new ComputeDevice(Kind.CPU, 0);

    private static final Pattern ONE_GPU = Pattern.compile("(?:gpu|cuda)(?::(\\d{1,3}))?");
    private static final Pattern SEVERAL_GPUS = Pattern.compile("(?:gpu|cuda).*[,+ -].*");

    /** What training runs on; {@link #AUTO} is a GPU if there is one that works, otherwise the CPU. */
    public enum Kind {
        AUTO,
        CPU,
        GPU
    }

    public static ComputeDevice gpu(int number) {
        return new ComputeDevice(Kind.GPU, number);
    }

    /** @throws IllegalArgumentException saying what is allowed */
    public static ComputeDevice of(String text) {
        String name = text.strip().toLowerCase(Locale.ROOT);
        Matcher oneGpu = ONE_GPU.matcher(name);
        if (name.equals("auto")) {
            return AUTO;
        }
        if (name.equals("cpu")) {
            return CPU;
        }
        if (oneGpu.matches()) {
            return gpu(oneGpu.group(1) == null ? 0 : Integer.parseInt(oneGpu.group(1)));
        }
        if (SEVERAL_GPUS.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "--device must name one GPU, such as gpu:0, found " + text + "; LatentJ trains on one GPU only");
        }
        throw new IllegalArgumentException("--device must be auto, cpu, gpu or gpu:N, found " + text);
    }

    @Override
    public String toString() {
        return switch (kind) {
            case AUTO -> "auto";
            case CPU -> "cpu";
            case GPU -> "gpu:" + gpu;
        };
    }
}
