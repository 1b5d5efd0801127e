package io.github.latentj.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latentj.trainer.config.TypedCommand;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line as a user meets it, wrong input above all: one clear error, the right exit code, nothing made. */
class MainTest {
    @TempDir
    private Path folder;

    private Path images;
    private Path out;

    record Result(int code, String out, String err) {}

    static Result run(Object... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Main.run(
                Stream.of(arguments).map(Object::toString).toArray(String[]::new),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Result(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    @BeforeEach
    void paintImages() throws IOException {
        images = folder.resolve("my images");
        out = folder.resolve("out");
        assertThat(run("paint", "--out", images, "--count", 12, "--size", 32).code())
                .isZero();
    }

    private void assertRefused(Result result, int code, String... said) throws IOException {
        assertThat(result.err()).contains(said).doesNotContain("\tat ").doesNotContain("Exception");
        assertThat(result.code()).as(result.err()).isEqualTo(code);
        assertThat(out).as("nothing is left behind").doesNotExist();
    }

    @Test
    void tellsAllWrongOptionsAtOnceWithTheirRanges() throws IOException {
        Result result = run(
                "train",
                "--data",
                images,
                "--out",
                out,
                "--size",
                65,
                "--batch",
                0,
                "--epochs",
                1_000_000_000,
                "--learning-rate",
                -1,
                "--features",
                1,
                "--ema",
                1,
                "--label-smoothing",
                0.6,
                "--clip-norm",
                -1);
        assertRefused(
                result,
                2,
                "--size must be 32, 64, 128 or 256 (nearest: 64), found 65",
                "--batch must be 2 to 1024, found 0",
                "--epochs must be 1 to 1000000, found 1000000000",
                "--learning-rate must be 1e-7 to 0.1, found -1",
                "--features must be 4 to 256, found 1",
                "--ema must be 0 to 0.99999, found 1",
                "--label-smoothing must be 0 to 0.5, found 0.6",
                "--clip-norm must be 0 to 1000000, found -1");
    }

    @Test
    void explainsUnknownOptionsAndUnreadableNumbers() throws IOException {
        assertRefused(
                run("train", "--data", images, "--sise", 64),
                2,
                "unknown: --sise 64; is --size meant?",
                "--size",
                "train --help");
        assertRefused(run("train", "--dta", images), 2, "is --data meant?");
        assertRefused(run("train", "--data", images, "--ngf", 64), 2, "unknown: --ngf 64; is --features meant?");
        assertRefused(run("train", "--data", images, "--batch-size", 64), 2, "is --batch meant?");
        assertRefused(
                run("train", "--data", images, "--size", "64px"), 2, "--size must be 32, 64, 128 or 256, found 64px");
        assertRefused(
                run("train", "--data", images, "--learning-rate", "0,0002"),
                2,
                "found 0,0002; write the comma as a point: 0.0002");
        assertThat(run("help").out()).isEqualTo(run("--help").out()).contains("Usage: latentj-trainer");
        assertThat(run("help", "train").out()).contains("Usage: latentj-trainer train");
        assertRefused(run("train", "--data", images, "--batch"), 2, "--batch needs a value");
        assertRefused(run("train", "--data", "--batch", 4), 2, "--data needs a value, found --batch in its place");
        assertRefused(run("train", "--data", images, "--batch", 4, "--batch", 8), 2, "--batch is given more than once");
        assertRefused(run("inspect"), 2, "missing --data=FOLDER");
        assertRefused(run("resume"), 2, "missing RUN");
        assertRefused(
                run(
                        "evaluate",
                        "run",
                        "--count",
                        1.5,
                        "--test-share",
                        "x",
                        "--only",
                        "fun",
                        "--seed",
                        "1e99",
                        "--most-labelled",
                        3),
                2,
                "--count must be a whole number, 20 to 20000, found 1.5",
                "--test-share must be 0.01 to 0.9, found x",
                "--only must be one of distances, jumps, copies, guided, features, found fun",
                "--seed must be a whole number, found 1e99",
                "--most-labelled must be 20 to 10000, found 3");
        assertRefused(run("train", "--data", images, "--size", "big"), 2, "--size", "big");
        assertRefused(
                run("train", "--data", images, "--preset", "vgg"), 2, "--preset must be torch or paper, found vgg");
        assertRefused(run("train"), 2, "--data");
        assertRefused(
                run("generate", "--count", 1.5, "--seed", "x", "--model", "m", "--out", out),
                2,
                "--count must be a whole number, 1 to 100000, found 1.5",
                "--seed must be a whole number, found x");
        assertRefused(run("paint", "--count", 0), 2, "--count must be 1 to 100000, found 0", "missing --out");
        assertRefused(
                run("demo", "--images", 3, "--epochs", "many"),
                2,
                "--images must be 32 to 100000, found 3",
                "--epochs must be a whole number, 1 to 1000000, found many");
        assertRefused(run("inspect", "--data", images, "--size", 65), 2, "--size must be 32, 64, 128 or 256");
        assertRefused(
                run(),
                2,
                "demo, evaluate, export, features, generate, generate-completion, info, inspect, package, paint, report,");
    }

    @Test
    void namesTheFolderThatHoldsNoImages() throws IOException {
        assertRefused(run("train", "--data", folder.resolve("nowhere"), "--out", out), 3, folder + "/nowhere");
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertRefused(run("train", "--data", empty, "--out", out), 3, "no images in " + empty, "holds no files");
        Files.writeString(empty.resolve("notes.txt"), "hello");
        assertRefused(run("train", "--data", empty, "--out", out), 3, "notes.txt (not PNG, JPEG or TIFF)");
        assertRefused(run("train", "--data", empty.resolve("notes.txt"), "--out", out), 3, "notes.txt");
    }

    @Test
    void refusesABatchLargerThanTheData() throws IOException {
        assertRefused(
                run("train", "--data", images, "--out", out, "--batch", 13),
                2,
                "--batch, here 13, must be at most",
                "12");
    }

    @Test
    void neverWritesIntoAFolderThatHoldsSomething() throws IOException {
        Path precious = folder.resolve("thesis");
        Files.createDirectory(precious);
        Files.writeString(precious.resolve("thesis.txt"), "seven years");
        Result result = run("train", "--data", images, "--out", precious);
        assertRefused(result, 2, "the output folder " + precious + " exists already", "name another with --out");
        assertThat(precious.resolve("thesis.txt")).hasContent("seven years");
        try (Stream<Path> entries = Files.list(precious)) {
            assertThat(entries).hasSize(1);
        }
    }

    @Test
    void refusesTheImagesThemselvesAsOutputButNotAFolderInThem() throws IOException {
        assertRefused(
                run("train", "--data", images, "--out", images.resolve("../my images")),
                2,
                "is what the images are read");
        Path inside = images.resolve("runs/one");
        Object[] training = {
            "train", "--data", images, "--out", inside, "--size", 32, "--features", 4, "--batch", 4, "--epochs", 1
        };
        assertThat(run(training).code()).isZero();
        Result again = run("resume", inside, "--epochs", 2);
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(again.out()).contains("12 images from");
    }

    @Test
    void refusesToResumeWhatIsNoRun() throws IOException {
        assertRefused(run("train", "--data", images, "--resume"), 2, "missing --out, the folder of the run");
        assertRefused(run("train", "--data", images, "--resume", "--out", images), 3, "nothing to resume");
    }

    @Test
    void dryRunRefusesAPlaceWhereNoFolderCanBe() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertRefused(
                run("train", "--data", images, "--batch", 4, "--dry-run", "--out", file.resolve("below/it")),
                4,
                "cannot create the output folder " + file.resolve("below/it") + ": " + file + " is no folder");
    }

    @Test
    void commandsToPasteBeginWithTheJarAsItWasTyped() {
        assertThat(TypedCommand.start("latentj-trainer.jar")).isEqualTo("java -jar latentj-trainer.jar");
        assertThat(TypedCommand.start("my tools/latentj-trainer.jar"))
                .isEqualTo("java -jar \"my tools/latentj-trainer.jar\"");
        assertThat(TypedCommand.start("classes:lib/other.jar")).isEqualTo("latentj-trainer");
    }

    @Test
    void refusesModelFilesThatAreNone() throws IOException {
        Path letter = Files.writeString(folder.resolve("letter.onnx"), "Dear reader, this is no model.");
        assertRefused(run("generate", "--model", letter, "--out", out), 3, letter + " is no ONNX model");
        assertRefused(
                run("generate", "--model", folder, "--out", out),
                3,
                "there is no model file " + folder + "/generator.onnx");
        Path picture = folder.resolve("picture.onnx");
        Files.copy(images.resolve(images.toFile().list((place, name) -> name.endsWith(".png"))[0]), picture);
        assertRefused(run("info", picture), 3, picture + " is no ONNX model");
        Path document = Files.writeString(folder.resolve("document.onnx"), "%PDF-1.4\n1 0 obj\n");
        assertRefused(run("info", document), 3, document + " is no ONNX model");
        Path stopped = Files.createDirectory(folder.resolve("stopped"));
        Files.writeString(stopped.resolve("settings.yaml"), "");
        assertRefused(run("generate", "--model", stopped, "--out", out), 3, "latentj-trainer export " + stopped);
        assertRefused(
                run("package", stopped.resolve("generator.onnx"), "--out", folder.resolve("p.zip")),
                3,
                "latentj-trainer export " + stopped);
        assertRefused(run("generate", "--model", letter, "--out", out, "--count", 0), 2, "--count must be 1 to");
    }

    @Test
    void dryRunTellsWhatWouldHappenAndWritesNothing() throws IOException {
        Result result = run(
                "train",
                "--data",
                images,
                "--out",
                out,
                "--size",
                32,
                "--features",
                4,
                "--batch",
                4,
                "--epochs",
                50,
                "--dry-run");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out())
                .contains(
                        "12 images from", "150 steps, 3 an epoch", "A checkpoint has", "MB free", "Nothing was written")
                .contains(out.toString());
        assertThat(out).doesNotExist();
    }

    @Test
    void trainsExportsGeneratesAndResumes() throws IOException {
        Result first = run(
                "train",
                "--data",
                images,
                "--out",
                out,
                "--size",
                32,
                "--features",
                4,
                "--batch",
                4,
                "--latent",
                5,
                "--epochs",
                2,
                "--threads",
                1);
        assertThat(first.code()).as(first.err()).isZero();
        assertThat(first.out())
                .contains(
                        "12 images from " + images,
                        "Preset torch: 32 x 32 pixels, 5 latents (normal), 4 features; batch 4, 2 epochs;",
                        "step 6/6",
                        "Exported to ONNX");
        assertThat(out.resolve("metrics.csv")).exists();
        assertThat(Files.readAllLines(out.resolve("metrics.csv"))).hasSize(7);

        Path generated = folder.resolve("generated");
        Result second = run(
                "generate", "--model", out.resolve("generator.onnx"), "--out", generated, "--count", 3, "--seed", 8);
        assertThat(second.code()).as(second.err()).isZero();
        assertThat(generated.resolve("image-00002.png")).isNotEmptyFile();
        assertThat(generated.resolve("montage.png")).isNotEmptyFile();

        Result notAGenerator =
                run("generate", "--model", out.resolve("discriminator.onnx"), "--out", folder.resolve("none"));
        assertThat(notAGenerator.code()).isEqualTo(3);
        assertThat(notAGenerator.err()).contains("not a LatentJ generator", "discriminator.onnx");

        Result again = run("train", "--out", out, "--resume");
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(again.out()).contains("Resuming after step 6");
        assertThat(Files.readAllLines(out.resolve("metrics.csv"))).hasSize(7);
    }

    @Test
    void presetOfThePaperWithAllOptionsGoesTheSameWay() throws IOException {
        Result training = run(
                "train",
                "--data",
                images,
                "--out",
                out,
                "--preset",
                "paper",
                "--size",
                32,
                "--features",
                4,
                "--batch",
                4,
                "--epochs",
                1,
                "--upsampling",
                "resize",
                "--ema",
                0.99,
                "--label-smoothing",
                0.1,
                "--clip-norm",
                1,
                "--channels",
                "rgb");
        assertThat(training.code()).as(training.err()).isZero();
        assertThat(training.out())
                .contains(
                        "as rgb 32 x 32",
                        "resize-convolution; generator average 0.99; label smoothing 0.1; gradients clipped to 1;",
                        "Exported to ONNX");
        Path generated = folder.resolve("generated");
        assertThat(run("generate", "--model", out.resolve("generator.onnx"), "--out", generated, "--count", 1)
                        .code())
                .isZero();
        assertThat(ImageIO.read(generated.resolve("image-00000.png").toFile())
                        .getRaster()
                        .getNumBands())
                .isEqualTo(3);
    }

    @Test
    void readingOptionsAreKeptWithTheRunAndUsedAgainOnResume() throws IOException {
        Result training = run(
                "train",
                "--data",
                images,
                "--out",
                out,
                "--size",
                32,
                "--features",
                4,
                "--batch",
                4,
                "--epochs",
                1,
                "--crop",
                "center-crop",
                "--intensity",
                "percentiles",
                "--flips",
                "--intensity-jitter",
                0.2);
        assertThat(training.code()).as(training.err()).isZero();
        assertThat(Files.readString(out.resolve("settings.yaml")))
                .contains("crop: center-crop", "intensity: percentiles", "flips: true", "intensity-jitter: 0.2");
        Result again = run("train", "--resume", "--out", out);
        assertThat(again.code()).as(again.err()).isZero();
    }

    @Test
    void inspectTellsWhatTrainWouldSee() throws IOException {
        Result result = run("inspect", "--data", images, "--size", 32, "--out", out);
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).contains("12 images", "attributes.csv");
        assertThat(out).isNotEmptyDirectory();
    }

