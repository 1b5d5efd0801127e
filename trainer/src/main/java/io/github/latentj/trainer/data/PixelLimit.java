package io.github.latentj.trainer.data;

/** The largest picture that is read; judged by its header, before memory is taken for it. */
final class PixelLimit {
    private static final long MOST_PIXELS = 89_000_000;

    private PixelLimit() {}

    static void check(long width, long height) throws UnreadableImageException {
        if (width < 1 || height < 1) {
            throw new UnreadableImageException("its header claims " + width + " x " + height + " pixels");
        }
        if (width > MOST_PIXELS || height > MOST_PIXELS || width * height > MOST_PIXELS) {
            throw new UnreadableImageException("its header claims " + width + " x " + height + " pixels, more than "
                    + MOST_PIXELS / 1_000_000 + " million are not read");
        }
    }
}
