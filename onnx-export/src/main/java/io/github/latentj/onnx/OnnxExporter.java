package io.github.latentj.onnx;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import io.github.latentj.contract.GeneratorSpec;
import io.github.latentj.contract.IntensityMap;
import io.github.latentj.contract.LatentSampler;
import io.github.latentj.contract.Prior;
import io.github.latentj.onnx.convert.BlockConverter;
import io.github.latentj.onnx.convert.BlockDevice;
import io.github.latentj.onnx.convert.Calibration;
import io.github.latentj.onnx.convert.Scope;
import io.github.latentj.onnx.evaluate.Fidelity;
import io.github.latentj.onnx.gradient.DiscriminatorFeatures;
import io.github.latentj.onnx.gradient.Inversion;
import io.github.latentj.onnx.graph.Dimension;
import io.github.latentj.onnx.graph.ElementType;
import io.github.latentj.onnx.graph.ExportException;
import io.github.latentj.onnx.graph.Graph;
import io.github.latentj.onnx.graph.GraphBuilder;
import io.github.latentj.onnx.graph.Model;
import io.github.latentj.onnx.graph.TensorShape;
import io.github.latentj.onnx.graph.Value;
import io.github.latentj.onnx.graph.WeightsDigest;
import io.github.latentj.onnx.proto.OnnxFile;
import io.github.latentj.onnx.rewrite.RenameOutput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Writes a DJL network as an ONNX file, in its inference form: {@code OnnxExporter.of(block, new Shape(1, 100, 1,
 * 1)).write(path)}.
 *
 * <p>The file has one input and one output, float32, whose first axis is the batch: it is called {@code N}, and any
 * number of examples fits. Immutable; every option gives a new exporter.
 */
public final class OnnxExporter {
    private static final int CALIBRATION_SAMPLES = 64;
    private static final long CALIBRATION_SEED = 0;
    private static final long FIDELITY_SEED = 1;
    private static final Dimension BATCH = Dimension.named("N");

    private final Block block;
    private final Shape inputShape;
    private final ExportOptions options;

    private OnnxExporter(Block block, Shape inputShape, ExportOptions options) {
        this.block = block;
        this.inputShape = inputShape;
        this.options = options;
    }

    /**
     * An exporter of {@code block}, whose parameters are initialized or loaded.
     *
     * @param inputShape as {@link Block#initialize} takes it: the batch axis first, whose size does not matter
     * @throws IllegalArgumentException if the shape lacks a batch axis or another axis has no fixed size
     */
    public static OnnxExporter of(Block block, Shape inputShape) {
        Objects.requireNonNull(block, "block");
        if (inputShape.dimension() < 2
                || Arrays.stream(inputShape.slice(1).getShape()).anyMatch(size -> size < 1)) {
            throw new IllegalArgumentException(
                    "input shape must be the batch axis and then positive sizes, found " + inputShape);
        }
        return new OnnxExporter(block, inputShape, ExportOptions.standard());
    }

    /** The name of the file's input, {@code input} by default. */
    public OnnxExporter inputName(String name) {
        return with(options.withInputName(name));
    }

    /** The name of the file's output, {@code output} by default. */
    public OnnxExporter outputName(String name) {
        return with(options.withOutputName(name));
    }

    /**
     * Adds entries to the file's metadata, such as {@link GeneratorSpec#toMetadata()}. The digest of the weights is
     * added by the exporter.
     */
    public OnnxExporter metadata(Map<String, String> entries) {
        return with(options.withMetadata(entries));
    }

    /** Exports blocks of class {@code type}, and of subclasses that compute nothing else, by {@code converter}. */
    public <B extends Block> OnnxExporter converter(Class<B> type, BlockConverter<? super B> converter) {
        return with(options.with(options.registry().with(type, converter)));
    }

    /**
     * How the layers are laid out, {@link Form#FOLDED} by default.
     *
     * @throws IllegalArgumentException for {@link Form#INT8}, which needs samples: call {@link #int8}
     */
    public OnnxExporter form(Form form) {
        if (form == Form.INT8) {
            throw new IllegalArgumentException("form INT8 needs samples for its calibration; call int8(prior)");
        }
        return with(options.with(options.form().with(form)));
    }

    /**
     * Lays the layers out as {@link Form#INT8}. The ranges of the activations come from 64 samples of {@code prior},
     * which the exporter draws and runs through the network; 64 others tell the error that this form makes, which is
     * written into the metadata under {@link GeneratorSpec#INT8_PSNR_KEY}.
     */
    public OnnxExporter int8(Prior prior) {
        return with(options.with(options.form().with(Form.INT8)).with(prior));
    }

    /**
     * Sets height and width of an input [N, C, H, W] free. From a generator that is convolutional throughout, a field of
     * latent vectors then gives one large seamless image.
     */
    public OnnxExporter dynamicSize() {
        return with(options.with(options.form().withDynamicSize()));
    }

    /** Stores large weights as float16, half the file; arithmetic stays float32. */
    public OnnxExporter float16Weights() {
        return with(options.with(options.form().withFloat16Weights()));
    }

