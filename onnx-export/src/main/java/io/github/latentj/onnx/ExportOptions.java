package io.github.latentj.onnx;

import io.github.latentj.contract.Prior;
import io.github.latentj.onnx.convert.ConverterRegistry;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an exporter was asked for.
 *
 * @param calibrationPrior where the samples of {@link Form#INT8} come from
 */
record ExportOptions(
        String inputName,
        String outputName,
        Map<String, String> metadata,
        ConverterRegistry registry,
        GraphForm form,
        Prior calibrationPrior) {
    ExportOptions {
        requireName("input name", inputName);
        requireName("output name", outputName);
        if (inputName.equals(outputName)) {
            throw new IllegalArgumentException("input and output must not both be called '" + inputName + "'");
        }
        metadata = Map.copyOf(metadata);
    }

    static ExportOptions standard() {
        return new ExportOptions(
                "input", "output", Map.of(), ConverterRegistry.standard(), GraphForm.standard(), Prior.NORMAL);
    }

    private static void requireName(String what, String name) {
        if (name == null || !name.matches("[A-Za-z_][A-Za-z0-9_.-]*")) {
            throw new IllegalArgumentException(
                    what + " must be a letter, then letters, digits, '_', '.' or '-', found '" + name + "'");
        }
    }

    ExportOptions withInputName(String name) {
        return new ExportOptions(name, outputName, metadata, registry, form, calibrationPrior);
    }

    ExportOptions withOutputName(String name) {
        return new ExportOptions(inputName, name, metadata, registry, form, calibrationPrior);
    }

    ExportOptions withMetadata(Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(metadata);
        all.putAll(more);
        return new ExportOptions(inputName, outputName, all, registry, form, calibrationPrior);
    }

    ExportOptions with(ConverterRegistry other) {
        return new ExportOptions(inputName, outputName, metadata, other, form, calibrationPrior);
    }

    ExportOptions with(GraphForm other) {
        return new ExportOptions(inputName, outputName, metadata, registry, other, calibrationPrior);
    }

    ExportOptions with(Prior prior) {
        return new ExportOptions(inputName, outputName, metadata, registry, form, prior);
    }
}
