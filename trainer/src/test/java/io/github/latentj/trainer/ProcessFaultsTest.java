package io.github.latentj.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What happens to a running trainer from outside: kills, signals, a full or read-only disk, a second trainer. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "needs POSIX signals and mounts")
class ProcessFaultsTest {
    /** 200 in the long form: {@code -Dlatentj.kills=200}. */
    private static final int KILLS = Integer.getInteger("latentj.kills", 10);

    @TempDir
    private Path folder;

    private Path images;
    private Path out;

    @BeforeEach
    void paintImages() throws IOException {
        images = folder.resolve("images");
        out = folder.resolve("run");
        assertThat(MainTest.run("paint", "--out", images, "--count", 8, "--size", 32)
                        .code())
                .isZero();
    }

    private Object[] training(Path target, int epochs) {
        return new Object[] {
            "train",
            "--data",
            images,
            "--out",
            target,
            "--size",
            32,
            "--features",
            4,
            "--latent",
            4,
            "--batch",
            4,
            "--threads",
            1,
            "--epochs",
            epochs
        };
    }

    private ChildTrainer start(int epochs) throws IOException {
        return ChildTrainer.start(folder.resolve("output.txt"), training(out, epochs));
    }

    private Path log() {
        return out.resolve("log.txt");
    }

    /** Steps of the checkpoints that the log announces. */
    private List<Long> announced() throws IOException {
        List<Long> steps = new ArrayList<>();
        for (String line : Files.readString(log()).split("\n")) {
            if (line.contains(" checkpoint saved at step ")) {
                steps.add(Long.parseLong(line.replaceAll(".* at step ([0-9]+).*", "$1")));
            }
        }
        return steps;
    }

    /** 0 if it began from the beginning. */
    private static long resumedAfter(String said) {
        Matcher matcher = Pattern.compile("Resuming after step ([0-9]+)\\.").matcher(said);
        return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
    }

    private void assertFinishesBitForBitAsUndisturbed(int epochs) throws IOException {
        MainTest.Result resumed = MainTest.run("train", "--resume", "--out", out);
        assertThat(resumed.code()).as(resumed.err()).isZero();
        Path undisturbed = folder.resolve("undisturbed");
        assertThat(MainTest.run(training(undisturbed, epochs)).code()).isZero();
        for (String file : new String[] {
            "metrics.csv",
            "epochs.csv",
            "generator.onnx",
            String.format("checkpoints/step-%08d/tensors.bin", 2 * epochs)
        }) {
            assertThat(out.resolve(file)).hasSameBinaryContentAs(undisturbed.resolve(file));
        }
        try (Stream<Path> left = Files.walk(out)) {
            assertThat(left).noneMatch(path -> path.getFileName().toString().startsWith(".part-"));
        }
    }

    @Test
    void killedAgainAndAgainItGoesOnFromWhatItAnnouncedAndEndsBitForBitTheSame()
            throws IOException, InterruptedException {
        int epochs = 5 * KILLS;
        Random random = new Random(5);
        long newest = 0;
        int kills = 0;
        for (boolean over = false; kills < KILLS && !over; ) {
            Path output = folder.resolve("output-" + kills + ".txt");
            boolean first = kills == 0;
            Object[] again = {"train", "--resume", "--out", out};
            try (ChildTrainer child = ChildTrainer.start(output, first ? training(out, epochs) : again)) {
                // The first lives until there is something to go on from.
                child.awaitText(first ? log() : output, first ? "checkpoint saved" : "epoch ");
                child.awaitLines(log(), "checkpoint saved", announced().size() + random.nextInt(3));
                Thread.sleep(random.nextInt(300));
                over = !child.isAlive();
                kills += over ? 0 : 1;
                child.kill();
                assertPicturesAreWhole();
                if (!first) {
                    assertThat(resumedAfter(child.said())).as(child.said()).isGreaterThanOrEqualTo(newest);
                    assertThat(child.said()).doesNotContain("damaged");
                }
            }
            newest = announced().stream().mapToLong(step -> step).max().orElse(0);
        }
        System.out.println("Killed " + kills + " times on the way to step " + newest + " of " + 2 * epochs + ".");
        assertThat(kills).as("a machine so fast that the run was over").isGreaterThan(KILLS / 2);
        assertThat(newest).isPositive();
        assertFinishesBitForBitAsUndisturbed(epochs);
    }

