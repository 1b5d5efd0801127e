package io.github.latentj.imagej;

import ij.IJ;
import ij.ImagePlus;
import io.github.latentj.contract.GeneratorSpec;
import io.github.latentj.explore.DescribeModel;
import io.github.latentj.explore.DirectionFolder;
import io.github.latentj.explore.GeneratedImages;
import io.github.latentj.explore.LatentSource;
import io.github.latentj.explore.LatentSpace;
import io.github.latentj.explore.real.ImageScores;
import io.github.latentj.explore.real.ScoreImages;
import io.github.latentj.imagej.command.PriorQuestion;
import io.github.latentj.imagej.image.ImageAssembly;
import io.github.latentj.imagej.image.ImageParts;
import io.github.latentj.imagej.image.ImageTags;
import io.github.latentj.imagej.image.LatentEdit;
import io.github.latentj.imagej.window.DevicePreference;
import io.github.latentj.imagej.window.EventThread;
import io.github.latentj.imagej.window.StatusBarProgress;
import io.github.latentj.inference.GeneratorModels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * A generator for scripts: latents as plain {@code float[]}, images as {@link ImagePlus}. Needs no closing. Calls block
 * until their result is there; Escape stops them with a {@link java.util.concurrent.CancellationException}.
 *
 * <p>Wrong values are refused with an {@link IllegalArgumentException}, a
 * {@link io.github.latentj.explore.RequestException} or a {@link io.github.latentj.inference.file.ModelException}, whose
 * message says what is allowed.
 */
public final class LatentModel {
    private static final String TITLE = "LatentJ";

    private final GeneratorModels models;
    private final LatentSpace space;

    private LatentModel(GeneratorModels models, Path model) {
        EventThread.refuse(TITLE);
        DevicePreference.apply();
        this.models = models;
        space = LatentSpace.open(models, model);
    }

    /**
     * Opens a generator. One that does not tell its prior, such as those exported from PyTorch, is taken to have a normal
     * one.
     *
     * @param model an {@code .onnx} file, or a model folder, zipped or not
     */
    public static LatentModel open(Path model) {
        return new LatentModel(GeneratorModels.shared(), model);
    }

    /**
     * As {@link #open(Path)}, for a generator that does not tell its prior.
     *
     * @param prior {@code normal}, {@code uniform}, or {@code auto} for what the file tells
     * @throws IllegalArgumentException if it is another word
     */
    public static LatentModel open(Path model, String prior) {
        return new LatentModel(PriorQuestion.models(PriorQuestion.parameter().parse(prior)), model);
    }

    /** Size, channels, intensity map and prior. */
    public GeneratorSpec spec() {
        return space.spec();
    }

    public int latentSize() {
        return space.spec().latentSize();
    }

    /** What there is to know of the model, by name, in reading order. */
    public Map<String, String> facts() {
        return new DescribeModel(models).run(space.path());
    }

    /** The latent, float32 [latent size], of image {@code number}, from 1, that <em>Generate</em> makes of a seed. */
    public float[] sample(long seed, int number) {
        if (number < 1) {
            throw new IllegalArgumentException("images of a seed are counted from 1, found " + number);
        }
        return space.sample(seed, number - 1);
    }

    /** The latents that an image carries, in the order of its slices or montage cells. */
    public List<float[]> latents(ImagePlus image) {
        List<float[]> latents = new ArrayList<>();
        for (LatentSource source : ImageTags.read(image)) {
            latents.add(space.latent(source));
        }
        return latents;
    }

    float[] latent(LatentSource source) {
        return space.latent(source);
    }

    /**
     * Gives one slice or montage cell of an image that this model made another latent, and the pixels that belong to
     * it.
     *
     * @param number from 1
     */
    public void setLatent(ImagePlus image, int number, float[] latent) {
        boolean unrounded = image.getBitDepth() == 32;
        GeneratedImages made = space.images(Collections.singletonList(latent), unrounded, progress("image " + number));
        LatentEdit.replace(image, number, made);
    }

    /**
     * A latent between two, along a great circle for a normal prior, else on a straight line.
     *
     * @param fraction 0 gives {@code from}, 1 gives {@code to}
     */
    public float[] interpolate(float[] from, float[] to, double fraction) {
        return space.between(from, to, fraction);
    }

    /** The names of the directions that are saved beside the model. */
    public List<String> directions() {
        return new DirectionFolder(space.path()).names();
    }

    /**
     * A latent moved along a saved direction.
     *
     * @param distance in units of the latent space; negative: backwards
     */
    public float[] applyDirection(float[] latent, String direction, double distance) {
        return space.moved(latent, direction, distance);
    }

    /** The image of one latent. It is not shown. */
    public ImagePlus generate(float[] latent) {
        return generate(Collections.singletonList(latent));
    }

    /** A stack with one slice for each latent. It is not shown. */
    public ImagePlus generate(List<float[]> latents) {
        GeneratedImages images = space.images(latents, false, progress("generate"));
        images.warnings().forEach(warning -> IJ.log(TITLE + ": " + warning));
        DevicePreference.tellNotes();
        StatusBarProgress.clear("");
        return new ImageAssembly(images).stack("Generated from latents");
    }

    /**
     * How real the discriminator takes each slice or montage cell for, as a logit: any number, larger is more real.
     * Needs the {@code features.onnx} that the trainer exports beside the generator.
     */
    public double[] score(ImagePlus image) {
        return score(image, "all");
    }

    double[] score(ImagePlus image, String numbers) {
        ImageScores scores = new ScoreImages().run(space.path(), ImageParts.of(image, numbers), progress("score"));
        double[] logits = new double[scores.count()];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = scores.logit(i);
        }
        StatusBarProgress.clear("");
        return logits;
    }

    private static StatusBarProgress progress(String what) {
        String title = TITLE + ", " + what;
        EventThread.refuse(title);
        IJ.resetEscape();
        return new StatusBarProgress(title);
    }
}
