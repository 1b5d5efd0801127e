package io.github.latentj.scijava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ij.ImagePlus;
import io.github.latentj.imagej.LatentModel;
import io.github.latentj.imagej.ScriptedCommand;
import io.github.latentj.inference.TinyModel;
import java.awt.EventQueue;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.io.IOService;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;

/** What a script in Fiji finds, in a real SciJava context. */
class LatentJServiceTest {
    private static Context context;

    @TempDir
    private Path folder;

    private LatentJService latentj;
    private Path file;

    @BeforeAll
    static void startSciJava() {
        context = new Context();
    }

    @AfterAll
    static void stopSciJava() {
        context.dispose();
    }

    @BeforeEach
    void writeModel() {
        latentj = context.service(LatentJService.class);
        file = new TinyModel(8, 1).write(folder.resolve("generator.onnx"));
    }

    @Test
    void latentsGoBetweenImagesAndArrays() {
        LatentModel model = latentj.open(file.toFile());
        ImagePlus stack = latentj.run("Generate", Map.of("model", file, "count", 3, "seed", 7L, "output", "stack"))
                .get(0);

        List<float[]> carried = model.latents(stack);
        ImagePlus again = model.generate(carried);

        assertThat(carried.get(2)).isEqualTo(model.sample(7, 3));
        for (int slice = 1; slice <= 3; slice++) {
            assertThat(again.getStack().getPixels(slice))
                    .isEqualTo(stack.getStack().getPixels(slice));
        }
        assertThat(model.interpolate(carried.get(0), carried.get(1), 1)).isEqualTo(carried.get(1));
        assertThat(stack.isVisible()).isFalse();
    }

    @Test
    void setLatentChangesSliceOrCellAndItsLatent() {
        LatentModel model = latentj.open(file.toString());
        float[] latent = model.sample(99, 1);
        byte[] expected = (byte[]) model.generate(latent).getProcessor().getPixels();
        for (String output : new String[] {"stack", "montage"}) {
            ImagePlus image = latentj.run("LatentJ Generate...", Map.of("model", file, "count", 4, "output", output))
                    .get(0);
            List<float[]> before = model.latents(image);

            model.setLatent(image, 3, latent);

            assertThat(model.latents(image).get(2)).isEqualTo(latent);
            assertThat(model.latents(image).get(1)).isEqualTo(before.get(1));
            assertThat(part(image, 3)).isEqualTo(expected);
            assertThat(image.getProp("LatentJ.operation")).isEqualTo("generate; latent of image 3 set");
        }
    }

    private static byte[] part(ImagePlus image, int number) {
        boolean stack = image.getStackSize() > 1;
        ij.process.ImageProcessor pixels = image.getStack().getProcessor(stack ? number : 1);
        pixels.setRoi(stack ? 0 : (number - 1) % 2 * 16, stack ? 0 : (number - 1) / 2 * 16, 16, 16);
        return (byte[]) pixels.crop().getPixels();
    }

    @Test
    void directionMovesLatents() {
        latentj.run("Direction", Map.of("model", file, "name", "left", "from", "seed:1#1-4", "to", "seed:2#1-4"));
        LatentModel model = latentj.open(file.toFile());
        float[] start = model.sample(1, 1);

        float[] moved = model.applyDirection(start, "left", -2);

        double squares = 0;
        for (int i = 0; i < start.length; i++) {
            squares += Math.pow(moved[i] - start[i], 2);
        }
        assertThat(Math.sqrt(squares)).isCloseTo(2, org.assertj.core.data.Offset.offset(1e-5));
        assertThat(model.directions()).containsExactly("left");
    }

    @Test
    void everyCommandOfTheMenuIsACommandForScripts() {
        CommandService commands = context.service(CommandService.class);
        for (ScriptedCommand command : ScriptedCommand.all()) {
            String name = "io.github.latentj.scijava."
                    + command.name()
                            .replace("LatentJ ", "")
                            .replace(" from ", " From ")
                            .replace(" ", "");
            CommandInfo info = commands.getCommand(name);
            assertThat(info).as(name).isNotNull();
            assertThat(info.getMenuPath()).as(name).isEmpty();
            assertThat(info.inputs())
                    .as(name + " must have a field '@Parameter(required = false, persist = false) private Object KEY'"
                            + " for each key of the macro line, in its order")
                    .extracting(ModuleItem::getName)
                    .filteredOn(input -> !input.equals("image"))
                    .containsExactlyElementsOf(command.keys().keySet());
        }
    }

