package io.github.latentj.trainer.run;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.ToNumberPolicy;
import io.github.latentj.trainer.evaluate.Evaluation;
import io.github.latentj.trainer.evaluate.EvaluationRequest.Part;
import io.github.latentj.trainer.evaluate.Section;
import io.github.latentj.trainer.evaluate.Section.Table;
import io.github.latentj.trainer.export.ExportedGenerator;
import io.github.latentj.trainer.export.ModelFileException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * {@code evaluation.json} and the pictures in {@code evaluation/}: what was measured on a run's model, one chapter a kind of
 * measurement. Written after every section, so that an evaluation that is stopped leaves what it has done, and one that
 * measures something else leaves what was measured before on the same model.
 *
 * @param chapters in the order in which they are measured
 */
public record RunEvaluation(List<Chapter> chapters) {
    private static final Gson GSON = new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .setObjectToNumberStrategy(ToNumberPolicy.LONG_OR_DOUBLE)
            .create();

    /**
     * One section as it is kept.
     *
     * @param pictures in the folder of pictures
     * @param origin null if an older LatentJ measured it, which did not note the model
     */
    public record Chapter(
            String key, String title, List<String> notes, List<Table> tables, List<Picture> pictures, Origin origin) {}

    /**
     * Who measured what.
     *
     * @param trainerVersion that measured
     * @param command options that repeat it
     * @param models folder of the models, relative to the run folder where it is inside
     * @param weightsSha256 of the generator
     */
    public record Origin(String trainerVersion, String command, String models, String weightsSha256) {}

    /** A PNG or an SVG. */
    public record Picture(String file, String caption) {}

    /** Who wants to hear how it goes. */
    public interface Listener {
        /** Chapters of an earlier model, by their titles, which the first new one replaces. */
        void dropped(List<String> titles);

        void measured(Chapter chapter);
    }

    /**
     * Measures and writes, and tells of it in the report. Chapters of the same model stay, or are replaced by newer ones of
     * their kind; those of another model go with the first new one.
     *
     * @param command options that repeat it
     */
    public static void write(RunFolder folder, Evaluation evaluation, String command, Listener listener)
            throws IOException {
        Path models = evaluation.models();
        String weights = ExportedGenerator.weightsDigest(models);
        Origin origin = new Origin(TrainerVersion.current(), command, folder.relative(models), weights);
        SortedMap<Part, Chapter> chapters = new TreeMap<>();
        List<String> dropped = new ArrayList<>();
        for (Chapter earlier : read(folder).map(RunEvaluation::chapters).orElse(List.of())) {
            if (earlier.origin() != null && earlier.origin().weightsSha256().equals(weights)) {
                chapters.put(part(earlier.key()), earlier);
            } else {
                dropped.add(earlier.title());
            }
        }
        if (!dropped.isEmpty()) {
            listener.dropped(dropped);
        }
        evaluation.run(section -> {
            Files.createDirectories(folder.evaluationPictures());
            List<Picture> pictures = pictures(section, folder.evaluationPictures());
            Chapter chapter =
                    new Chapter(section.key(), section.title(), section.notes(), section.tables(), pictures, origin);
            chapters.put(part(section.key()), chapter);
            save(folder, new RunEvaluation(List.copyOf(chapters.values())));
            listener.measured(chapter);
        });
    }

    /** The kind of measurement of a chapter. */
    private static Part part(String key) {
        return Part.valueOf(key.toUpperCase(Locale.ROOT));
    }

    private boolean isKnown() {
        Set<String> keys = Arrays.stream(Part.values())
                .map(part -> part.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        return chapters.stream().allMatch(chapter -> chapter != null && keys.contains(chapter.key));
    }

    private static void save(RunFolder folder, RunEvaluation soFar) throws IOException {
        AtomicFiles.write(folder.evaluation(), temporary -> Files.writeString(temporary, GSON.toJson(soFar) + "\n"));
        Set<String> shown = soFar.chapters.stream()
                .flatMap(chapter -> chapter.pictures().stream())
                .map(Picture::file)
                .collect(Collectors.toSet());
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.evaluationPictures())) {
            for (Path file : files) {
                if (!shown.contains(file.getFileName().toString())) {
                    Files.deleteIfExists(file);
                }
            }
        }
        RunReport.write(folder);
    }

    /** What is wrong with a chapter by now, in a sentence; nothing if its model is still the one that was measured. */
    static Optional<String> staleness(RunFolder folder, Chapter chapter) {
        if (chapter.origin() == null) {
            return Optional.of("It is not known which model was measured here; to measure it again: evaluate.");
        }
        Path models = folder.path().resolve(chapter.origin().models());
        try {
            return ExportedGenerator.weightsDigest(models)
                            .equals(chapter.origin().weightsSha256())
                    ? Optional.empty()
                    : Optional.of("This was measured on an earlier model: the run has been trained on, or another"
                            + " checkpoint exported, since. To measure the model that is there now: evaluate.");
        } catch (ModelFileException gone) {
            return Optional.of("The model that was measured here is no longer in " + models + ".");
        }
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
            if (evaluation != null && evaluation.chapters != null && evaluation.isKnown()) {
                return Optional.of(evaluation);
            }
        } catch (JsonParseException e) {
            throw new IOException(folder.evaluation() + " is damaged: " + e.getMessage(), e);
        }
        throw new IOException(folder.evaluation() + " is damaged: incomplete");
    }
}
