package io.github.latentj.trainer.run;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import io.github.latentj.trainer.config.InvalidSettingsException;
import io.github.latentj.trainer.data.ImageSet;
import io.github.latentj.trainer.data.ReadingOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code data.json}: what a run was trained on, so that it can be resumed and repeated.
 *
 * @param source absolute path of the folder or zip
 * @param reading how the pictures became images, which {@code settings.yaml} holds; null if an old run does not say
 * @param images how many there were
 * @param sha256 their {@link ImageSet#fingerprint()}
 * @param found what was read, skipped and decided, in lines for a person; null if an old run does not say
 */
public record DataRecord(String source, ReadingOptions reading, int images, String sha256, List<String> found) {
    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    public static DataRecord of(Path source, ReadingOptions reading, ImageSet images) {
        return new DataRecord(
                source.toAbsolutePath().normalize().toString(), reading, images.count(), images.fingerprint(), null);
    }

    public DataRecord withFound(List<String> lines) {
        return new DataRecord(source, reading, images, sha256, List.copyOf(lines));
    }

    DataRecord withReading(ReadingOptions other) {
        return new DataRecord(source, other, images, sha256, found);
    }

    void write(Path file) throws IOException {
        AtomicFiles.write(file, temporary -> Files.writeString(temporary, GSON.toJson(withReading(null)) + "\n"));
    }

    static DataRecord read(Path file) throws IOException {
        try {
            DataRecord data = GSON.fromJson(Files.readString(file), DataRecord.class);
            if (data != null && data.source != null && data.sha256 != null) {
                return data;
            }
        } catch (JsonParseException | InvalidSettingsException e) {
            throw new IOException(file + " is damaged: " + e.getMessage(), e);
        }
        throw new IOException(file + " is damaged: incomplete");
    }
}
