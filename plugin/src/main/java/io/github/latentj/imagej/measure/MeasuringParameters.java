package io.github.latentj.imagej.measure;

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

/** How a command measures images: the parameters {@code measure} and {@code macro}, the same in every command. */
public final class MeasuringParameters {
    private static final String AUTO = "auto";
    static final String PARTICLE = "particle";
    static final String IMAGE = "image";
    static final String MACRO = "macro";

    private MeasuringParameters() {}

    /** @param more further ways, which the command sees to itself */
    public static Parameter measure(String help, String... more) {
        List<String> ways = new ArrayList<>(Arrays.asList(AUTO, PARTICLE, IMAGE, MACRO));
        ways.addAll(Arrays.asList(more));
        return Parameter.choice(
                "measure",
                "Measure by",
                "Auto: particle for images of one channel, image for those of more. Particle: Area, Mean, Eccentricity, Ellipticity_1, Ellipticity_2 and Background of the particle in the"
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
    static ClosableMeasurer measurer(ParameterValues values) {
        switch (values.text("measure")) {
            case IMAGE:
                return new WholeImageMeasurer();
            case MACRO:
                return measuringMacro(values);
            case PARTICLE:
                return new ParticleMeasurer();
            default:
                return new AutomaticMeasurer();
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
}
