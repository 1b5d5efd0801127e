package io.github.latentj.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import ij.IJ;
import ij.ImagePlus;
import io.github.latentj.e2e.ImageJFolder.Outcome;
import io.github.latentj.inference.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * What ImageJ's own commands do to images that carry latents: afterwards their first and second image are named to
 * <em>LatentJ Interpolate...</em>, whose ends then tell which latents were found.
 */
class LatentsTravelTest {
    /** Commands that keep what slices carry: the images, counted from 1, that then come first and second. */
    private static final String[][] KEPT = {
        {"asTheyAre", "", "1,2"},
        {"duplicate", "run('Duplicate...', 'duplicate');", "1,2"},
        {"duplicateRange", "run('Duplicate...', 'duplicate range=2-3');", "2,3"},
        {"substack", "run('Make Substack...', 'slices=2,4');", "2,4"},
        {"reduce", "run('Reduce...', 'reduction=2');", "1,3"},
        {"reverse", "run('Reverse');", "4,3"},
        {"crop", "makeRectangle(4, 4, 8, 8); run('Crop');", "1,2"},
        {"deleteSlice", "setSlice(1); run('Delete Slice');", "2,3"},
        {"gray", "run('8-bit');", "1,2"},
        {"scaled", "run('Size...', 'width=32 height=32 depth=4 average interpolation=Bilinear');", "1,2"},
        {"turned", "run('Rotate 90 Degrees Right');", "1,2"},
        {"blurred", "run('Gaussian Blur...', 'sigma=1 stack');", "1,2"},
        {"toImagesAndBack", "run('Stack to Images'); run('Images to Stack', 'use');", "1,2"},
        {"zip", "saveAs('ZIP', 'OUT/any.zip'); close(); open('OUT/any.zip');", "1,2"},
        {"tiff", "saveAs('Tiff', 'OUT/any.tif'); close(); open('OUT/any.tif');", "1,2"},
        {
            "concatenated",
            "rename('a'); run('Duplicate...', 'duplicate title=b'); run('Concatenate...', 'title=ab image1=b"
                    + " image2=a');",
            "1,2"
        },
        {
            "sequence",
            "File.makeDirectory('OUT/seq'); run('Image Sequence... ', 'dir=OUT/seq/ format=TIFF name=s use');"
                    + " close(); File.openSequence('OUT/seq/');",
            "1,2"
        },
    };

    /** Commands after which no image of the result is the image of one latent, or ImageJ forgets which. */
    private static final String[][] DROPPED = {
        {"projection", "run('Z Project...', 'projection=[Average Intensity]');"},
        {"groupedProjection", "run('8-bit'); run('Grouped Z Project...', 'projection=[Average Intensity] group=2');"},
        {"montage", "run('Make Montage...', 'columns=2 rows=2 scale=1');"},
        {"combined", "rename('a'); run('Duplicate...', 'duplicate title=b'); run('Combine...', 'stack1=a stack2=b');"},
        {"png", "setSlice(1); saveAs('PNG', 'OUT/any.png'); close(); open('OUT/any.png');"},
        {
            "hyperstack",
            "run('8-bit'); run('Stack to Hyperstack...', 'order=xyczt(default) channels=2 slices=2 frames=1"
                    + " display=Grayscale');"
        },
    };

    @RegisterExtension
    static final XvfbDisplay DISPLAY = new XvfbDisplay();

    @TempDir
    private Path folder;

    @Test
    void latentsGoWithTheirSlicesOrTheCommandSaysThatTheyAreLost() throws Exception {
        Path out = Files.createDirectories(folder.resolve("out"));
        Path model = new TinyModel(8, 3).write(folder.resolve("model.onnx"));
        String generate = "run('LatentJ Generate...', 'model=" + model + " count=4 seed=7 output=stack');";
        List<String> macros = new ArrayList<>();
        macros.add("original=" + generate + "saveAs('Tiff', '" + out + "/original.tif');");
        for (String[] command : KEPT) {
            macros.add(line(command, generate, out));
        }
        for (String[] command : DROPPED) {
            macros.add(line(command, generate, out));
        }
        Path list = Files.write(folder.resolve("macros.txt"), macros);
        ImageJFolder imageJ = new ImageJFolder(folder.resolve("ImageJ"), DISPLAY);

        Outcome outcome =
                imageJ.runDriver(TravelDriver.class, imageJ.path().toString(), out.toString(), list.toString());

        assertThat(outcome.ended() && outcome.exitCode() == 0)
                .as(outcome.output())
                .isTrue();
        List<String> latents = latents(out.resolve("original.tif"));
        Map<String, String> expected = new TreeMap<>();
        Map<String, String> found = new TreeMap<>();
        for (String[] command : KEPT) {
            expected.put(command[0], command[2]);
            found.put(command[0], found(command[0], out, latents));
        }
        for (String[] command : DROPPED) {
            expected.put(command[0], "dropped");
            found.put(command[0], found(command[0], out, latents));
        }
        assertThat(found).isEqualTo(expected);
    }

    private static String line(String[] command, String generate, Path out) {
        return command[0] + "=" + generate + command[1].replace("OUT", out.toString())
                + "run('LatentJ Interpolate...', 'points=1,2 steps=1 output=stack');" + "saveAs('Tiff', '" + out + "/"
                + command[0] + ".tif');";
    }

    /** The numbers of the original images, or {@code dropped} if the command said so, or what it said. */
    private static String found(String name, Path out, List<String> latents) throws IOException {
        Path ends = out.resolve(name + ".tif");
        if (Files.exists(ends)) {
            List<String> carried = latents(ends);
            return (latents.indexOf(carried.get(0)) + 1) + "," + (latents.indexOf(carried.get(1)) + 1);
        }
        String log = Files.readString(out.resolve(name + ".log"));
        return log.matches("(?s).*LatentJ Interpolate: '[^']*' (carries no latent|shows several latents).*")
                ? "dropped"
                : log;
    }

    private static List<String> latents(Path stack) {
        ImagePlus image = IJ.openImage(stack.toString());
        List<String> latents = new ArrayList<>();
        for (int slice = 1; slice <= image.getStackSize(); slice++) {
            latents.add(image.getStack()
                    .getSliceLabel(slice)
                    .split("LatentJ.latent=")[1]
                    .split(" ")[0]);
        }
        return latents;
    }
}