    /**
     * Lets the file give stored pixels instead of network range: {@link IntensityMap#toStored} of every value, as uint8,
     * uint16 or float32. For programs that do not know the contract; LatentJ itself reads files in network range.
     *
     * @param channelsLast [N, H, W, C] instead of [N, C, H, W]
     */
    public OnnxExporter imageTail(IntensityMap map, boolean channelsLast) {
        return with(options.with(options.form().with(new GraphForm.Tail(map, channelsLast))));
    }

    private OnnxExporter with(ExportOptions changed) {
        return new OnnxExporter(block, inputShape, changed);
    }

    /**
     * Converts the network and writes the file whole or not at all, replacing an existing one. The same weights and
     * options give the same bytes. Blocks until the file is on disk.
     *
     * @throws ExportException if the network cannot be written as ONNX: a block of unknown kind, weights that are not
     *     initialized or not finite; nothing is written then
     * @throws IOException if the file cannot be written; what was there before stays
     */
    public ExportedModel write(Path path) throws IOException {
        Graph graph = network();
        return save(graph, fidelity(graph), path);
    }

    private Map<String, String> fidelity(Graph graph) {
        if (options.form().form() != Form.INT8) {
            return Map.of();
        }
        if (options.form().dynamicSize() || options.form().tail() != null) {
            throw new ExportException("the error of form INT8 is measured on images of one size in network range; "
                    + "export it without dynamic size and image tail");
        }
        double psnr = Fidelity.psnr(graph, block, BlockDevice.of(block), samples(FIDELITY_SEED), inputShape.slice(1));
        return Map.of(GeneratorSpec.INT8_PSNR_KEY, String.format(Locale.ROOT, "%.1f", psnr));
    }

    /**
     * Writes the generator together with its gradient, for finding the latent vector of a real image: {@link Inversion}
     * tells its inputs and outputs. The metadata also carry the digest of the generator that {@link #write} gives with
     * the same options.
     *
     * @throws ExportException as {@link #write}, and if an operator's gradient is not known
     * @throws IOException as {@link #write}
     */
    public ExportedModel writeInversion(Path path) throws IOException {
        Graph generator = network(options.form().differentiable());
        String digest = WeightsDigest.of(options.form().stored(network()));
        return save(Inversion.of(generator), Map.of(GeneratorSpec.GENERATOR_SHA256_KEY, digest), path);
    }

    /**
     * Writes the discriminator with its features and guided backpropagation: {@link DiscriminatorFeatures} tells its
     * inputs and outputs.
     *
     * @throws ExportException as {@link #write}, and if there are no convolutions or an operator's gradient is not known
     * @throws IOException as {@link #write}
     */
    public ExportedModel writeFeatures(Path path) throws IOException {
        Graph discriminator = network(options.form().differentiable());
        return save(DiscriminatorFeatures.of(discriminator), Map.of(), path);
    }

    private ExportedModel save(Graph graph, Map<String, String> additional, Path path) throws IOException {
        Graph stored = options.form().stored(graph);
        String digest = WeightsDigest.of(stored);
        Map<String, String> metadata = new TreeMap<>(options.metadata());
        metadata.putAll(additional);
        String claimed = metadata.put(GeneratorSpec.WEIGHTS_SHA256_KEY, digest);
        if (claimed != null && !claimed.equals(digest)) {
            throw new ExportException("the metadata say that " + GeneratorSpec.WEIGHTS_SHA256_KEY + " is " + claimed
                    + ", but the weights' digest is " + digest + "; leave the key to the exporter");
        }
        long bytes = OnnxFile.write(new Model(stored, metadata), path);
        return new ExportedModel(path, bytes, digest);
    }

    /** The network in its form, before float16 weights. */
    Graph network() {
        return network(options.form());
    }

    private Graph network(GraphForm form) {
        GraphBuilder graph = new GraphBuilder();
        TensorShape shape = TensorShape.of(BATCH, inputShape.slice(1).getShape());
        Value input = graph.input(new Value(options.inputName(), ElementType.FLOAT32, shape));
        Map<String, Float> largest = new HashMap<>();
        Value output = form.form() == Form.INT8
                ? convertCalibrated(graph, input, largest)
                : Scope.convertRoot(graph, options.registry(), block, input);
        graph.output(output.equals(input) ? copy(output, graph) : output);
        return RenameOutput.to(options.outputName(), form.ofNetwork(graph.build(), largest));
    }

    /** Also tells the largest value that each value of the graph takes on samples. */
    private Value convertCalibrated(GraphBuilder graph, Value input, Map<String, Float> largest) {
        try (Calibration calibration = calibration(input)) {
            Value output = Scope.convertRoot(graph, options.registry(), block, input, calibration);
            largest.putAll(calibration.largest());
            return output;
        }
    }

    private Calibration calibration(Value input) {
        return new Calibration(input, BlockDevice.of(block), samples(CALIBRATION_SEED), inputShape.slice(1));
    }

    private float[][] samples(long seed) {
        int size = Math.toIntExact(inputShape.slice(1).size());
        return new LatentSampler(options.calibrationPrior(), size, seed).samples(CALIBRATION_SAMPLES);
    }

    /** A network that does nothing still needs an output of its own. */
    private static Value copy(Value input, GraphBuilder graph) {
        return graph.node("Identity", "Identity").input(input).output(input.shape());
    }
}
