package io.github.latentj.imagej.parameter;

import ij.IJ;
import java.io.File;
import java.util.Optional;

/** The model that comes with LatentJ, so that the first command works before anybody has trained anything. */
public final class ShippedModel {
    private static final String PLACE = "models/latentj/nuclei64/generator.onnx";

    private ShippedModel() {}

    /** Empty where only the plugin was installed. */
    public static Optional<String> path() {
        return Optional.ofNullable(IJ.getDirectory("imagej"))
                .map(folder -> new File(folder, PLACE))
                .filter(File::isFile)
                .map(File::getPath);
    }
}
