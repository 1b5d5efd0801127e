package io.github.latentj.e2e;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * What the names in the documents stand for: small sets of real images, and runs of one epoch. What a command needs is
 * put into its folder just before it starts, unless a command before it made it.
 */
final class DocumentationSandbox {
    private static final Path DATA = Path.of(System.getProperty("latentj.root"), "..", "shared", "data");
    private static final int IMAGES = 48;
    private static final int CLOTHES = 300;
    private static final List<String> NUCLEI =
            List.of("FOLDER", "TRAIN", "nuclei", "nuclei-train", "cells", "/new/place/nuclei");
    private static final List<String> HELD_BACK = List.of("HELD", "nuclei-not-trained-on");
    private static final List<String> SMALL = List.of("--features", "8", "--batch", "16");

    private static final List<String> INPUTS =
            List.of("--data", "--model", "--models", "--held-back", "--labels", "--settings");

    private final Path folder;

    private DocumentationSandbox(Path folder) {
        this.folder = folder;
    }

    static boolean hasImages() {
        return Files.isRegularFile(DATA.resolve("nuclei64/nuclei64.zip"));
    }

    /** Takes some images out of each set and trains for one epoch on each. */
    static DocumentationSandbox create(Path folder) throws IOException, InterruptedException {
        DocumentationSandbox sandbox = new DocumentationSandbox(folder);
        unzip("nuclei64/nuclei64.zip", folder.resolve("nuclei"), IMAGES, 100);
        unzip("nuclei64/nuclei64.zip", folder.resolve("held-back"), IMAGES, 101);
        zip(folder.resolve("nuclei"), folder.resolve("nuclei.zip"));
        unzip("fields/fields_original.zip", folder.resolve("fields"), 4, 1);
        zip(folder.resolve("fields"), folder.resolve("fields.zip"));
        unzip("histology64/histology64_rgb.zip", folder.resolve("histology"), IMAGES, 20);
        unzip("histology64/histology64_rgb.zip", folder.resolve("histology-test"), IMAGES, 21);
        clothes(0, folder.resolve("fashion"));
        clothes(CLOTHES, folder.resolve("fashion-test"));
        sandbox.train("nuclei", "grey");
        sandbox.train("histology", "colour");
        sandbox.train("fashion", "clothes");
        return sandbox;
    }

    private void train(String data, String run) throws IOException, InterruptedException {
        List<String> arguments =
                new ArrayList<>(List.of("train", "--data", data, "--size", "64", "--epochs", "1", "--out", run));
        arguments.addAll(SMALL);
        TrainerProcess.Outcome outcome = TrainerProcess.run(folder, arguments.toArray(new String[0]));
        if (outcome.exitCode() != 0) {
            throw new IllegalStateException(outcome.output());
        }
    }

    /** The same command with few epochs, features and images, in a folder where what it names exists. */
    String[] shortened(String[] documented, Path work) throws IOException {
        List<String> arguments = new ArrayList<>(Arrays.asList(documented));
        String command = arguments.get(0);
        if (command.equals("train") || command.equals("demo")) {
            set(arguments, "--epochs", "1");
        }
        if (command.equals("train")) {
            set(arguments, "--features", "8");
            set(arguments, "--batch", "16");
        }
        if (command.equals("demo")) {
            set(arguments, "--images", "64");
        }
        if (arguments.contains("--out")) {
            delete(work.resolve(arguments.get(arguments.indexOf("--out") + 1)));
        }
        if (arguments.contains("--count")) {
            set(arguments, "--count", "8");
        }
        for (int i = 1; i < arguments.size(); i++) {
            if (i == 1 || INPUTS.contains(arguments.get(i - 1))) {
                arguments.set(i, provide(arguments.get(i), work));
            }
        }
        if (command.equals("resume")) {
            int longer = epochs(work.resolve(arguments.get(1))) + 1;
            if (arguments.contains("--images")) {
                set(arguments, "--images", Integer.toString(longer * IMAGES));
            } else {
                set(arguments, "--epochs", Integer.toString(longer));
            }
        }
        return arguments.toArray(new String[0]);
    }

    private static void set(List<String> arguments, String option, String value) {
        int at = arguments.indexOf(option);
        if (at >= 0) {
            arguments.set(at + 1, value);
        } else {
            arguments.addAll(List.of(option, value));
        }
    }

    private static int epochs(Path run) throws IOException {
        return Files.readAllLines(run.resolve("epochs.csv")).size() - 1;
    }

