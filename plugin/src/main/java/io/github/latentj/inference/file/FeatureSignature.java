package io.github.latentj.inference.file;

import io.github.latentj.contract.ContractException;
import io.github.latentj.contract.GeneratorSpec;
import java.nio.file.Path;
import java.util.List;

/** The tensors of a {@code features.onnx}, as {@code docs/model-contract.md} tells. Immutable. */
public final class FeatureSignature {
    public static final String IMAGE = "image";
    public static final String MAPS = "maps";
    public static final String LOGIT = "logit";
    public static final String FEATURES = "features";
    public static final String GUIDED = "guided";

    /** Each map is max-pooled to 4 x 4. */
    public static final int FEATURES_PER_MAP = 16;

    private static final long MOST_MAPS = 1 << 20;

    private final GeneratorSpec spec;
    private final int maps;

    private FeatureSignature(GeneratorSpec spec, int maps) {
        this.spec = spec;
        this.maps = maps;
    }

    /** @throws ModelException unless the graph and its metadata are those of a {@code features.onnx} */
    public static FeatureSignature of(OnnxFile file, Path path) {
        long[] image = shape(file.inputs(), IMAGE, 4, path);
        long[] maps = shape(file.inputs(), MAPS, 2, path);
        long[] features = shape(file.outputs(), FEATURES, 2, path);
        shape(file.outputs(), LOGIT, 2, path);
        shape(file.outputs(), GUIDED, 4, path);
        GeneratorSpec spec = spec(file, path);
        boolean agrees = image[1] == spec.channels() && image[2] == spec.height() && image[3] == spec.width();
        if (!agrees || maps[1] < 1 || maps[1] > MOST_MAPS || features[1] != FEATURES_PER_MAP * maps[1]) {
            throw new ModelException("the graph of the features does not agree with its metadata: " + path);
        }
        return new FeatureSignature(spec, (int) maps[1]);
    }

    private static long[] shape(List<TensorInfo> tensors, String name, int rank, Path path) {
        return tensors.stream()
                .filter(tensor -> tensor.name().equals(name) && tensor.isFloat())
                .map(TensorInfo::shape)
                .filter(shape -> shape != null && shape.length == rank)
                .findFirst()
                .orElseThrow(() -> new ModelException("not a features.onnx: it has no float tensor '" + name + "' with "
                        + rank + " dimensions: " + path));
    }

    private static GeneratorSpec spec(OnnxFile file, Path path) {
        try {
            return GeneratorSpec.fromMetadata(file.metadata());
        } catch (ContractException broken) {
            throw new ModelException(broken.getMessage() + ": " + path, broken);
        }
    }

    public GeneratorSpec spec() {
        return spec;
    }

    /** Number of feature maps, M. */
    public int maps() {
        return maps;
    }

    /** float32 [batch, C, H, W]. */
    public long[] imageShape(int batch) {
        return new long[] {batch, spec.channels(), spec.height(), spec.width()};
    }

    /** C H W, the values of one image. */
    public int imageFloats() {
        return Math.multiplyExact(Math.multiplyExact(spec.channels(), spec.height()), spec.width());
    }
}
