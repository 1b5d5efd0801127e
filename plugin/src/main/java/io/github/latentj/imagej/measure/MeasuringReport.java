package io.github.latentj.imagej.measure;

import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.GUI;
import ij.gui.Plot;
import ij.io.FileSaver;
import ij.macro.Interpreter;
import ij.measure.ResultsTable;
import io.github.latentj.imagej.image.ImageTags;
import io.github.latentj.imagej.parameter.Parameter;
import io.github.latentj.imagej.parameter.ParameterException;
import io.github.latentj.imagej.parameter.ParameterValues;
import io.github.latentj.imagej.parameter.Problems;
import io.github.latentj.imagej.window.BesideDialog;
import java.awt.GraphicsEnvironment;
import java.awt.Rectangle;
import java.awt.Window;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Shows the tables and plots of a measuring command, each under its own title so that the Results table stays, and
 * saves them if a folder is given.
 */
public final class MeasuringReport {
    private static final int LOWEST_TABLE = 200;
    private static final int ASIDE = 60;

    private final Path folder;
    private final String seed;
    private final String model;
    private final ParameterValues values;
    private ClosableMeasurer measurer;
    private Window lastTable;

    /**
     * @param model whose images were measured
     * @throws ParameterException if the folder that {@code save} names cannot be made or written
     */
    public MeasuringReport(ParameterValues values, Path model) {
        this.values = values;
        seed = values.text("seed");
        this.model = model.toString();
        folder = values.text("save").isEmpty() ? null : values.path("save");
        if (folder != null) {
            try {
                Files.createDirectories(folder);
            } catch (IOException impossible) {
                throw failed(folder, impossible);
            }
        }
    }

    /**
     * Measures as the values say; close it. Its macro is saved beside the tables.
     *
     * @throws ParameterException if the user's macro cannot be read
     */
    public ClosableMeasurer measurer() {
        measurer = MeasuringParameters.measurer(values);
        return measurer;
    }

    public static Parameter save() {
        return Parameter.optionalFolder(
                "save",
                "Save into folder",
                "A folder for the tables (CSV), the plots (PNG) and the macro that measured particles, for scripts and where no"
                        + " window can be shown. What is there under the same name is replaced. Empty: nothing is saved.");
    }

    /** Adds a problem if the folder that {@code save} names could not be made or written. */
    static void check(ParameterValues values, Problems problems) {
        if (values.text("save").isEmpty()) {
            return;
        }
        problems.check(() -> {
            Path there = values.path("save").toAbsolutePath();
            while (there != null && !Files.exists(there)) {
                there = there.getParent();
            }
            if (there == null || !Files.isDirectory(there) || !Files.isWritable(there)) {
                throw new ParameterException("save: cannot write " + values.path("save"));
            }
        });
    }

    /** Tables take turns under one title: what was there before is of the last run. Each row tells the seed and the model. */
    public void table(String title, ResultsTable table) {
        for (int row = 0; row < table.size(); row++) {
            table.setValue("Seed", row, seed);
            table.setValue("Model", row, model);
        }
        table.showRowNumbers(false);
        if (folder != null) {
            write(title + ".csv", draft -> table.saveAs(draft.toString()));
            saveMacro();
        }
        table.show(title);
        stepAside(WindowManager.getWindow(title));
    }

    /** ImageJ shows all tables at one place: the second of a report lets the first be seen. */
    private void stepAside(Window table) {
        if (table != null && lastTable != null && lastTable != table) {
            table.setLocation(lastTable.getX() + ASIDE, lastTable.getY() + ASIDE);
        }
        lastTable = table;
    }

    private void saveMacro() {
        Optional<String> macro = measurer == null ? Optional.empty() : measurer.shippedMacro();
        macro.ifPresent(text ->
                write(ParticleMeasurer.MACRO, draft -> Files.write(draft, text.getBytes(StandardCharsets.UTF_8))));
    }

    public void plot(Plot plot) {
        ImagePlus image = plot.getImagePlus();
        keep(image);
        if (Interpreter.isBatchMode()) {
            image.show();
        } else if (!GraphicsEnvironment.isHeadless()) {
            plot.show().getImagePlus().setProp(ImageTags.SEED, seed);
        }
    }

    /** A picture of several plots, and the table of the same beside it as far as the screen has room. */
    public void pictureAndTable(ImagePlus picture, String title, ResultsTable table) {
        keep(picture);
        picture.setTitle(WindowManager.makeUniqueName(picture.getTitle()));
        if (Interpreter.isBatchMode() || !GraphicsEnvironment.isHeadless()) {
            picture.show();
        }
        table(title, table);
        if (picture.getWindow() != null && WindowManager.getWindow(title) != null) {
            putBeside(picture.getWindow(), WindowManager.getWindow(title));
        }
    }

    /** As wide as the picture, and no higher than the screen below it where that is enough for some rows. */
    private static void putBeside(Window picture, Window table) {
        Rectangle screen = GUI.getMaxWindowBounds(picture);
        Rectangle bounds = picture.getBounds();
        int below = screen.y + screen.height - bounds.y - bounds.height;
        table.setSize(
                Math.max(table.getWidth(), bounds.width), Math.min(table.getHeight(), Math.max(LOWEST_TABLE, below)));
        table.setLocation(BesideDialog.place(table.getBounds(), bounds, screen));
        table.validate();
    }

    private void keep(ImagePlus image) {
        image.setProp(ImageTags.SEED, seed);
        if (folder != null) {
            write(image.getTitle() + ".png", draft -> {
                if (!new FileSaver(image).saveAsPng(draft.toString())) {
                    throw new IOException("ImageJ could not write it");
                }
            });
        }
    }

    private interface Writer {
        void write(Path draft) throws IOException;
    }

    private void write(String name, Writer writer) {
        Path file = folder.resolve(name.replaceAll("[^A-Za-z0-9._ -]", "_"));
        try {
            Path draft = folder.resolve("draft " + file.getFileName());
            writer.write(draft);
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException impossible) {
            throw failed(file, impossible);
        }
    }

    private static ParameterException failed(Path path, IOException cause) {
        return new ParameterException("save: cannot write " + path + " (" + cause.getMessage() + ")");
    }
}
