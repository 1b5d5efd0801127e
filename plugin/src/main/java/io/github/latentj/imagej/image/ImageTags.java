package io.github.latentj.imagej.image;

import ij.ImagePlus;
import io.github.latentj.contract.ModelFiles;
import io.github.latentj.explore.GeneratedImages;
import io.github.latentj.explore.LatentSource;
import io.github.latentj.imagej.parameter.ParameterException;
import java.io.File;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What an image made by LatentJ says about itself: that it is synthetic, from which model, and from which latents.
 * Image properties and slice labels survive saving as TIFF; both are kept to ASCII, because ImageJ's TIFF reader
 * garbles everything else.
 *
 * <p>In a stack each slice carries its own latent in its label, so that substacks and reordered stacks stay right; in a
 * montage the image carries all latents in the order of its cells.
 */
public final class ImageTags {
    static final String SYNTHETIC = "LatentJ.synthetic";
    static final String VERSION = "LatentJ.version";
    static final String OPERATION = "LatentJ.operation";
    public static final String SEED = "LatentJ.seed";
    /** What each numbered image of a figure is. */
    private static final String CELLS = "LatentJ.cells";
    /** The macro line that made the images. */
    private static final String MACRO = "LatentJ.macro";
    /** The image whose cells or slices the macro line names by number. */
    private static final String SOURCE = "LatentJ.source";

    static final String MODEL = "LatentJ.model";
    static final String MODEL_SHA256 = "LatentJ.model_sha256";
    static final String PRIOR = "LatentJ.prior";
    static final String LATENT_SIZE = "LatentJ.latent_size";
    public static final String COUNT = "LatentJ.count";
    /** {@code montage} or {@code stack}. */
    public static final String LAYOUT = "LatentJ.layout";

    public static final String COLUMNS = "LatentJ.columns";
    public static final String ROWS = "LatentJ.rows";
    public static final String CELL_WIDTH = "LatentJ.cell_width";
    public static final String CELL_HEIGHT = "LatentJ.cell_height";
    /** All latents of a montage: base64 of little-endian float32 [count][latent size]. */
    static final String LATENTS = "LatentJ.latents";

    /** {@link PixelDigest} of a montage, whose cells are known by where they lie. */
    private static final String PIXELS = "LatentJ.pixels_crc32";

    private static final String SLICE_LATENT = "LatentJ.latent=";
    private static final String SLICE_MODEL = "LatentJ.model_sha256=";
    private static final String SLICE_FILE = "LatentJ.model=";
    private static final Pattern SLICE_TAG = Pattern.compile(
            SLICE_LATENT + "([A-Za-z0-9+/=]+) " + SLICE_MODEL + "([0-9a-f]{64})(?: " + SLICE_FILE + "([^\\n]*))?");
    /** In place of latents, where no single latent makes an image. */
    private static final String NONE = "none";
    /** Numbers of the cells, from 1, that have none of the latents; zeros stand there for them. */
    private static final String WITHOUT_LATENT = "LatentJ.without_latent";

    private ImageTags() {}

    /** Tags a stack with an image in each slice. */
    static void writeStack(ImagePlus image, GeneratedImages images) {
        write(image, images, "stack", MontageCells.grid(1, images.count(), image.getWidth(), image.getHeight()));
    }

    /** Tags a page with all images on it. */
    static void writeMontage(ImagePlus image, GeneratedImages images, MontageCells cells) {
        write(image, images, "montage", cells);
    }

