package io.github.latentj.trainer;

import io.github.latentj.trainer.run.RunFolder;
import io.github.latentj.trainer.run.RunReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "report",
        description = "Writes report.html of a run anew, also while it is training.",
        footerHeading = "%nExamples:%n",
        footer = "  latentj-trainer report runs/nuclei")
final class ReportCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUN", description = "The run folder.")
    private Path run;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        try (RunFolder folder = RunFolder.view(run)) {
            spec.commandLine()
                    .getOut()
                    .println(RunReport.write(folder).toAbsolutePath().normalize());
        }
        return ExitCode.DONE;
    }
}
