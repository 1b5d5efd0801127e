package io.github.latentj.imagej;

import ij.ImagePlus;
import io.github.latentj.explore.GeneratedImages;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;

/**
 * What an image made by LatentJ says about itself: that it is synthetic, from which model, and from which latents.
 * Image properties and slice labels survive saving as TIFF; both are kept to ASCII, because ImageJ's TIFF reader
 * garbles everything else.
 *
 * <p>In a stack each slice carries its own latent in its label, so that substacks and reordered stacks stay right; in a
 * montage the image carries all latents in the order of its cells.
 */
final class ImageTags {
    static final String SYNTHETIC = "LatentJ.synthetic";
    static final String VERSION = "LatentJ.version";
    static final String OPERATION = "LatentJ.operation";
    static final String SEED = "LatentJ.seed";
    static final String MODEL = "LatentJ.model";
    static final String MODEL_SHA256 = "LatentJ.model_sha256";
    static final String PRIOR = "LatentJ.prior";
    static final String LATENT_SIZE = "LatentJ.latent_size";
    static final String COUNT = "LatentJ.count";
    /** {@code montage} or {@code stack}. */
    static final String LAYOUT = "LatentJ.layout";

    static final String COLUMNS = "LatentJ.columns";
    static final String ROWS = "LatentJ.rows";
    /** All latents of a montage: base64 of little-endian float32 [count][latent size]. */
    static final String LATENTS = "LatentJ.latents";

    private static final String SLICE_LATENT = "LatentJ.latent=";

    private ImageTags() {}

    static void write(ImagePlus image, GeneratedImages images, String layout, int columns, int rows) {
        image.setProp(SYNTHETIC, "true");
        image.setProp(VERSION, version());
        image.setProp(OPERATION, images.operation());
        image.setProp(SEED, String.valueOf(images.seed()));
        image.setProp(MODEL, ascii(images.model().toString()));
        image.setProp(MODEL_SHA256, images.modelSha256());
        image.setProp(PRIOR, images.spec().prior().key());
        image.setProp(LATENT_SIZE, String.valueOf(images.spec().latentSize()));
        image.setProp(COUNT, String.valueOf(images.count()));
        image.setProp(LAYOUT, layout);
        image.setProp(COLUMNS, String.valueOf(columns));
        image.setProp(ROWS, String.valueOf(rows));
        if (layout.equals("montage") || images.count() == 1) {
            image.setProp(LATENTS, encoded(images, 0, images.count()));
        }
    }

    /** A slice label: {@code shown} is what ImageJ displays, the latent follows on a line of its own. */
    static String sliceLabel(String shown, GeneratedImages images, int index) {
        return ascii(shown) + "\n" + SLICE_LATENT + encoded(images, index, 1);
    }

    private static String encoded(GeneratedImages images, int first, int count) {
        ByteBuffer bytes = ByteBuffer.allocate(count * images.spec().latentSize() * Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        for (int i = first; i < first + count; i++) {
            for (float component : images.latent(i)) {
                bytes.putFloat(component);
            }
        }
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    private static String version() {
        String version = ImageTags.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    /** Writes what is not ASCII as Java does, {@code \}{@code u00b5} for the micro sign. */
    static String ascii(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (char next : text.toCharArray()) {
            if (next >= ' ' && next <= '~') {
                plain.append(next);
            } else {
                plain.append(String.format(java.util.Locale.ROOT, "\\u%04x", (int) next));
            }
        }
        return plain.toString();
    }
}