    private static void write(ImagePlus image, GeneratedImages images, String layout, MontageCells cells) {
        image.setProp(SYNTHETIC, "true");
        image.setProp(VERSION, version());
        image.setProp(OPERATION, images.operation());
        images.seed().ifPresent(seed -> image.setProp(SEED, String.valueOf(seed)));
        image.setProp(MODEL, ascii(images.model().toString()));
        image.setProp(MODEL_SHA256, images.modelSha256());
        image.setProp(PRIOR, images.spec().prior().key());
        image.setProp(LATENT_SIZE, String.valueOf(images.spec().latentSize()));
        image.setProp(COUNT, String.valueOf(images.count()));
        image.setProp(LAYOUT, layout);
        cells.write(image);
        if (layout.equals("montage")) {
            image.setProp(PIXELS, PixelDigest.of(image));
        }
        images.notes().forEach((note, text) -> image.setProp("LatentJ." + note, ascii(text)));
        if (!images.hasLatents()) {
            image.setProp(LATENTS, NONE);
        }
        if (images.hasLatents() && images.count() == 1) {
            // ImageJ makes slice labels of it when it gathers single images in a stack.
            image.setProperty("Info", sliceTag(images, 0));
        }
        if (images.hasLatents() && (layout.equals("montage") || images.count() == 1)) {
            image.setProp(LATENTS, encoded(images, 0, images.count()));
            String without = IntStream.range(0, images.count())
                    .filter(i -> !images.hasLatent(i))
                    .mapToObj(i -> String.valueOf(i + 1))
                    .collect(Collectors.joining(","));
            image.setProp(WITHOUT_LATENT, without.isEmpty() ? null : without);
        }
    }

    /**
     * Gives one image another latent; its pixels are replaced by the caller.
     *
     * @param number from 1
     * @param made one image of the same model
     * @throws ParameterException if another model made the image
     */
    static void replace(ImagePlus image, int number, GeneratedImages made) {
        LatentSource carried = read(image).get(number - 1);
        if (!carried.isOf(made.modelSha256())) {
            throw new ParameterException("'" + image.getTitle() + "' was made by another model than the one loaded");
        }
        String cells = image.getProp(LATENTS);
        if (cells != null) {
            float[] all = decoded(cells, image);
            System.arraycopy(
                    made.latent(0),
                    0,
                    all,
                    (number - 1) * made.spec().latentSize(),
                    made.spec().latentSize());
            image.setProp(LATENTS, encoded(all));
        }
        replaceLabels(image, number, sliceTag(made, 0));
        image.setProp(OPERATION, image.getProp(OPERATION) + "; latent of image " + number + " set");
    }

    private static void replaceLabels(ImagePlus image, int number, String tag) {
        int first = (number - 1) * image.getNChannels();
        for (int slice = first + 1; slice <= first + image.getNChannels() && slice <= image.getStackSize(); slice++) {
            String label = image.getStack().getSliceLabel(slice);
            if (label != null) {
                image.getStack().setSliceLabel(SLICE_TAG.matcher(label).replaceFirst(tag), slice);
            }
        }
        if (image.getStackSize() == image.getNChannels() && image.getProperty("Info") != null) {
            String info = image.getProperty("Info").toString();
            image.setProperty("Info", SLICE_TAG.matcher(info).replaceFirst(tag));
        }
    }

    /** Where Image > Show Info shows it: of long properties that tells only how long they are. */
    public static void writeMacro(ImagePlus image, String line) {
        image.setProp(MACRO, ascii(line));
        if (image.getProperty("Info") == null) {
            String cells = image.getProp(CELLS);
            String source = image.getProp(SOURCE);
            image.setProperty(
                    "Info",
                    "Made by LatentJ: " + ascii(line)
                            + (source == null ? "" : "\nNumbers there are of: " + source)
                            + (cells == null ? "" : "\nIts cells: " + cells));
        }
    }

    /** Its title, and the macro line that made it if LatentJ did. */
    public static String inWords(ImagePlus image) {
        String line = image.getProp(MACRO);
        return "'" + ascii(image.getTitle()) + "'" + (line == null ? "" : ", made by " + line);
    }

    /** Tells an image of which other its macro line speaks by numbers; before {@link #writeMacro}. */
    public static void writeSource(ImagePlus image, String source) {
        image.setProp(SOURCE, source);
    }

    /** A slice label: {@code shown} is what ImageJ displays, the latent follows on a line of its own. */
    static String sliceLabel(String shown, GeneratedImages images, int index) {
        if (!images.hasLatents()) {
            return ascii(shown);
        }
        return ascii(shown) + "\n" + (images.hasLatent(index) ? sliceTag(images, index) : SLICE_LATENT + NONE);
    }

    private static String sliceTag(GeneratedImages images, int index) {
        return SLICE_LATENT + encoded(images, index, 1) + " " + SLICE_MODEL + images.modelSha256() + " " + SLICE_FILE
                + ascii(images.model().toString());
    }

