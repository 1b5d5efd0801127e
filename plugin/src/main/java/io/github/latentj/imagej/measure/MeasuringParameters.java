package io.github.latentj.imagej.measure;

import io.github.latentj.contract.GeneratorSpec;
import io.github.latentj.explore.measure.ImageMeasurer;
import io.github.latentj.imagej.parameter.Parameter;
import io.github.latentj.imagej.parameter.ParameterException;
import io.github.latentj.imagej.parameter.ParameterValues;
import io.github.latentj.imagej.parameter.Problems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** How a command measures images: the parameters {@code measure} and {@code macro}, the same in every command. */
public final class MeasuringParameters {
    static final String PARTICLE = "particle";
    static final String IMAGE = "image";
    static final String MACRO = "macro";

    private MeasuringParameters() {}

    /** @param more further ways, which the command sees to itself */
    public static Parameter measure(String help, String... more) {
        List<String> ways = new ArrayList<>(Arrays.asList(PARTICLE, IMAGE, MACRO));
        ways.addAll(Arrays.asList(more));
        return Parameter.choice(
                "measure",
                "Measure by",
                "Particle: Area, Mean, Eccentricity, Ellipticity_1, Ellipticity_2 and Background of the particle in the"
                        + " middle, by ImageJ's default threshold. Image: Mean, StdDev, Mode, Min, Max, Median, Skew,"
                        + " Kurt, XM and YM of the whole image. Macro: your own." + help,
                ways.toArray(new String[0]));
    }

    public static Parameter macro() {
        return Parameter.optionalFile(
                "macro",
                "Macro of your own",
                "For measure=macro: your measuring macro. It finds one image open and must leave one row of numbers in the Results table,"
                        + " or none. Your own Results table is put aside meanwhile.");
    }

    /** Names of measured columns. */
    public static Parameter columns(String key, String label, String help, String defaultText) {
        return Parameter.text(key, label, help, defaultText, "names of measured columns, separated by commas");
    }

    /** Whether {@code macro} means anything. */
    public static boolean usesMacro(ParameterValues values) {
        return values.text("measure").equals(MACRO);
    }

    /** Adds what is wrong with the macro, if it is used, and with the folder to save in. */
    public static void check(ParameterValues values, Problems problems) {
        MeasuringReport.check(values, problems);
        if (usesMacro(values)) {
            problems.check(() -> measuringMacro(values).close());
        }
    }

    /** The names that a parameter lists; none if it is empty. */
    public static List<String> list(ParameterValues values, String key) {
        List<String> names = new ArrayList<>();
        for (String name : values.text(key).split(",")) {
            if (!name.trim().isEmpty()) {
                names.add(name.trim());
            }
        }
        return names;
    }

    /**
     * The measurer that the values ask for; close it.
     *
     * @throws ParameterException if the macro cannot be read
     */
    public static ClosableMeasurer measurer(ParameterValues values) {
        switch (values.text("measure")) {
            case IMAGE:
                return closable(new WholeImageMeasurer());
            case MACRO:
                return measuringMacro(values);
            default:
                return new ParticleMeasurer();
        }
    }

    private static ClosableMeasurer measuringMacro(ParameterValues values) {
        if (values.text("macro").isEmpty()) {
            throw new ParameterException("macro is required for measure=macro: the path of a file");
        }
        Path file = values.path("macro");
        try {
            return new MeasuringMacro(
                    file.getFileName().toString(), new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new ParameterException("macro cannot be read: " + file + " (" + unreadable + ")");
        }
    }

    private static ClosableMeasurer closable(ImageMeasurer measurer) {
        return new ClosableMeasurer() {
            @Override
            public Map<String, Double> measure(GeneratorSpec spec, Object[] planes) {
                return measurer.measure(spec, planes);
            }

            @Override
            public void close() {
                // holds nothing
            }
        };
    }
}
