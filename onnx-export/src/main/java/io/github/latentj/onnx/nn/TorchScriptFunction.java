package io.github.latentj.onnx.nn;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.ParameterStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A libtorch operator that DJL does not reach, called like a function: a TorchScript module without weights whose
 * archive is written here, so that no Python is needed. Lives as long as the JVM; safe for use by several threads.
 */
public final class TorchScriptFunction {
    private static final Map<String, TorchScriptFunction> LOADED = new ConcurrentHashMap<>();

    /** Pickle: an object of class {@code __torch__.F} whose only attribute is {@code training = False}. */
    private static final String EMPTY_MODULE_PICKLE =
            "\u0080\u0002c__torch__\nF\n)\u0081}X\u0008\u0000\u0000\u0000training\u0089sb.";

    private static final String EMPTY_TUPLE_PICKLE = "\u0080\u0002).";

    /** Whether gradients are recorded is the engine's mode to say; DJL's inference mode would only add a warning. */
    private static final boolean RECORD_GRADIENTS = true;

    private final Model module;

    private TorchScriptFunction(String code) {
        module = Model.newInstance("torch-script-function", "PyTorch");
        try {
            module.load(new ByteArrayInputStream(archive(code)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MalformedModelException e) {
            throw new IllegalStateException("libtorch refused the TorchScript of LatentJ", e);
        }
    }

    /** A function of input [N, C, H, W], weight [C, F, k, k] and, with {@code bias}, bias [F]. */
    static TorchScriptFunction convTranspose2d(int stride, int padding, int outputPadding, boolean bias) {
        return of(
                "x: Tensor, w: Tensor" + (bias ? ", b: Tensor" : ""),
                "return torch.conv_transpose2d(x, w, " + (bias ? "b" : "None") + ", " + pair(stride) + ", "
                        + pair(padding) + ", " + pair(outputPadding) + ", 1, [1, 1])");
    }

    /** A function of input [N, C, H, W] that repeats every pixel {@code scale} times along both sides. */
    static TorchScriptFunction upsampleNearest2d(int scale) {
        return of("x: Tensor", "return torch.upsample_nearest2d(x, None, [" + scale + ".0, " + scale + ".0])");
    }

    /**
     * A function of tensors to a tensor. The same text is compiled once.
     *
     * @param parameters as TorchScript writes them, such as {@code x: Tensor, w: Tensor}
     * @param statements the last one returns the result
     * @throws IllegalStateException if libtorch refuses the text
     */
    public static TorchScriptFunction of(String parameters, String... statements) {
        String code = "class F(Module):\n"
                + "  __parameters__ = []\n"
                + "  __buffers__ = []\n"
                + "  training : bool\n"
                + "  def forward(self: __torch__.F, " + parameters + ") -> Tensor:\n"
                + "    " + String.join("\n    ", statements) + "\n";
        return LOADED.computeIfAbsent(code, TorchScriptFunction::new);
    }

    private static String pair(int value) {
        return "[" + value + ", " + value + "]";
    }

    /** Runs the function on the arguments' device; the result belongs to the first argument's manager. */
    public NDList call(NDList arguments) {
        // DJL reads structure out of argument names, so they must not have any.
        List<String> names = new ArrayList<>();
        for (NDArray argument : arguments) {
            names.add(argument.getName());
            argument.setName(null);
        }
        try {
            return module.getBlock()
                    .forward(new ParameterStore(arguments.head().getManager(), false), arguments, RECORD_GRADIENTS);
        } finally {
            for (int i = 0; i < names.size(); i++) {
                arguments.get(i).setName(names.get(i));
            }
        }
    }

    private static byte[] archive(String code) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            entry(zip, "f/data.pkl", EMPTY_MODULE_PICKLE);
            entry(zip, "f/code/__torch__.py", code);
            entry(zip, "f/constants.pkl", EMPTY_TUPLE_PICKLE);
            entry(zip, "f/version", "3\n");
        }
        return bytes.toByteArray();
    }

    private static void entry(ZipOutputStream zip, String name, String latin1) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(latin1.getBytes(StandardCharsets.ISO_8859_1));
        zip.closeEntry();
    }
}