    @Test
    void commandWithoutMenuGivesImagesAndTakesDocumentedDefaults() throws Exception {
        CommandService commands = context.service(CommandService.class);
        ImagePlus stack = image(commands, Generate.class, "model", file.toFile(), "seed", 7, "output", "stack");

        ImagePlus walk = image(
                commands,
                Interpolate.class,
                "image",
                stack,
                "points",
                Arrays.asList(1, 6),
                "steps",
                4.0,
                "output",
                "stack");

        assertThat(stack.getStackSize()).as("16 is the default").isEqualTo(16);
        assertThat(walk.getStackSize()).isEqualTo(5);
        assertThat(walk.getStack().getPixels(1)).isEqualTo(stack.getStack().getPixels(1));
    }

    private static ImagePlus image(CommandService commands, Class<? extends MenulessCommand> type, Object... inputs)
            throws Exception {
        Module done = commands.run(type, true, inputs).get();
        return (ImagePlus) done.getOutput("result");
    }

    @Test
    void wrongKeysAndValuesAreNamed() {
        CommandService commands = context.service(CommandService.class);

        assertThatThrownBy(() -> commands.run(Generate.class, true, "model", file.toFile(), "count", "many")
                        .get())
                .isInstanceOf(ExecutionException.class)
                .rootCause()
                .hasMessage("LatentJ Generate: " + "count must be a whole number from 1 to 10000, found 'many'");
        assertThatThrownBy(() -> commands.run(Generate.class, true, "cuont", 3).get())
                .hasMessage("No such input: cuont");
        assertThatThrownBy(() -> latentj.run("Generate", Map.of("cuont", 3)))
                .hasMessageContaining("LatentJ Generate: unknown key 'cuont'")
                .hasMessageContaining("model is required");
        assertThatThrownBy(() -> latentj.run("Generat", Map.of()))
                .hasMessageStartingWith("LatentJ has no command 'Generat', but LatentJ Open Model, LatentJ Generate");
        assertThatThrownBy(() -> latentj.open(file.toFile()).generate(new float[7]))
                .hasMessage("a latent of this model has 8 components, found 7");
        assertThatThrownBy(() -> latentj.open(file.toFile()).generate(new float[] {1, 2, 3, 4, 5, 6, 7, Float.NaN}))
                .hasMessage("a latent must be finite, found the component NaN");
    }

    @Test
    void priorThatAFileDoesNotTellIsNormalUnlessTheScriptSaysOtherwise() {
        assertThat(latentj.open(file.toFile()).spec().prior().key()).isEqualTo("normal");
        assertThat(latentj.open(file.toFile(), "uniform").spec().prior().key()).isEqualTo("uniform");
        assertThat(latentj.open(file.toFile(), "uniform").sample(7, 1))
                .isNotEqualTo(latentj.open(file.toFile()).sample(7, 1));
        assertThatThrownBy(() -> latentj.open(file.toFile(), "gaussian"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("prior must be 'auto' or 'normal' or 'uniform', found 'gaussian'");
    }

    @Test
    void eventThreadIsRefusedBecauseItWouldFreeze() throws Exception {
        LatentModel model = latentj.open(file.toFile());
        float[] latent = model.sample(7, 1);
        ImagePlus image = model.generate(latent);

        assertThat(toldOnEventThread(() -> latentj.run("Generate", Map.of("model", file))))
                .startsWith("LatentJ Generate was called on the event thread");
        assertThat(toldOnEventThread(() -> latentj.open(file.toFile())))
                .startsWith("LatentJ was called on the event thread");
        assertThat(toldOnEventThread(() -> model.generate(latent)))
                .startsWith("LatentJ, generate was called on the event thread");
        assertThat(toldOnEventThread(() -> model.setLatent(image, 1, latent)))
                .startsWith("LatentJ, image 1 was called on the event thread");
        assertThat(toldOnEventThread(() -> model.score(image)))
                .startsWith("LatentJ, score was called on the event thread");
    }

    private static String toldOnEventThread(Runnable call) throws Exception {
        AtomicReference<String> told = new AtomicReference<>("nothing");
        EventQueue.invokeAndWait(() -> {
            try {
                call.run();
            } catch (IllegalStateException refused) {
                told.set(refused.getMessage());
            }
        });
        return told.get();
    }

    @Test
    void modelsOpenLikeFiles() throws Exception {
        IOService files = context.service(IOService.class);

        assertThat(files.getOpener(file.toString())).isInstanceOf(OnnxOpener.class);
        assertThat(files.getOpener(file.toString()).getInfo().is("eager")).isTrue();
        assertThat(((ImagePlus) files.open(file.toString())).getProp("LatentJ.count"))
                .isEqualTo("9");
    }
}
