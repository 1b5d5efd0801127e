package io.github.latentj.trainer.bioimageio;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The identifiers of the SPDX licence list 3.27.0 that are not deprecated; BioImage.IO takes no other licence. */
final class LicenseList {
    private static final List<String> IDENTIFIERS = read();

    private LicenseList() {}

    static boolean contains(String identifier) {
        return IDENTIFIERS.contains(identifier);
    }

    /** What was meant by an identifier in other small and capital letters, or without the {@code -only} that SPDX added. */
    static Optional<String> meantBy(String text) {
        return IDENTIFIERS.stream()
                .filter(known -> known.equalsIgnoreCase(text) || known.equalsIgnoreCase(text + "-only"))
                .findFirst();
    }

    private static List<String> read() {
        try (InputStream in = LicenseList.class.getResourceAsStream("spdx-licenses.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
