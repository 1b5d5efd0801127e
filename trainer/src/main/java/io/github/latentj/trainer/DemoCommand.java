package io.github.latentj.trainer;

import io.github.latentj.contract.ModelFiles;
import io.github.latentj.trainer.config.Preset;
import io.github.latentj.trainer.config.Range;
import io.github.latentj.trainer.config.TrainingSettings;
import io.github.latentj.trainer.data.ImageFolder;
import io.github.latentj.trainer.data.NucleiPainter;
import io.github.latentj.trainer.data.ReadingOptions;
import io.github.latentj.trainer.export.ExportedGenerator;
import io.github.latentj.trainer.run.DataRecord;
import io.github.latentj.trainer.run.GeneratedImages;
import io.github.latentj.trainer.run.RunFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "demo",
        description = "Shows the whole path in about three minutes on two cores: draws fluorescence nuclei, trains on"
                + " them, exports to ONNX and generates.",
        footerHeading = "%nExamples:%n",
        footer = {"  latentj-trainer demo", "  latentj-trainer demo --out runs/first --epochs 3"})
final class DemoCommand implements Callable<Integer> {
    private static final int GENERATED = 64;
    private static final int BATCH = 32;
    private static final int FEATURES = 32;

    /** A batch of them at least. */
    static final class Images extends WholeNumber {
        Images() {
            super(Range.whole("images", BATCH, NucleiPainter.MAX_COUNT));
        }
    }

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            description = "The run folder; default: runs/demo, or runs/demo-2 and so on.")
    private Path out;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            converter = WholeNumber.Seed.class,
            description = "Of everything random; default ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--images",
            paramLabel = "N",
            defaultValue = "2048",
            converter = Images.class,
            description = "Drawn nuclei; default ${DEFAULT-VALUE}.")
    private int images;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            defaultValue = "16",
            converter = WholeNumber.Epochs.class,
            description = "Passes over them; default ${DEFAULT-VALUE}.")
    private int epochs;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter console = spec.commandLine().getOut();
        TrainingSettings settings = TrainingSettings.of(Preset.TORCH)
                .baseFeatures(FEATURES)
                .batchSize(BATCH)
                .epochs(epochs)
                .seed(seed)
                .build();
        try (RunFolder folder = RunFolder.create(RunFolder.free(out, "demo"))) {
            Path data = folder.path().resolve("data");
            console.println("Drawing " + images + " fluorescence nuclei; what is true of each is in " + data
                    + "/attributes.csv.");
            NucleiPainter.writeFolder(data, settings.imageSize(), seed, images);
            ReadingOptions plain = ReadingOptions.ofSide(settings.imageSize());
            ImageFolder.Reading reading = ImageFolder.read(data, plain);
            folder.writeSettings(settings, reading.options());
            folder.writeData(DataRecord.of(data, reading.options(), reading.images())
                    .withFound(reading.details().record()));
            int code = new TrainingSession(settings, console).run(folder, reading.images(), false);
            if (code == ExitCode.DONE) {
                generate(folder.path(), console);
            }
            return code;
        }
    }

    private void generate(Path folder, PrintWriter console) throws IOException {
        try (ExportedGenerator generator = new ExportedGenerator(folder.resolve(ModelFiles.GENERATOR))) {
            GeneratedImages.write(generator, seed, GENERATED, folder.resolve("generated"));
        }
        console.println("  generated/          " + GENERATED
                + " images that ONNX Runtime made from generator.onnx; look at montage.png");
    }
}
