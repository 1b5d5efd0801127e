package io.github.latentj.explore;

import io.github.latentj.contract.GeneratorSpec;
import io.github.latentj.contract.PixelType;
import io.github.latentj.inference.FeatureModel;
import io.github.latentj.inference.GeneratorModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * Images, the latents they were made from, and the model that made them. Holds the pixels themselves, not copies: who
 * shows them may take them over.
 */
public final class GeneratedImages {
    private final Path model;
    private final String modelSha256;
    private final GeneratorSpec spec;
    private final List<String> warnings;
    private final float[][] latents;
    private final Object[][] planes;
    private final Operation operation;
    private final Map<String, String> notes = new LinkedHashMap<>();
    private List<Integer> jumps = Collections.emptyList();
    private List<Panel> panels = Collections.emptyList();
    private String summary;
    private final String[] titles;

    /** @param latents one for each image, null for one that no latent makes; empty if no latent makes any */
    public GeneratedImages(
            GeneratorModel model, GeneratorSpec spec, float[][] latents, Object[][] planes, Operation operation) {
        this.model = model.path();
        modelSha256 = model.sha256();
        this.spec = spec;
        warnings = new ArrayList<>(model.warnings());
        this.latents = latents;
        this.planes = planes;
        this.operation = operation;
        titles = new String[planes.length];
    }

    /** Images that a discriminator makes: no latent leads to them. */
    public GeneratedImages(FeatureModel model, GeneratorSpec spec, Object[][] planes, Operation operation) {
        this.model = model.path();
        modelSha256 = model.sha256();
        this.spec = spec;
        warnings = new ArrayList<>(model.warnings());
        latents = new float[0][];
        this.planes = planes;
        this.operation = operation;
        titles = new String[planes.length];
    }

    /** The model's file. */
    public Path model() {
        return model;
    }

    /** SHA-256 of the model's file. */
    public String modelSha256() {
        return modelSha256;
    }

    public GeneratorSpec spec() {
        return spec;
    }

    /** What the user should know before trusting the images; mostly empty. */
    public List<String> warnings() {
        return Collections.unmodifiableList(warnings);
    }

    public void warn(String text) {
        warnings.add(text);
    }

    public int count() {
        return planes.length;
    }

    /** False for images that were computed from pixels. */
    public boolean hasLatents() {
        return Arrays.stream(latents).anyMatch(Objects::nonNull);
    }

    /** False for an image that was computed from pixels. */
    public boolean hasLatent(int image) {
        return image < latents.length && latents[image] != null;
    }

    /** The latent of one image that has one, float32 [latent size]. */
    public float[] latent(int image) {
        return latents[image].clone();
    }

    /**
     * The pixels of one channel of one image, row by row, in image units: {@code byte[]}, {@code short[]} (both
     * unsigned) or {@code float[]}, as {@link PixelType} of the specification says.
     */
    public Object plane(int image, int channel) {
        return planes[image][channel];
    }

    /** What one image shows: a few words. */
    public String title(int image) {
        return titles[image] == null ? "image " + (image + 1) : titles[image];
    }

    public void title(int image, String title) {
        titles[image] = title;
    }

    /** What made the images, such as {@code generate}. */
    public String operation() {
        return operation.name();
    }

    /** The seed that repeats the operation; empty if nothing about it was random. */
    public OptionalLong seed() {
        return operation.seed();
    }

    /** Images in one row if they form a table, else 0. */
    public int columns() {
        return operation.columns();
    }

    /** The parts of a figure, in the order of their images; empty for images that stand row by row. */
    public List<Panel> panels() {
        return panels;
    }

    /** Lays the images out as a figure; together the panels show each image once. */
    public void arrange(List<Panel> figure) {
        panels = Collections.unmodifiableList(new ArrayList<>(figure));
        note("cells", figure.stream().map(Panel::inWords).collect(Collectors.joining("; ")));
    }

    /** Images that differ from the one before them more than the others do, counted from 0; mostly empty. */
    public List<Integer> jumps() {
        return jumps;
    }

    void markJumps(List<Integer> images) {
        jumps = Collections.unmodifiableList(images);
    }

    /** What was measured on the way, by name in lower snake case, such as {@code step_median}. */
    public Map<String, String> notes() {
        return Collections.unmodifiableMap(notes);
    }

    public void note(String name, String value) {
        notes.put(name, value);
    }

    /** The notes that matter most, with their units, in a few words. */
    public Optional<String> summary() {
        return Optional.ofNullable(summary);
    }

    void summary(String words) {
        summary = words;
    }
}
