package io.github.latentj.trainer.run;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.ToNumberPolicy;
import io.github.latentj.trainer.evaluate.Evaluation;
import io.github.latentj.trainer.evaluate.Section;
import io.github.latentj.trainer.evaluate.Section.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code evaluation.json} and the pictures in {@code evaluation/}: what was measured on a run's model, written anew after
 * every section, so that an evaluation that is stopped leaves what it has done.
 *
 * @param trainerVersion that measured
 * @param command options that repeat it
 */
public record RunEvaluation(String trainerVersion, String command, List<Chapter> chapters) {
    private static final Gson GSON = new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .setObjectToNumberStrategy(ToNumberPolicy.LONG_OR_DOUBLE)
            .create();

    /**
     * One section as it is kept.
     *
     * @param pictures in the folder of pictures
     */
    public record Chapter(String key, String title, List<String> notes, List<Table> tables, List<Picture> pictures) {}

    /** A PNG or an SVG. */
    public record Picture(String file, String caption) {}

    /** Who wants to hear of a finished chapter. */
    public interface Listener {
        void measured(Chapter chapter);
    }

    /**
     * Measures and writes, and tells of it in the report.
     *
     * @param command options that repeat it
     */
    public static void write(RunFolder folder, Evaluation evaluation, String command, Listener listener)
            throws IOException {
        List<Chapter> chapters = new ArrayList<>();
        evaluation.run(section -> {
            if (chapters.isEmpty()) {
                AtomicFiles.deleteTree(folder.evaluationPictures());
                Files.createDirectories(folder.evaluationPictures());
            }
            Chapter chapter = new Chapter(
                    section.key(),
                    section.title(),
                    section.notes(),
                    section.tables(),
                    pictures(section, folder.evaluationPictures()));
            chapters.add(chapter);
            RunEvaluation soFar = new RunEvaluation(TrainerVersion.current(), command, List.copyOf(chapters));
            AtomicFiles.write(
                    folder.evaluation(), temporary -> Files.writeString(temporary, GSON.toJson(soFar) + "\n"));
            RunReport.write(folder);
            listener.measured(chapter);
        });
    }

    private static List<Picture> pictures(Section section, Path target) throws IOException {
        List<Picture> pictures = new ArrayList<>();
        for (Section.Mosaic mosaic : section.mosaics()) {
            String file = mosaic.name() + ".png";
            SampleGrid.write(
                    target.resolve(file),
                    mosaic.images(),
                    mosaic.count(),
                    mosaic.channels(),
                    mosaic.side(),
                    mosaic.columns());
            pictures.add(new Picture(file, mosaic.caption()));
        }
        for (Section.Plot plot : section.plots()) {
            String file = plot.name() + ".svg";
            SvgChart chart = new SvgChart(plot.xAxis());
            plot.lines().forEach(line -> chart.line(line.name(), line.x(), line.y()));
            AtomicFiles.write(target.resolve(file), temporary -> Files.writeString(temporary, chart.toSvgFile()));
            pictures.add(new Picture(file, plot.caption()));
        }
        return pictures;
    }

    /** What was measured on a run, if anything was. */
    static Optional<RunEvaluation> read(RunFolder folder) throws IOException {
        if (!Files.exists(folder.evaluation())) {
            return Optional.empty();
        }
        try {
            RunEvaluation evaluation = GSON.fromJson(Files.readString(folder.evaluation()), RunEvaluation.class);
            if (evaluation != null && evaluation.chapters != null) {
                return Optional.of(evaluation);
            }
        } catch (JsonParseException e) {
            throw new IOException(folder.evaluation() + " is damaged: " + e.getMessage(), e);
        }
        throw new IOException(folder.evaluation() + " is damaged: incomplete");
    }
}