    /** Old or new, never half. */
    private void assertPicturesAreWhole() throws IOException {
        try (Stream<Path> files = Files.walk(out)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(".png") && !name.startsWith(".part-")) {
                    assertThat(ImageIO.read(file.toFile())).as(name).isNotNull();
                }
            }
        }
    }

    /** The kill comes while a file of megabytes is being written beside its place. */
    @Test
    void killDuringAnExportLeavesTheOldModelOrNone() throws IOException, InterruptedException {
        Object[] large = training(out, 1);
        large[8] = 64;
        assertThat(MainTest.run(large).code()).isZero();
        Path fresh = folder.resolve("fresh");
        for (Path target : List.of(fresh, out)) {
            try (ChildTrainer child =
                    ChildTrainer.start(folder.resolve("export.txt"), "export", out, "--out", target)) {
                child.awaitFile(target.resolve(".part-inversion.onnx"));
                child.kill();
            }
            for (String model : List.of("generator.onnx", "inversion.onnx", "discriminator.onnx")) {
                if (target.equals(out) || Files.exists(target.resolve(model))) {
                    MainTest.Result info = MainTest.run("info", target.resolve(model));
                    assertThat(info.code()).as(info.err()).isZero();
                }
            }
        }
        assertThat(MainTest.run("export", out, "--out", fresh).code()).isZero();
        assertThat(fresh.resolve("inversion.onnx")).hasSameBinaryContentAs(out.resolve("inversion.onnx"));
        try (Stream<Path> left = Files.list(fresh)) {
            assertThat(left).noneMatch(path -> path.getFileName().toString().startsWith(".part-"));
        }
    }

    @Test
    void sigtermSavesAndLeavesWithItsCode() throws IOException, InterruptedException {
        try (ChildTrainer child = start(10_000)) {
            child.awaitText(log(), "checkpoint saved");
            child.signal("TERM");
            assertThat(child.await()).as(child.said()).isEqualTo(143);
            assertThat(child.said())
                    .contains("Stopping after this step", "Stopped and saved")
                    .as("plain lines where there is no terminal")
                    .doesNotContain("\r", "\u001b");
            assertThat(log()).content().contains(", training stopped");
        }
    }

    @Test
    void ctrlCSavesAndASecondOneStopsAtOnce() throws IOException, InterruptedException {
        try (ChildTrainer child = start(10_000)) {
            child.awaitText(log(), "checkpoint saved");
            child.signal("INT");
            assertThat(child.await()).as(child.said()).isEqualTo(130);
            assertThat(child.said()).contains("Stopped and saved");
        }
        Path many = folder.resolve("many");
        assertThat(MainTest.run("paint", "--out", many, "--count", 128, "--size", 64)
                        .code())
                .isZero();
        Path slow = folder.resolve("slow");
        // A step of this size takes seconds.
        try (ChildTrainer child = ChildTrainer.start(
                folder.resolve("slow.txt"), "train", "--data", many, "--out", slow, "--threads", 1)) {
            child.awaitText(slow.resolve("log.txt"), "training from step 0");
            Thread.sleep(300);
            child.signal("INT");
            child.awaitText(folder.resolve("slow.txt"), "Stopping after this step");
            child.signal("INT");
            assertThat(child.await()).as(child.said()).isEqualTo(130);
            assertThat(child.said()).doesNotContain("Stopped and saved");
            assertThat(slow.resolve("checkpoints")).doesNotExist();
        }
    }

    /** Adam that forgets the variance takes ever larger steps: a few are enough. */
    @Test
    void explodingLossesEndTheRunBeforeABadCheckpointPushesOutAGoodOne() throws IOException, InterruptedException {
        List<Object> exploding = new ArrayList<>(List.of(training(out, 10_000)));
        exploding.addAll(List.of("--learning-rate", 0.1, "--beta1", 0.999, "--beta2", 0));
        try (ChildTrainer child = ChildTrainer.start(folder.resolve("output.txt"), exploding.toArray())) {
            assertThat(child.await()).as(child.said()).isEqualTo(5);
            assertThat(child.said())
                    .contains("training diverged at step", "Try a lower --learning-rate")
                    .doesNotContain("\tat ", "Exported");
        }
        assertThat(log()).content().contains("ALARM training diverged");
        assertThat(out.resolve("report.html")).content().contains("class=\"alarm\">training diverged");
        assertNewestCheckpointIsWhole(out.resolve("checkpoints"));
        long newest = announced().stream().mapToLong(step -> step).max().orElseThrow();
        for (String line : Files.readAllLines(out.resolve("metrics.csv")).subList(1, (int) newest + 1)) {
            String[] fields = line.split(",");
            assertThat(Double.parseDouble(fields[2])).as(line).isLessThan(1000);
            assertThat(Double.parseDouble(fields[3])).as(line).isLessThan(1000);
        }
        MainTest.Result again = MainTest.run("resume", out);
        assertThat(again.code()).isEqualTo(5);
        assertThat(again.out()).contains("Resuming after step " + newest + ".");
    }

    @Test
    void closedTerminalAndClosedOutputEndNothing() throws IOException, InterruptedException {
        String command = String.join(
                " ",
                ChildTrainer.command(training(out, 3)).stream()
                        .map(word -> "'" + word + "'")
                        .toList());
        List<String> pipe = List.of("bash", "-c", command + " | head -n 1; exit ${PIPESTATUS[0]}");
        try (ChildTrainer child = ChildTrainer.run(folder.resolve("output.txt"), pipe)) {
            assertThat(child.await()).as(child.said()).isZero();
        }
        assertThat(out.resolve("generator.onnx")).exists();
        try (ChildTrainer child = ChildTrainer.start(folder.resolve("hup.txt"), training(folder.resolve("hup"), 4))) {
            child.awaitText(folder.resolve("hup/log.txt"), "checkpoint saved");
            child.signal("HUP");
            assertThat(child.await()).as(child.said()).isZero();
        }
    }

    @Test
    void secondTrainerIsRefusedAndToldWhoTrains() throws IOException, InterruptedException {
        try (ChildTrainer child = start(10_000)) {
            child.awaitText(log(), "training from step");
            MainTest.Result second = MainTest.run("train", "--resume", "--out", out);
            assertThat(second.code()).isEqualTo(4);
            assertThat(second.err()).contains("another LatentJ process", out.toString(), "process " + child.pid());
            assertThat(child.isAlive()).isTrue();
        }
    }

    /** Runs a script in a user namespace of its own, where it may mount. */
    private ChildTrainer inNamespace(String script) throws IOException, InterruptedException {
        Process probe = new ProcessBuilder("unshare", "-rm", "true")
                .redirectErrorStream(true)
                .start();
        String why = new String(probe.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assumeTrue(probe.waitFor() == 0, "no user namespaces here: " + why);
        return ChildTrainer.run(folder.resolve("output.txt"), List.of("unshare", "-rm", "bash", "-c", script));
    }

    private static String quoted(Object... arguments) {
        return String.join(
                " ",
                ChildTrainer.command(arguments).stream()
                        .map(word -> "'" + word + "'")
                        .toList());
    }

    @Test
    void fullDiskEndsTheRunWithTheSpaceNeededAndTheLastCheckpointWhole() throws IOException, InterruptedException {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        Path saved = folder.resolve("saved");
        // Room for two or three checkpoints of a fifth of a megabyte, not for four.
        String script =
                "mount -t tmpfs -o size=1000k none " + disk + " && { " + quoted(training(disk.resolve("run"), 500))
                        + "; code=$?; cp -r " + disk + "/run " + saved + "; exit $code; }";
        try (ChildTrainer child = inNamespace(script)) {
            assertThat(child.await()).as(child.said()).isEqualTo(4);
            assertThat(child.said())
                    .contains("cannot save the checkpoint", "it needs", "MB are free", "resume RUN")
                    .doesNotContain("\tat ");
        }
        assertNewestCheckpointIsWhole(saved.resolve("checkpoints"));
    }

    private static void assertNewestCheckpointIsWhole(Path checkpoints) throws IOException {
        try (Stream<Path> entries = Files.list(checkpoints)) {
            Path newest = entries.filter(path -> path.getFileName().toString().startsWith("step-"))
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
            byte[] tensors = Files.readAllBytes(newest.resolve("tensors.bin"));
            String digest = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(tensors));
            assertThat(newest.resolve("manifest.json")).content().contains(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void readOnlyDiskIsRefusedBeforeTraining() throws IOException, InterruptedException {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        String script = "mount -t tmpfs -o ro none " + disk + " && " + quoted(training(disk.resolve("run"), 1));
        try (ChildTrainer child = inNamespace(script)) {
            assertThat(child.await()).as(child.said()).isEqualTo(4);
            assertThat(child.said()).contains("cannot create the output folder", disk + " cannot be written");
            assertThat(child.said()).doesNotContain("epoch 1");
        }
    }

    @Test
    void deletedRunFolderEndsTheRunAndDoesNotComeBack() throws IOException, InterruptedException {
        try (ChildTrainer child = start(10_000)) {
            child.awaitText(log(), "checkpoint saved");
            new ProcessBuilder("mv", out.toString(), folder.resolve("moved").toString())
                    .start()
                    .waitFor();
            assertThat(child.await()).as(child.said()).isEqualTo(4);
            assertThat(child.said())
                    .contains("cannot save the checkpoint", out.toString())
                    .doesNotContain("\tat ");
        }
        assertThat(out).doesNotExist();
    }

    /** 20 MB take a moment to write; the signal comes as soon as the temporary folder is there. */
    @Test
    void sigtermDuringASaveLetsItEnd() throws IOException, InterruptedException {
        Object[] large = training(out, 10_000);
        large[8] = 64;
        try (ChildTrainer child = ChildTrainer.start(folder.resolve("output.txt"), large)) {
            child.awaitFile(out.resolve("checkpoints/.part-step-00000002"));
            child.signal("TERM");
            assertThat(child.await()).as(child.said()).isEqualTo(143);
        }
        assertThat(announced()).contains(2L);
        assertNewestCheckpointIsWhole(out.resolve("checkpoints"));
        try (Stream<Path> left = Files.list(out.resolve("checkpoints"))) {
            assertThat(left).allMatch(path -> path.getFileName().toString().startsWith("step-"));
        }
    }

    @Test
    void folderThatBecomesReadOnlyEndsTheRunAndLosesNothing() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(ChildTrainer.command(training(out, 10_000)));
        if (Files.isWritable(Path.of("/proc/self/oom_score_adj")) && "root".equals(System.getProperty("user.name"))) {
            // Root may write everywhere, unless that power is taken away.
            command.addAll(0, List.of("setpriv", "--bounding-set", "-dac_override", "--inh-caps", "-dac_override"));
        }
        Path checkpoints = out.resolve("checkpoints");
        try (ChildTrainer child = ChildTrainer.run(folder.resolve("output.txt"), command)) {
            child.awaitText(log(), "checkpoint saved");
            Files.setPosixFilePermissions(checkpoints, PosixFilePermissions.fromString("r-xr-xr-x"));
            assertThat(child.await()).as(child.said()).isEqualTo(4);
            assertThat(child.said())
                    .contains("cannot save the checkpoint", checkpoints.toString(), "untouched")
                    .doesNotContain("\tat ");
        } finally {
            Files.setPosixFilePermissions(checkpoints, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        assertNewestCheckpointIsWhole(checkpoints);
        assertThat(MainTest.run("info", out).out()).contains("whole, SHA-256 verified");
    }

    private void assertAdvises(ChildTrainer child, String... said) throws IOException, InterruptedException {
        assertThat(child.await()).as(child.said()).isEqualTo(4);
        assertThat(child.said()).contains(said).doesNotContain("\tat ").doesNotContain("This is a bug");
    }

    @Test
    void heapThatIsTooSmallIsToldWithAdviceAndCheckpointsStay() throws IOException, InterruptedException {
        Object[] large = training(out, 1);
        large[8] = 64;
        assertThat(MainTest.run(large).code()).isZero();
        try (ChildTrainer child =
                ChildTrainer.startWith("-Xmx24m", folder.resolve("output.txt"), "resume", out, "--epochs", 3)) {
            assertAdvises(child, "Java ran out of memory", "-Xmx", "--batch");
        }
        assertThat(log()).content().contains("ended by java.lang.OutOfMemoryError", "\tat io.github.latentj");
        assertThat(MainTest.run("report", out).code()).isZero();
        assertThat(out.resolve("report.html")).content().contains("ended by").doesNotContain("\tat ");
        assertNewestCheckpointIsWhole(out.resolve("checkpoints"));
    }

    @Test
    void nativeMemoryThatIsTooSmallIsToldWithAdvice() throws IOException, InterruptedException {
        assumeTrue(OS.LINUX.isCurrentOs(), "limits of address space work on Linux");
        Path many = folder.resolve("many");
        assertThat(MainTest.run("paint", "--out", many, "--count", 512, "--size", 32)
                        .code())
                .isZero();
        String training = quoted(
                "train", "--data", many, "--out", out, "--size", 256, "--features", 4, "--batch", 512, "--threads", 1);
        String limited =
                "ulimit -v 3300000; export MALLOC_ARENA_MAX=1 JAVA_TOOL_OPTIONS='-Xmx1g -XX:+UseSerialGC -XX:ReservedCodeCacheSize=64m"
                        + " -XX:CompressedClassSpaceSize=64m'; " + training;
        try (ChildTrainer child = ChildTrainer.run(folder.resolve("output.txt"), List.of("bash", "-c", limited))) {
            assertAdvises(child, "PyTorch found not enough memory", "--batch");
        }
    }

    @Test
    void cacheThatCannotBeWrittenIsToldWithTheVariableThatMovesIt() throws IOException, InterruptedException {
        String training = "env -u HOME DJL_CACHE_DIR=/proc/nowhere " + quoted(training(out, 1));
        try (ChildTrainer child = ChildTrainer.run(folder.resolve("output.txt"), List.of("bash", "-c", training))) {
            assertAdvises(child, "PyTorch could not be started", "DJL_CACHE_DIR");
        }
    }

    @Test
    void networkIsNotNeeded() throws IOException, InterruptedException {
        Process probe = new ProcessBuilder("unshare", "-rn", "true").start();
        assumeTrue(probe.waitFor() == 0, "no user namespaces here");
        List<String> command = new ArrayList<>(List.of("unshare", "-rn"));
        command.addAll(ChildTrainer.command(training(out, 1)));
        try (ChildTrainer child = ChildTrainer.run(folder.resolve("output.txt"), command)) {
            assertThat(child.await()).as(child.said()).isZero();
        }
        assertThat(out.resolve("generator.onnx")).isNotEmptyFile();
    }
}
