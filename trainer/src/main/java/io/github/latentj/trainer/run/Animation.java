package io.github.latentj.trainer.run;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Pictures one after the other as an animated GIF that repeats for ever. */
final class Animation {
    private static final int MOST_FRAMES = 40;
    private static final int DELAY_HUNDREDTHS = 25;
    private static final int LAST_DELAY_HUNDREDTHS = 150;
    private static final String FORMAT = "javax_imageio_gif_image_1.0";

    private Animation() {}

    /** @param pictures at least one, all of one size; of many, {@value #MOST_FRAMES} spread evenly are shown */
    static void write(Path gif, List<Path> pictures) throws IOException {
        AtomicFiles.write(gif, temporary -> {
            ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
            try (OutputStream file = Files.newOutputStream(temporary);
                    ImageOutputStream out = new MemoryCacheImageOutputStream(file)) {
                writer.setOutput(out);
                writer.prepareWriteSequence(null);
                List<Path> frames = spread(pictures, MOST_FRAMES);
                for (int i = 0; i < frames.size(); i++) {
                    BufferedImage frame = ImageIO.read(frames.get(i).toFile());
                    int delay = i == frames.size() - 1 ? LAST_DELAY_HUNDREDTHS : DELAY_HUNDREDTHS;
                    writer.writeToSequence(new IIOImage(frame, null, timing(writer, frame, delay)), null);
                }
                writer.endWriteSequence();
            } finally {
                writer.dispose();
            }
        });
    }

    /** At most {@code most} of the items, the first and the last among them. */
    static <T> List<T> spread(List<T> items, int most) {
        if (items.size() <= most) {
            return items;
        }
        return IntStream.range(0, most)
                .mapToObj(i -> items.get((int) Math.round(i * (items.size() - 1.0) / (most - 1))))
                .toList();
    }

    private static IIOMetadata timing(ImageWriter writer, BufferedImage frame, int delay) throws IOException {
        IIOMetadata metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(frame), null);
        IIOMetadataNode root = new IIOMetadataNode(FORMAT);
        IIOMetadataNode control = new IIOMetadataNode("GraphicControlExtension");
        control.setAttribute("disposalMethod", "none");
        control.setAttribute("userInputFlag", "FALSE");
        control.setAttribute("transparentColorFlag", "FALSE");
        control.setAttribute("transparentColorIndex", "0");
        control.setAttribute("delayTime", String.valueOf(delay));
        root.appendChild(control);
        IIOMetadataNode extensions = new IIOMetadataNode("ApplicationExtensions");
        IIOMetadataNode loop = new IIOMetadataNode("ApplicationExtension");
        loop.setAttribute("applicationID", "NETSCAPE");
        loop.setAttribute("authenticationCode", "2.0");
        // Sub-block 1, repeated 0 times: without end.
        loop.setUserObject(new byte[] {1, 0, 0});
        extensions.appendChild(loop);
        root.appendChild(extensions);
        metadata.mergeTree(FORMAT, root);
        return metadata;
    }
}
