package io.github.latentj.inference.file;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Where a generator can be cut in two: a head that makes a small map of each latent, and a tail that is convolutional
 * throughout and so turns a map of any size into an image.
 */
public final class FieldSplit {
    /** Operators that treat every place of a map alike. */
    private static final Set<String> ANY_SIZE = new HashSet<>(Arrays.asList(
            "Conv",
            "ConvTranspose",
            "BatchNormalization",
            "MaxPool",
            "AveragePool",
            "DepthToSpace",
            "SpaceToDepth",
            "Resize",
            "Upsample",
            "Relu",
            "LeakyRelu",
            "PRelu",
            "Elu",
            "Selu",
            "Celu",
            "Gelu",
            "Tanh",
            "Sigmoid",
            "HardSigmoid",
            "HardSwish",
            "Mish",
            "Softplus",
            "Softsign",
            "ThresholdedRelu",
            "Clip",
            "Dropout",
            "Identity",
            "Add",
            "Sub",
            "Mul",
            "Div",
            "Neg",
            "Abs",
            "Pow",
            "Sqrt",
            "Exp",
            "Log",
            "Erf",
            "Min",
            "Max",
            "Sum",
            "Cast"));

    private final OnnxFile file;
    private final int last;
    private final String value;

    private FieldSplit(OnnxFile file, int last) {
        this.file = file;
        this.last = last;
        value = file.nodes().get(last).outputs().get(0);
    }

    /** The earliest cut whose tail is convolutional throughout. */
    public static FieldSplit of(OnnxFile file) {
        Set<String> fromLatent = new HashSet<>();
        fromLatent.add(file.inputs().get(0).name());
        int last = -1;
        List<OnnxFile.Node> nodes = file.nodes();
        for (int i = 0; i < nodes.size(); i++) {
            if (nodes.get(i).inputs().stream().anyMatch(fromLatent::contains)) {
                fromLatent.addAll(nodes.get(i).outputs());
                // The layer that takes the latent itself is the head's in any case.
                last = last >= 0 && treatsPlacesAlike(nodes.get(i)) ? last : i;
            }
        }
        return new FieldSplit(file, last);
    }

    /** A later cut, for a head whose map is still a single place. */
    public FieldSplit later() {
        for (int i = last + 1; i < file.nodes().size(); i++) {
            if (file.nodes().get(i).inputs().contains(value)) {
                return new FieldSplit(file, i);
            }
        }
        return this;
    }

    private static boolean treatsPlacesAlike(OnnxFile.Node node) {
        boolean fixedSize = node.operator().equals("Resize")
                && node.inputs().size() > 3
                && !node.inputs().get(3).isEmpty();
        return ANY_SIZE.contains(node.operator()) && !fixedSize;
    }

    /** The map that the head makes. */
    public String value() {
        return value;
    }

    /** True if nothing is left for the tail. */
    public boolean isEnd() {
        return value.equals(output());
    }

    public String input() {
        return file.inputs().get(0).name();
    }

    public String output() {
        return file.outputs().get(0).name();
    }

    /** @param latentShape shape of the input, [N, z] or [N, z, 1, 1] */
    public byte[] head(byte[] model, long... latentShape) {
        return part(true)
                .input(input(), latentShape)
                .output(value, -1, -1, -1, -1)
                .of(model);
    }

    /** The part that makes an image of maps: float32 [1, mapChannels, h, w] to [1, C, H, W], as bytes of an ONNX file. */
    public byte[] tail(byte[] model, long mapChannels) {
        return part(false)
                .input(value, 1, mapChannels, -1, -1)
                .output(output(), 1, -1, -1, -1)
                .of(model);
    }

    /** Constants belong to both sides, whoever uses them. */
    private ModelPart part(boolean head) {
        List<String> used = new ArrayList<>();
        List<OnnxFile.Node> nodes = file.nodes();
        for (int i = 0; i < nodes.size(); i++) {
            if (i <= last == head) {
                used.addAll(nodes.get(i).inputs());
            }
        }
        return new ModelPart(
                i -> i <= last == head
                        || nodes.get(i).inputs().isEmpty()
                                && used.containsAll(nodes.get(i).outputs()),
                used);
    }
}
