package io.github.latentj.trainer.bioimageio;

import io.github.latentj.trainer.config.InvalidSettingsException;
import java.util.ArrayList;
import java.util.List;

/**
 * What only the owner of a model can say about it. Nothing is invented: without authors or licence the package names none.
 *
 * @param name 5 to 64 letters, digits, spaces and {@code _+-()}, or null for one made from the model's file
 * @param description at most 512 characters, or null for one made from the model's facts
 * @param authors names without slashes
 * @param license identifier of the SPDX licence list, not deprecated, such as {@code CC-BY-4.0}, or null
 * @param tags added to those that every package gets
 */
public record PackageLabels(String name, String description, List<String> authors, String license, List<String> tags) {
    static final int LONGEST_NAME = 64;
    private static final int LONGEST_DESCRIPTION = 512;

    /** @throws InvalidSettingsException telling all that BioImage.IO does not accept */
    public PackageLabels {
        authors = List.copyOf(authors);
        tags = List.copyOf(tags);
        List<String> problems = new ArrayList<>();
        if (name != null && !name.matches("[A-Za-z0-9_+\\-() ]{5," + LONGEST_NAME + "}")) {
            problems.add(
                    "--name must be 5 to " + LONGEST_NAME + " letters, digits, spaces and _+-(), found '" + name + "'");
        }
        if (description != null && (description.isBlank() || description.length() > LONGEST_DESCRIPTION)) {
            problems.add(
                    "--description must be 1 to " + LONGEST_DESCRIPTION + " characters, found " + description.length());
        }
        for (String author : authors) {
            if (author.isBlank() || author.matches(".*[/\\\\\\p{Cntrl}].*")) {
                problems.add("--author must be a name without slashes, found '" + author + "'");
            }
        }
        if (license != null && !LicenseList.contains(license)) {
            problems.add(
                    "--license must be a current identifier of spdx.org/licenses such as CC-BY-4.0, CC0-1.0 or MIT,"
                            + " found '" + license + "'"
                            + LicenseList.meantBy(license)
                                    .map(meant -> "; did you mean " + meant + "?")
                                    .orElse(""));
        }
        for (String tag : tags) {
            if (!tag.matches("[a-z0-9][a-z0-9.-]*")) {
                problems.add("--tag must be small letters, digits, dots and hyphens, found '" + tag + "'");
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidSettingsException(problems);
        }
    }
}
