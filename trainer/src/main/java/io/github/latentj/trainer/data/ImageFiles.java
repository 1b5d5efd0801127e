package io.github.latentj.trainer.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The files of a folder and its sub-folders, or of a zip, in an order that does not depend on the machine. Files that
 * systems hide or leave beside images are passed over.
 */
final class ImageFiles {
    private static final long LARGEST_FILE = 1L << 30;
    private static final int DEEPEST = 64;

    private ImageFiles() {}

    /** Takes one file's content, or why it could not be had. */
    interface Visitor {
        void content(String name, byte[] content);

        void unreadable(String name, String reason);
    }

    /** @throws NoImagesException if {@code source} is neither a readable folder nor a zip */
    static void visit(Path source, Visitor visitor) {
        try {
            if (Files.isDirectory(source)) {
                visitFolder(source, visitor);
            } else if (Files.isRegularFile(source) && isZip(source)) {
                visitZip(source, visitor);
            } else if (Files.isRegularFile(source)) {
                visitFile(source, visitor);
            } else {
                throw new NoImagesException(
                        "there is no folder or zip file " + source.toAbsolutePath() + "; name one with --data");
            }
        } catch (IOException e) {
            throw new NoImagesException("cannot read " + source.toAbsolutePath() + ": "
                    + e.getClass().getSimpleName().replace("Exception", "") + " " + e.getMessage());
        }
    }

    private static boolean isZip(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(2), new byte[] {'P', 'K'});
        }
    }

    /** A file that was named itself; the labels of an IDX file lie beside it. */
    private static void visitFile(Path file, Visitor visitor) {
        String name = file.getFileName().toString();
        readFile(name, file, visitor);
        String labels = name.replace("images", "labels").replace("idx3", "idx1").replaceFirst("\\.gz$", "");
        for (String beside : new String[] {labels, labels + ".gz"}) {
            if (!name.startsWith(labels) && Files.isRegularFile(file.resolveSibling(beside))) {
                readFile(beside, file.resolveSibling(beside), visitor);
            }
        }
    }

    private static void visitFolder(Path folder, Visitor visitor) throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), DEEPEST, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path sub, BasicFileAttributes attributes) {
                boolean passed =
                        !sub.equals(folder) && (isHidden(sub.getFileName().toString()) || isRunFolder(sub));
                return passed ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (!isHidden(file.getFileName().toString())) {
                    if (attributes.isRegularFile()) {
                        files.add(file);
                    } else {
                        visitor.unreadable(relative(folder, file), "not a regular file");
                    }
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (file.equals(folder)) {
                    throw failure;
                }
                visitor.unreadable(relative(folder, file), reason(failure));
                return FileVisitResult.CONTINUE;
            }
        });
        files.sort(Comparator.comparing(file -> relative(folder, file)));
        for (Path file : files) {
            readFile(relative(folder, file), file, visitor);
        }
    }

    private static void readFile(String name, Path file, Visitor visitor) {
        try {
            if (Files.size(file) > LARGEST_FILE) {
                visitor.unreadable(name, "larger than 1 GB");
                return;
            }
            visitor.content(name, Files.readAllBytes(file));
        } catch (IOException e) {
            visitor.unreadable(name, reason(e));
        }
    }

    private static void visitZip(Path file, Visitor visitor) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            List<ZipEntry> entries = new ArrayList<>();
            zip.stream()
                    .filter(entry -> !entry.isDirectory() && !isHiddenPath(entry.getName()))
                    .forEach(entries::add);
            entries.sort(Comparator.comparing(ZipEntry::getName));
            for (ZipEntry entry : entries) {
                try (InputStream in = zip.getInputStream(entry)) {
                    byte[] content = in.readNBytes((int) LARGEST_FILE / 4);
                    if (in.read() >= 0) {
                        visitor.unreadable(entry.getName(), "larger than 256 MB unpacked");
                    } else {
                        visitor.content(entry.getName(), content);
                    }
                } catch (IOException e) {
                    visitor.unreadable(entry.getName(), reason(e));
                }
            }
        }
    }

    /** The samples of a training run are no data for the next. */
    private static boolean isRunFolder(Path folder) {
        boolean settings =
                Files.exists(folder.resolve("settings.yaml")) || Files.exists(folder.resolve("settings.json"));
        return settings && Files.isDirectory(folder.resolve("checkpoints"));
    }

    private static boolean isHiddenPath(String name) {
        for (String part : name.split("/")) {
            if (isHidden(part)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isHidden(String name) {
        return name.startsWith(".")
                || name.equals("__MACOSX")
                || name.equals("@eaDir")
                || name.equalsIgnoreCase("Thumbs.db")
                || name.equalsIgnoreCase("desktop.ini");
    }

    private static String relative(Path folder, Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }

    private static String reason(IOException e) {
        return "cannot be read (" + e.getClass().getSimpleName().replace("Exception", "") + ")";
    }
}
