package io.github.latentj.trainer.data;

import java.io.IOException;

/**
 * Gives the values of pictures: held ones at once, others decoded anew, which gives the same values bit for bit. The last
 * file and the last picture stay at hand, since neighbours often share them. For one thread.
 */
final class PictureReader {
    private static final String CHANGED = "it is not the picture that was read in the beginning";

    private final Preparation preparation;
    private final CropMode crop;
    private InputFile file;
    private ImageDecoder decoder;
    private Picture last;
    private StoredPicture lastValues;

    PictureReader(Preparation preparation, CropMode crop) {
        this.preparation = preparation;
        this.crop = crop;
    }

    /** @throws LostImageException if the picture is no longer what it was when the set was read */
    StoredPicture values(Picture picture) {
        if (picture.held() != null) {
            return picture.held();
        }
        if (picture != last) {
            lastValues = decodedAnew(picture);
            last = picture;
        }
        return lastValues;
    }

    private StoredPicture decodedAnew(Picture picture) {
        StoredPicture values = values(picture.source());
        if (values.contentHash() != picture.contentHash()) {
            throw lost(picture.source(), CHANGED);
        }
        return values.withColour(picture.channels());
    }

    /**
     * The values of a picture as they are now, with the channels that its file has.
     *
     * @throws LostImageException if it cannot be read any more
     */
    StoredPicture values(PictureSource source) {
        try {
            StoredPicture values = read(source);
            if (values == null) {
                throw lost(source, CHANGED);
            }
            return values;
        } catch (IOException e) {
            throw lost(source, InputFile.reason(e));
        } catch (UnreadableImageException e) {
            throw lost(source, e.getMessage());
        }
    }

    private LostImageException lost(PictureSource source, String reason) {
        // It may be whole again when it is asked for the next time.
        forget();
        return new LostImageException(
                "cannot read the image " + PictureSource.printable(source.file().place()) + " any more: " + reason);
    }

    /** Null if the file has no such picture any more. */
    private StoredPicture read(PictureSource source) throws IOException, UnreadableImageException {
        if (source.file() != file) {
            forget();
            byte[] stored = source.file().content();
            decoder = new ImageDecoder(ImageFormat.of(stored) == ImageFormat.IDX ? IdxFile.unpacked(stored) : stored);
            file = source.file();
        }
        OnePicture taker = new OnePicture(source.page());
        decoder.decode(taker);
        return taker.values;
    }

    private void forget() {
        if (decoder != null) {
            decoder.close();
        }
        decoder = null;
        file = null;
    }

    private final class OnePicture implements ImageDecoder.PictureTaker {
        private final int number;
        private StoredPicture values;

        OnePicture(int number) {
            this.number = number;
        }

        @Override
        public boolean wants(int candidate) {
            return candidate == number;
        }

        @Override
        public void accept(DecodedImage decoded) throws UnreadableImageException {
            DecodedImage image = preparation.channels(decoded);
            image.replaceNonFinite();
            values = StoredPicture.of(preparation.cut(image, crop));
        }
    }
}
