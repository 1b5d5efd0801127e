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
        /** Before file {@code done} of {@code total}, counted from 0. */
        default void reached(int done, int total) {}

        void content(InputFile file, byte[] content);

        void unreadable(String name, String reason);
    }

    private record FolderFile(String name, Path path) implements InputFile {
        @Override
        public String place() {
            return path.toAbsolutePath().normalize().toString();
        }

        @Override
        public byte[] content() throws IOException, UnreadableImageException {
            if (Files.size(path) > LARGEST_FILE) {
                throw new UnreadableImageException("larger than 1 GB");
            }
            return Files.readAllBytes(path);
        }
    }

    private record ZippedFile(String name, Path zipFile, ZipFile zip, ZipEntry entry) implements InputFile {
        @Override
        public String place() {
            return name + " in " + zipFile.toAbsolutePath().normalize();
        }

        @Override
        public byte[] content() throws IOException, UnreadableImageException {
            try (InputStream in = zip.getInputStream(entry)) {
                byte[] content = in.readNBytes((int) LARGEST_FILE / 4);
                if (in.read() >= 0) {
                    throw new UnreadableImageException("larger than 256 MB unpacked");
                }
                return content;
            }
        }
    }

    /**
     * Blocks. The files of a zip read it as long as they are kept; the JVM closes it after that.
     *
     * @throws NoImagesException if {@code source} is neither a readable folder nor a zip
     */
    static void visit(Path source, Visitor visitor) {
        try {
            if (Files.isDirectory(source)) {
                visitFolder(source, visitor);
            } else if (Files.isRegularFile(source) && isZip(source)) {
                visitZip(source, visitor);
            } else if (Files.isRegularFile(source)) {
                visitFile(source, visitor);
            } else {
                throw new NoImagesException("there is no folder or zip file of images "
                        + source.toAbsolutePath().normalize());
            }
        } catch (IOException e) {
            throw new NoImagesException("cannot read " + source.toAbsolutePath().normalize() + ": "
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
        List<InputFile> files = new ArrayList<>(List.of(new FolderFile(name, file)));
        String labels = name.replace("images", "labels").replace("idx3", "idx1").replaceFirst("\\.gz$", "");
        for (String beside : new String[] {labels, labels + ".gz"}) {
            if (!name.startsWith(labels) && Files.isRegularFile(file.resolveSibling(beside))) {
                files.add(new FolderFile(beside, file.resolveSibling(beside)));
            }
        }
        read(files, visitor);
    }

    private static void visitFolder(Path folder, Visitor visitor) throws IOException {
        List<InputFile> files = new ArrayList<>();
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
                        files.add(new FolderFile(relative(folder, file), file));
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
                visitor.unreadable(relative(folder, file), InputFile.reason(failure));
                return FileVisitResult.CONTINUE;
            }
        });
        files.sort(Comparator.comparing(InputFile::name));
        read(files, visitor);
    }

    private static void read(List<InputFile> files, Visitor visitor) {
        for (int i = 0; i < files.size(); i++) {
            InputFile file = files.get(i);
            visitor.reached(i, files.size());
            try {
                visitor.content(file, file.content());
            } catch (IOException e) {
                visitor.unreadable(file.name(), InputFile.reason(e));
            } catch (UnreadableImageException e) {
                visitor.unreadable(file.name(), e.getMessage());
            }
        }
    }

    private static void visitZip(Path file, Visitor visitor) throws IOException {
        ZipFile zip = new ZipFile(file.toFile());
        List<InputFile> files = new ArrayList<>();
        zip.stream()
                .filter(entry -> !entry.isDirectory() && !isHiddenPath(entry.getName()))
                .forEach(entry -> files.add(new ZippedFile(entry.getName(), file, zip, entry)));
        files.sort(Comparator.comparing(InputFile::name));
        read(files, visitor);
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
}
