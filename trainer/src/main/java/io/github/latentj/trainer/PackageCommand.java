package io.github.latentj.trainer;

import io.github.latentj.trainer.bioimageio.ModelPackage;
import io.github.latentj.trainer.bioimageio.PackageLabels;
import io.github.latentj.trainer.run.RunFacts;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "package",
        description = "Packs an exported model into one zip for BioImage.IO, which LatentJ in ImageJ opens too.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  latentj-trainer package runs/nuclei --out nuclei.zip",
            "  latentj-trainer package runs/nuclei --out nuclei.zip \\",
            "      --license CC-BY-4.0 --tag nuclei"
        })
final class PackageCommand implements Callable<Integer> {
    @Parameters(paramLabel = "MODEL", description = "A run folder or another folder with generator.onnx.")
    private Path model;

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "The zip; must not exist.")
    private Path out;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Of the model; default: LatentJ generator and the folder's name.")
    private String name;

    @Option(
            names = "--description",
            paramLabel = "TEXT",
            description = "A sentence or two; default: what the file itself tells.")
    private String description;

    @Option(
            names = "--author",
            paramLabel = "NAME",
            description = "A name; may be given more than once. Default: nobody is named.")
    private List<String> authors = new ArrayList<>();

    @Option(
            names = "--license",
            paramLabel = "ID",
            description = "An identifier of spdx.org/licenses such as CC-BY-4.0. Default: none is stated.")
    private String license;

    @Option(
            names = "--tag",
            paramLabel = "WORD",
            description = "For searching, such as nuclei; may be given more than once.")
    private List<String> tags = new ArrayList<>();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        GivenModel.requireThere(model);
        ModelPackage.write(model, new PackageLabels(name, description, authors, license, tags), out);
        PrintWriter console = spec.commandLine().getOut();
        console.println("The package is " + out.toAbsolutePath().normalize());
        if (authors.isEmpty()) {
            console.println("It names no author; BioImage.IO asks for one: --author");
        }
        if (license == null) {
            console.println("It states no licence, so nobody else may pass it on: --license");
        }
        RunFacts.warning(model).ifPresent(console::println);
        return ExitCode.DONE;
    }
}