    /** Puts what {@code name} stands for into {@code work}, unless it is there. */
    private String provide(String name, Path work) throws IOException {
        Path target = work.resolve(name);
        if (Files.exists(target)) {
            return name;
        }
        if (NUCLEI.contains(name)) {
            return folder.resolve("nuclei").toString();
        }
        if (HELD_BACK.contains(name)) {
            return folder.resolve("held-back").toString();
        }
        if (name.startsWith("runs/") || name.startsWith("RUN")) {
            int deeper = name.startsWith("runs/") ? 2 : 1;
            Path run = work.resolve(
                    Path.of(name).subpath(0, Math.min(deeper, Path.of(name).getNameCount())));
            if (!Files.exists(run)) {
                copy(folder.resolve("grey"), run);
            }
            return name.contains("/checkpoints/step-") ? newestCheckpoint(run) : name;
        }
        switch (name) {
            case "nuclei.zip", "cells.zip":
                return folder.resolve("nuclei.zip").toString();
            case "fields.zip":
                return folder.resolve("fields.zip").toString();
            case "fashion-test":
            case "histology-test":
                return folder.resolve(name).toString();
            case "FASHION":
                copy(folder.resolve("clothes"), target);
                return name;
            case "HISTOLOGY":
                copy(folder.resolve("colour"), target);
                return name;
            case "nuclei64.csv":
                return DATA.resolve("nuclei64/nuclei64.csv").toString();
            case "nuclei.csv":
                return plainTable(work).toString();
            case "histology64_rgb.csv":
                return DATA.resolve("histology64/histology64_rgb.csv").toString();
            default:
                return name;
        }
    }

    private static String newestCheckpoint(Path run) throws IOException {
        try (Stream<Path> checkpoints = Files.list(run.resolve("checkpoints"))) {
            return checkpoints.max(Comparator.naturalOrder()).orElseThrow().toString();
        }
    }

    /** The table with the column names of the help's example. */
    private static Path plainTable(Path work) throws IOException {
        String table = Files.readString(DATA.resolve("nuclei64/nuclei64.csv"));
        return Files.writeString(
                work.resolve("nuclei.csv"),
                table.replaceFirst("source_group", "source").replaceFirst("area_px", "area"));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }

    /** Each line of the text starts afresh: what an earlier one left under the same name goes. */
    private static void delete(Path output) throws IOException {
        if (Files.exists(output)) {
            try (Stream<Path> files = Files.walk(output)) {
                for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                    Files.delete(file);
                }
            }
        }
    }

    /** Every {@code step}-th file, with the name of its folder where there are several. */
    private static void unzip(String zip, Path to, int count, int step) throws IOException {
        int taken = 0;
        int seen = 0;
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(DATA.resolve(zip)))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null && taken < count; entry = in.getNextEntry()) {
                if (!entry.getName().endsWith(".png") || seen++ % step != 0) {
                    continue;
                }
                String inside = entry.getName().substring(entry.getName().indexOf('/') + 1);
                Path file = to.resolve(inside);
                Files.createDirectories(file.getParent());
                Files.copy(in, file);
                taken++;
            }
        }
        if (taken < count) {
            throw new IllegalStateException(zip + " gave " + taken + " images, not " + count);
        }
    }

    private static void zip(Path from, Path zip) throws IOException {
        try (Stream<Path> files = Files.list(from);
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (Path file : (Iterable<Path>) files.sorted()::iterator) {
                out.putNextEntry(new ZipEntry(file.getFileName().toString()));
                Files.copy(file, out);
            }
        }
    }

    private static void clothes(int first, Path to) throws IOException {
        Files.createDirectories(to);
        idx("t10k-images-idx3-ubyte.gz", first, to, 16, 28 * 28);
        idx("t10k-labels-idx1-ubyte.gz", first, to, 8, 1);
    }

    /** Some images of an IDX file, or their labels: its second number is how many there are. */
    private static void idx(String name, int first, Path to, int headerBytes, int itemBytes) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        try (InputStream in = new GZIPInputStream(
                        Files.newInputStream(DATA.resolve("fashion-mnist").resolve(name)));
                DataOutputStream out = new DataOutputStream(content)) {
            byte[] header = in.readNBytes(headerBytes);
            out.write(header, 0, 4);
            out.writeInt(CLOTHES);
            out.write(header, 8, headerBytes - 8);
            in.skipNBytes((long) first * itemBytes);
            out.write(in.readNBytes(CLOTHES * itemBytes));
        }
        try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(to.resolve(name)))) {
            content.writeTo(gzip);
        }
    }
}
