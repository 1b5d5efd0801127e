package io.github.latentj.trainer.run;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;

/** The part of a run's report that draws what was measured after steps and epochs, and says how to read it. */
final class CurvesChapter {
    private static final int MOST_POINTS = 400;

    private final StringBuilder page = new StringBuilder();

    private CurvesChapter() {}

    /** Empty if nothing was measured. */
    static String html(RunFolder folder) throws IOException {
        CurvesChapter chapter = new CurvesChapter();
        List<String> lines = Files.exists(folder.metrics()) ? MetricsFile.wholeLines(folder.metrics()) : List.of();
        if (lines.size() > MOST_POINTS) {
            chapter.page.append(String.format(
                    Locale.ROOT,
                    "<p>Each point over steps is the mean of about %d steps, so single peaks are lower here than in metrics.csv.</p>%n",
                    Math.round((double) lines.size() / MOST_POINTS)));
        }
        if (!lines.isEmpty()) {
            chapter.steps(LossPlot.averaged(lines, Math.min(lines.size(), MOST_POINTS)));
        }
        List<EpochsFile.Line> epochs = new EpochsFile(folder.epochs()).read();
        if (!epochs.isEmpty()) {
            chapter.epochs(epochs);
        }
        return chapter.page.toString();
    }

    private void steps(double[][] c) {
        chart(
                "Losses in nats",
                "How wrong each network was; a nat is the unit of natural logarithms. Pure guessing costs the"
                        + " discriminator 1.4 and the generator 0.7.",
                new SvgChart("step").line("discriminator", c[1], c[2]).line("generator", c[1], c[3]));
        chart(
                "Mean scores of the discriminator",
                "How real the discriminator takes images to be, from 0 (surely generated) to 1 (surely real). \"After the"
                        + " update\" are the same generated images once the discriminator has learnt from them, in the same"
                        + " step.",
                new SvgChart("step")
                        .line("real, D(x)", c[1], c[4])
                        .line("generated, D(G(z))", c[1], c[5])
                        .line("generated, after the update", c[1], c[8]));
        chart(
                "Lengths of the gradients",
                "How strongly each step pulled at all weights of a network together; lengths that keep growing announce"
                        + " divergence.",
                new SvgChart("step").line("discriminator", c[1], c[6]).line("generator", c[1], c[7]));
    }

    private void epochs(List<EpochsFile.Line> epochs) {
        double[] x = epochs.stream().mapToDouble(EpochsFile.Line::epoch).toArray();
        double[] diversity =
                epochs.stream().mapToDouble(EpochsFile.Line::diversity).toArray();
        double[] distance =
                epochs.stream().mapToDouble(EpochsFile.Line::distance).toArray();
        double[] floor =
                epochs.stream().mapToDouble(EpochsFile.Line::realDistance).toArray();
        chart(
                "Diversity of the images",
                "How much generated images differ from each other, in the mean of all pairs: 1 is as much as real ones do,"
                        + " 0 is always the same image.",
                new SvgChart("epoch").line("diversity", x, diversity).reaching(0, 1));
        chart(
                "Distance of generated to real images (sliced Wasserstein)",
                "How far pixel values would have to be moved to make real images of generated ones, in the mean over"
                        + " random directions; lower is better, for epochs of the same run. Real images to other real ones:"
                        + " below that line nothing can be seen.",
                new SvgChart("epoch")
                        .line("generated to real", x, distance)
                        .line("real to real", x, floor)
                        .reaching(0, 0));
    }

    private void chart(String title, String meaning, SvgChart chart) {
        page.append("<h2>")
                .append(RunReport.escaped(title))
                .append("</h2>\n<p>")
                .append(RunReport.escaped(meaning))
                .append("</p>\n")
                .append(chart.toSvg());
    }
}