    /**
     * Everything that the images in an {@link ImagePlus} carry, in the order of slices or montage cells. Where one carries
     * no latent, asking for it throws a {@link ParameterException}.
     *
     * @throws ParameterException if the image carries no latents
     */
    public static List<LatentSource> read(ImagePlus image) {
        String cells = image.getProp(LATENTS);
        if (NONE.equals(cells)) {
            throw new ParameterException("'" + image.getTitle() + "' has no latents to choose: what '"
                    + image.getProp(OPERATION) + "' shows is not made by one latent each");
        }
        boolean stack = image.getStackSize() > image.getNChannels() || cells == null;
        return stack ? readSlices(image) : readCells(image, cells);
    }

    private static List<LatentSource> readSlices(ImagePlus image) {
        CarriedLatents latents = new CarriedLatents();
        for (int slice = 1; slice <= image.getStackSize(); slice += image.getNChannels()) {
            int first = slice;
            latents.add(() -> readSlice(image, first));
        }
        return latents.requireAny();
    }

    private static LatentSource readSlice(ImagePlus image, int slice) {
        int number = (slice - 1) / image.getNChannels() + 1;
        Matcher tag = sliceTag(image, slice);
        if (!tag.find()) {
            String label = image.getStack().getSliceLabel(slice);
            if (label != null && label.endsWith(SLICE_LATENT + NONE)) {
                throw withoutLatent(image, number);
            }
            throw new ParameterException("'" + image.getTitle() + "' carries no latent"
                    + (image.getStackSize() > 1 ? " in its slice " + slice : "")
                    + ": it was not made by LatentJ, or a command on the way dropped it");
        }
        requireOneLatent(image, slice, tag.group());
        return LatentSource.carried(name(image, number), decoded(tag.group(1), image), tag.group(2));
    }

    private static String name(ImagePlus image, int number) {
        return "'" + image.getTitle() + "', image " + number;
    }

    private static ParameterException withoutLatent(ImagePlus image, int number) {
        return new ParameterException(name(image, number)
                + ", has no latent to choose: it was computed from pixels, no single latent makes it");
    }

    private static Matcher sliceTag(ImagePlus image, int slice) {
        String label = image.getStack().getSliceLabel(slice);
        return SLICE_TAG.matcher(label == null ? "" : label);
    }

    /** Slices of several images may have been rearranged as channels of one. */
    private static void requireOneLatent(ImagePlus image, int first, String tag) {
        for (int channel = 1; channel < image.getNChannels(); channel++) {
            Matcher other = sliceTag(image, first + channel);
            if (!other.find() || !other.group().equals(tag)) {
                throw new ParameterException(
                        "'" + image.getTitle() + "' shows several latents as channels of one image:"
                                + " its slices were rearranged, undo that first");
            }
        }
    }

    private static List<LatentSource> readCells(ImagePlus image, String cells) {
        requireWholeMontage(image);
        float[] all = decoded(cells, image);
        int size = positive(image, LATENT_SIZE);
        String digest = String.valueOf(image.getProp(MODEL_SHA256));
        List<String> without =
                Arrays.asList(String.valueOf(image.getProp(WITHOUT_LATENT)).split(","));
        CarriedLatents latents = new CarriedLatents();
        for (int first = 0; first + size <= all.length; first += size) {
            int number = first / size + 1;
            float[] latent = Arrays.copyOfRange(all, first, first + size);
            latents.add(() -> {
                if (without.contains(String.valueOf(number))) {
                    throw withoutLatent(image, number);
                }
                return LatentSource.carried(name(image, number), latent, digest);
            });
        }
        return latents.requireAny();
    }

    /** Whether any of its images carries a latent. */
    public static boolean hasLatents(ImagePlus image) {
        try {
            return !read(image).isEmpty();
        } catch (ParameterException without) {
            return false;
        }
    }

    /** A cropped or scaled montage still carries all latents, but its cells are not where they were. */
    private static void requireWholeMontage(ImagePlus image) {
        if (positive(image, COUNT) > 1 && !MontageCells.of(image).fit(image)) {
            throw new ParameterException("'" + image.getTitle() + "' is no longer the whole montage that LatentJ made:"
                    + " it was cropped or scaled, so its cells cannot be told apart");
        }
    }

