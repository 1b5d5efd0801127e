package io.github.latentj.trainer.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The classes of pictures: of an IDX file's label file, or else the folders that the files lie in. */
final class ClassLabels {
    private final Map<String, List<String>> ofIdxFile = new HashMap<>();

    /** @param labelFile named as its images, with {@code labels-idx1} for {@code images-idx3} */
    void add(String labelFile, List<String> labels) {
        ofIdxFile.put(unpackedName(labelFile).replace("labels", "images").replace("idx1", "idx3"), labels);
    }

    private static String unpackedName(String file) {
        return file.endsWith(".gz") ? file.substring(0, file.length() - 3) : file;
    }

    /** One label a picture, or an empty list if the pictures have no classes. */
    List<String> of(List<PictureSource> sources) {
        List<String> labels = new ArrayList<>();
        int common = commonFolder(sources);
        for (PictureSource source : sources) {
            List<String> ofFile = ofIdxFile.get(unpackedName(source.file().name()));
            String name = source.file().name();
            int end = name.indexOf('/', common);
            if (ofFile != null && source.page() < ofFile.size()) {
                labels.add(ofFile.get(source.page()));
            } else if (end >= 0) {
                labels.add(name.substring(common, end));
            } else {
                return List.of();
            }
        }
        return labels.stream().distinct().count() < 2 ? List.of() : labels;
    }

    /** Length of the folder name, with its slash, in which all files lie. */
    private static int commonFolder(List<PictureSource> sources) {
        String common = sources.get(0).file().name();
        for (PictureSource source : sources) {
            int length = 0;
            String file = source.file().name();
            while (length < Math.min(common.length(), file.length()) && common.charAt(length) == file.charAt(length)) {
                length++;
            }
            common = common.substring(0, length);
        }
        return common.lastIndexOf('/') + 1;
    }
}
