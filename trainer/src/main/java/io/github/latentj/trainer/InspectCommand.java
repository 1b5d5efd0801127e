package io.github.latentj.trainer;

import io.github.latentj.trainer.config.NamedValues;
import io.github.latentj.trainer.config.TrainingSettings;
import io.github.latentj.trainer.data.DataInspection;
import io.github.latentj.trainer.data.ReadingOptions;
import io.github.latentj.trainer.run.InspectionFolder;
import io.github.latentj.trainer.run.RunFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "inspect",
        description =
                "Shows what train would see in a folder or zip: counts, what is skipped and why, near-duplicates, a"
                        + " montage and the intensity histogram. Alpha and colour profiles are ignored, palettes expanded,"
                        + " photographs turned upright as their EXIF says.",
        customSynopsis = "latentj-trainer inspect --data FOLDER [OPTIONS]",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  latentj-trainer inspect --data nuclei",
            "  latentj-trainer inspect --data fields.zip --crop random-crop --out look"
        })
final class InspectCommand implements Callable<Integer> {
    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            required = true,
            description = "Folder, searched recursively, or zip file of images.")
    private Path data;

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            description = "Folder for montage, histogram and the list of skipped files; must not exist or be empty.")
    private Path out;

    @Mixin(name = "Images")
    private ImageOptions images;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        NamedValues given = GivenOptions.of(spec, null);
        ReadingOptions options = ReadingOptions.of(TrainingSettings.size(given, 64), given);
        given.check();
        Path target = out == null ? null : RunFolder.free(out, "inspect");
        PrintWriter console = spec.commandLine().getOut();
        DataInspection inspection = new DataInspection(ImageReading.read(data, options, console));
        inspection.lines().forEach(console::println);
        if (target != null) {
            InspectionFolder.write(target, inspection);
            console.println("Montage, histogram and skipped.csv are in "
                    + target.toAbsolutePath().normalize());
        }
        return ExitCode.DONE;
    }
}
