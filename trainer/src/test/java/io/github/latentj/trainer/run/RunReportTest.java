package io.github.latentj.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latentj.contract.IntensityMap;
import io.github.latentj.trainer.config.Preset;
import io.github.latentj.trainer.config.TrainingSettings;
import io.github.latentj.trainer.data.ImageSet;
import io.github.latentj.trainer.data.ReadingOptions;
import io.github.latentj.trainer.data.TestImages;
import io.github.latentj.trainer.model.TorchEngine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class RunReportTest {
    @TempDir
    private Path temporary;

    @BeforeAll
    static void startEngine() {
        TorchEngine.start(1);
    }

    /** The page as a strict parser reads it, which fails on markup that is not closed or not escaped. */
    private static Document parsed(Path page) throws Exception {
        DocumentBuilder parser = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        return parser.parse(new InputSource(new StringReader(Files.readString(page))));
    }

    private static List<Element> elements(Document page, String name) {
        NodeList nodes = page.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    @Test
    void trainedRunIsToldOnOnePageThatLoadsNothing() throws Exception {
        TrainingSettings settings = TrainingSettings.of(Preset.TORCH)
                .imageSize(32)
                .latentSize(4)
                .baseFeatures(4)
                .batchSize(4)
                .epochs(8)
                .threads(1)
                .build();
        ImageSet images = TestImages.random(8, 32, 1, IntensityMap.uint8());
        try (RunFolder folder = RunFolder.create(temporary.resolve("a <b> & \"c\""))) {
            folder.writeData(
                    DataRecord.of(temporary.resolve("<script>alert('x')</script>"), ReadingOptions.ofSide(32), images)
                            .withFound(List.of("8 images", "Skipped 1: <b>.txt")));
            folder.writeSettings(settings, ReadingOptions.ofSide(32));
            new TrainingRun(settings, images, new RecordingProgress(new ArrayList<>()), () -> false).start(folder);

            Document page = parsed(folder.report());
            assertThat(page.getElementsByTagName("script").getLength()).isZero();
            assertThat(elements(page, "h1").get(0).getTextContent()).isEqualTo("a <b> & \"c\"");
            assertThat(page.getDocumentElement().getTextContent())
                    .contains(
                            "<script>alert('x')</script>",
                            "epoch 1",
                            "epoch 8",
                            "latent",
                            "training finished",
                            "UTC: all 16 steps are done",
                            "Too early to judge: 16",
                            "Skipped 1: <b>.txt");
            assertThat(elements(page, "svg")).hasSize(5);
            assertThat(elements(page, "polyline")).hasSize(9);
            List<Element> pictures = elements(page, "img");
            assertThat(pictures)
                    .as("six epochs, real, animation, walk, arithmetic")
                    .hasSize(10);
            for (Element picture : pictures) {
                String source = picture.getAttribute("src");
                assertThat(source).startsWith("data:image/");
                byte[] bytes = Base64.getDecoder().decode(source.substring(source.indexOf(',') + 1));
                assertThat(ImageIO.read(new ByteArrayInputStream(bytes)).getWidth())
                        .isGreaterThan(90);
            }
            assertThat(Files.readString(folder.report())).doesNotContain("http", "href", "url(", "@import");
            assertThat(frames(folder.animation())).isEqualTo(8);
        }
    }

    @Test
    void stoppedRunSaysWhereItStoppedAndHowToGoOn() throws Exception {
        try (RunFolder folder = RunFolder.create(temporary.resolve("my run"))) {
            RunLog log = new RunLog(folder.log(), Clock.systemUTC());
            log.note("training from step 0 of 700: a summary");
            log.note("checkpoint saved at step 62 of 700, training stopped");
            assertThat(parsed(RunReport.write(folder)).getDocumentElement().getTextContent())
                    .contains(
                            "Stopped at step 62 of 700, saved 2",
                            "latentj-trainer resume \"" + folder.path().toAbsolutePath() + "\"");
            log.note("training from step 62 of 700: a summary");
            log.alarm("training diverged at step 70: the loss is NaN");
            assertThat(RunStatus.of(folder).orElseThrow().state()).isEqualTo(RunStatus.State.FAILED);
        }
    }

    @Test
    void axesHaveTicksBetweenWholeNumbersUnlessThereIsNothing() {
        double[] y = {1, 2, 1};
        assertThat(new SvgChart("difference")
                        .line("a", new double[] {0.02, 0.05, 0.19}, y)
                        .toSvg())
                .contains(">0.05<", ">0.10<", ">0.15<");
        assertThat(new SvgChart("epoch").line("a", new double[] {1, 2, 3}, y).toSvg())
                .contains(">1<", ">2<", ">3<")
                .doesNotContain(">1.5<", ">2.5<");
    }

    private static int frames(Path gif) throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
        try (ImageInputStream in = ImageIO.createImageInputStream(gif.toFile())) {
            reader.setInput(in);
            return reader.getNumImages(true);
        } finally {
            reader.dispose();
        }
    }

    @Test
    void emptyRunHasAPageTooAndAlarmsAreOnIt() throws Exception {
        try (RunFolder folder = RunFolder.create(temporary.resolve("run"))) {
            assertThat(parsed(RunReport.write(folder)).getDocumentElement().getTextContent())
                    .contains("Not recorded");
            RunLog log = new RunLog(folder.log(), Clock.systemUTC());
            log.note("training from step 0 of 700: a summary");
            assertThat(parsed(RunReport.write(folder)).getDocumentElement().getTextContent())
                    .contains("Training since 2", "; step 0 of 700 is done.", "No epoch is done yet")
                    .doesNotContain("None", "after different epochs, and", "latentj-trainer resume");
            log.alarm("step 7: the generator & co. have <collapsed>");
            log.alarm("step 7: the generator & co. have <collapsed>");
            Document page = parsed(RunReport.write(folder));
            assertThat(elements(page, "p"))
                    .filteredOn(p -> p.getAttribute("class").equals("alarm"))
                    .singleElement()
                    .extracting(Element::getTextContent)
                    .isEqualTo("step 7: the generator & co. have <collapsed>");
        }
    }
}