    @Test
    void damagedModelIsRefusedByItsDigest() throws IOException {
        assertThat(run(
                                "train",
                                "--data",
                                images,
                                "--out",
                                out,
                                "--size",
                                32,
                                "--features",
                                4,
                                "--batch",
                                4,
                                "--epochs",
                                1)
                        .code())
                .isZero();
        Path damaged = folder.resolve("damaged.onnx");
        byte[] bytes = Files.readAllBytes(out.resolve("generator.onnx"));
        bytes[bytes.length / 2] ^= 1;
        Files.write(damaged, bytes);
        Result result = run("generate", "--model", damaged, "--out", folder.resolve("made"));
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).contains("damaged or changed model", damaged.toString());
        assertThat(folder.resolve("made")).doesNotExist();
        assertThat(run("generate", "--model", out, "--out", folder.resolve("made"), "--count", 1)
                        .code())
                .isZero();
    }

    @Test
    void resumeRefusesSettingsAndRunsWithoutUsableCheckpoints() throws IOException {
        assertThat(run(
                                "train",
                                "--data",
                                images,
                                "--out",
                                out,
                                "--size",
                                32,
                                "--features",
                                4,
                                "--batch",
                                4,
                                "--epochs",
                                1)
                        .code())
                .isZero();
        Result settings = run("train", "--resume", "--out", out, "--epochs", 9);
        assertThat(settings.code()).isEqualTo(2);
        assertThat(settings.err()).contains("keeps its own settings", "--epochs", "resume " + out);
        Files.write(out.resolve("checkpoints/step-00000003/tensors.bin"), new byte[3]);
        Result damaged = run("resume", out);
        assertThat(damaged.code()).isEqualTo(3);
        assertThat(damaged.err())
                .contains(
                        "none of the checkpoints",
                        "train anew",
                        "the best state is whole",
                        "export " + out + " --best");
        assertThat(run("export", out, "--best").code()).isZero();
    }

    @Test
    void resumingNoticesThatTheImagesChanged() throws IOException {
        Path run = folder.resolve("run");
        String[] settings = {"--size", "32", "--features", "4", "--batch", "4", "--epochs", "1", "--threads", "1"};
        assertThat(run(Stream.concat(Stream.of("train", "--data", images, "--out", run), Stream.of(settings))
                                .toArray())
                        .code())
                .isZero();
        Files.delete(images.resolve("nucleus-00003.png"));
        assertRefused(run("train", "--resume", "--out", run), 3, "the 11 images of", "are not the 12");
        assertThat(run("train", "--resume", "--allow-changed-data", "--out", run)
                        .code())
                .isZero();
    }

    /** Decimal commas, a dotless i, digits that are not 0 to 9. */
    @ParameterizedTest
    @ValueSource(strings = {"de-DE", "tr-TR", "ar-EG-u-nu-arab"})
    void languageOfTheMachineChangesNoFile(String language) throws IOException {
        Object[] settings = {
            "train",
            "--data",
            images,
            "--size",
            32,
            "--features",
            4,
            "--batch",
            4,
            "--epochs",
            1,
            "--threads",
            1,
            "--intensity",
            "MIN-MAX",
            "--learning-rate",
            1.5e-3,
            "--out"
        };
        Locale kept = Locale.getDefault();
        for (String name : new String[] {"kept", "foreign"}) {
            Object[] all = Arrays.copyOf(settings, settings.length + 1);
            all[settings.length] = folder.resolve(name);
            if (name.equals("foreign")) {
                Locale.setDefault(Locale.forLanguageTag(language));
            }
            try {
                Result result = run(all);
                assertThat(result.code()).as(result.err()).isZero();
            } finally {
                Locale.setDefault(kept);
            }
        }
        for (String file : new String[] {"settings.yaml", "data.json", "metrics.csv", "epochs.csv", "generator.onnx"}) {
            assertThat(folder.resolve("foreign").resolve(file))
                    .hasSameBinaryContentAs(folder.resolve("kept").resolve(file));
        }
    }

    @Test
    void tooFewImagesAreRefusedWithTheLeast() throws IOException {
        Path one = Files.createDirectory(folder.resolve("one"));
        Files.copy(images.resolve("nucleus-00001.png"), one.resolve("a.png"));
        assertRefused(run("train", "--data", one, "--out", out), 3, "at least 2 images, found 1: a.png");
        Files.copy(images.resolve("nucleus-00002.png"), one.resolve("b.png"));
        Result few = run("train", "--data", one, "--out", out);
        assertRefused(few, 2, "--batch, here 128, must be at most the number of images, 2");
        assertThat(few.err()).doesNotContain("random-crop");
        Path fields = folder.resolve("fields");
        run("paint", "--out", fields, "--count", 2, "--size", 64);
        assertRefused(
                run("train", "--data", fields, "--out", out, "--size", 32),
                2,
                "here 128, must be at most the number of images, 2; or train on patches of the pictures, 8 images in all, by --crop random-crop");
        Result two =
                run("train", "--data", one, "--out", out, "--size", 32, "--features", 4, "--batch", 2, "--epochs", 1);
        assertThat(two.code()).as(two.err()).isZero();
        assertThat(two.out()).contains("2 images from", "1 epoch;").doesNotContain(" 1 epochs", " 1 images ");
        Path file = Files.writeString(folder.resolve("file"), "x");
        Result taken = run("train", "--data", images, "--out", file);
        assertThat(taken.code()).isEqualTo(2);
        assertThat(taken.err()).contains("the output folder " + file + " is a file");
    }

    @Test
    void sameSeedGivesTheSameFilesByteForByte() throws IOException {
        for (String name : new String[] {"one", "two"}) {
            Result result = run(
                    "train",
                    "--data",
                    images,
                    "--out",
                    folder.resolve(name),
                    "--size",
                    32,
                    "--features",
                    4,
                    "--batch",
                    4,
                    "--latent",
                    5,
                    "--epochs",
                    2,
                    "--seed",
                    99,
                    "--threads",
                    2);
            assertThat(result.code()).as(result.err()).isZero();
        }
        for (String file : new String[] {
            "generator.onnx",
            "discriminator.onnx",
            "metrics.csv",
            "settings.yaml",
            "samples/epoch-0002.png",
            "checkpoints/step-00000006/tensors.bin"
        }) {
            assertThat(folder.resolve("two").resolve(file))
                    .hasSameBinaryContentAs(folder.resolve("one").resolve(file));
        }
    }
}