    /** True for a montage by LatentJ that was neither cropped nor scaled. */
    public static boolean isWholeMontage(ImagePlus image) {
        return "montage".equals(image.getProp(LAYOUT))
                && image.getStackSize() == image.getNChannels()
                && MontageCells.of(image).fit(image);
    }

    /** True for a montage whose pixels are not those that LatentJ gave it, so that its cells may lie elsewhere. */
    public static boolean isEdited(ImagePlus image) {
        String pixels = image.getProp(PIXELS);
        return pixels != null && isWholeMontage(image) && !pixels.equals(PixelDigest.of(image));
    }

    /** Takes the pixels of an image for those that LatentJ gave it, once it has changed them itself. */
    static void acceptPixels(ImagePlus image) {
        if (image.getProp(PIXELS) != null) {
            image.setProp(PIXELS, PixelDigest.of(image));
        }
    }

    /** A positive number among the tags. */
    public static int positive(ImagePlus image, String key) {
        String text = String.valueOf(image.getProp(key));
        if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) < 1) {
            throw damaged(image);
        }
        return Integer.parseInt(text);
    }

    /**
     * The file of the model that made the image, as it was called then; empty if the image does not tell. Of what a
     * discriminator made it is the generator beside it, if there is one.
     */
    public static Optional<String> model(ImagePlus image) {
        Optional<String> made = maker(image);
        return NONE.equals(image.getProp(LATENTS)) ? made.map(ImageTags::generatorBeside) : made;
    }

    private static String generatorBeside(String model) {
        File generator = new File(new File(model).getParentFile(), ModelFiles.GENERATOR);
        return model.toLowerCase(Locale.ROOT).endsWith(".onnx") && generator.isFile() ? generator.getPath() : model;
    }

    private static Optional<String> maker(ImagePlus image) {
        Optional<String> ofImage = Optional.ofNullable(image.getProp(MODEL)).map(ImageTags::plain);
        Matcher ofSlice = sliceTag(image, image.getCurrentSlice());
        boolean found = !ofImage.isPresent() && ofSlice.find() && ofSlice.group(3) != null;
        return found ? Optional.of(plain(ofSlice.group(3))) : ofImage;
    }

    private static float[] decoded(String base64, ImagePlus image) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            float[] values = new float[bytes.length / Float.BYTES];
            ByteBuffer.wrap(bytes)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .get(values);
            for (float value : values) {
                if (Float.isNaN(value) || Float.isInfinite(value)) {
                    throw damaged(image);
                }
            }
            return values;
        } catch (IllegalArgumentException noBase64) {
            throw damaged(image);
        }
    }

    private static ParameterException damaged(ImagePlus image) {
        return new ParameterException("the latents that '" + image.getTitle() + "' carries are damaged");
    }

    private static String encoded(GeneratedImages images, int first, int count) {
        int size = images.spec().latentSize();
        float[] values = new float[count * size];
        for (int i = 0; i < count; i++) {
            if (images.hasLatent(first + i)) {
                System.arraycopy(images.latent(first + i), 0, values, i * size, size);
            }
        }
        return encoded(values);
    }

    private static String encoded(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    private static String version() {
        String version = ImageTags.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    /** The opposite of {@link #ascii}. */
    private static String plain(String ascii) {
        Matcher escape = Pattern.compile("\\\\u([0-9a-f]{4})").matcher(ascii);
        StringBuffer text = new StringBuffer();
        while (escape.find()) {
            String character = String.valueOf((char) Integer.parseInt(escape.group(1), 16));
            escape.appendReplacement(text, Matcher.quoteReplacement(character));
        }
        return escape.appendTail(text).toString();
    }

    /** Writes what is not ASCII as Java does, {@code \}{@code u00b5} for the micro sign. */
    static String ascii(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (char next : text.toCharArray()) {
            if (next >= ' ' && next <= '~') {
                plain.append(next);
            } else {
                plain.append(String.format(Locale.ROOT, "\\u%04x", (int) next));
            }
        }
        return plain.toString();
    }
}
