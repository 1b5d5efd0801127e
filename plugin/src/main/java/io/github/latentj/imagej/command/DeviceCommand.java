package io.github.latentj.imagej.command;

import io.github.latentj.explore.MeasureSpeed;
import io.github.latentj.imagej.parameter.Parameter;
import io.github.latentj.imagej.parameter.ParameterException;
import io.github.latentj.imagej.parameter.ParameterTable;
import io.github.latentj.imagej.parameter.ParameterValues;
import io.github.latentj.imagej.window.DevicePreference;
import io.github.latentj.imagej.window.FactSheet;
import io.github.latentj.imagej.window.StatusBarProgress;
import io.github.latentj.inference.GeneratorModels;
import io.github.latentj.inference.runtime.DeviceReport;
import io.github.latentj.inference.runtime.Devices;
import io.github.latentj.inference.runtime.Progress;
import java.util.LinkedHashMap;
import java.util.Map;

/** <em>LatentJ Device...</em>: what models run on, and the choice of it. */
final class DeviceCommand implements Command {
    private final ParameterTable parameters = new ParameterTable(
            Parameter.choice(
                    "use",
                    "Use from now on",
                    "What models run on from now on, also after a restart. cuda: an NVIDIA GPU, or the CPU where that"
                            + " does not work.",
                    "unchanged",
                    "cpu",
                    "cuda"),
            Parameter.optionalFile(
                    "cuda_folder",
                    "CUDA folder or jar",
                    "For use=cuda: the folder with ONNX Runtime's libraries for CUDA, or the onnxruntime_gpu jar, which"
                            + " is unpacked beside itself."),
            Parameter.optionalFile(
                    "measure",
                    "Measure speed of model",
                    "A generator whose speed is measured for a few seconds. Empty: none."));

    @Override
    public String key() {
        return "device";
    }

    @Override
    public String title() {
        return "LatentJ Device";
    }

    @Override
    public String intro() {
        return "Tells what models run on: the CPU, or an NVIDIA GPU by CUDA; why not CUDA, and how to get it.";
    }

    @Override
    public ParameterTable parameters() {
        return parameters;
    }

    @Override
    public String stopped() {
        return "stopped: the speed was not measured";
    }

    @Override
    public void run(ParameterValues values, Progress progress) {
        choose(values);
        Map<String, String> facts = new LinkedHashMap<>();
        DeviceReport report = Devices.report();
        facts.put("In use", report.inUse());
        facts.put("ONNX Runtime", report.version() + ", in a process of its own");
        report.whyOlder().ifPresent(why -> facts.put("Why not a newer one", why));
        facts.put("Providers of this build", String.join(", ", report.providers()));
        report.whyNotCuda().ifPresent(why -> {
            facts.put("Why not CUDA", why);
            facts.put("How to get CUDA", DeviceReport.howToGetCuda());
        });
        Devices.chosen().cudaFolder().ifPresent(folder -> facts.put("CUDA folder", folder.toString()));
        if (!values.text("measure").isEmpty()) {
            facts.put("Speed", new MeasureSpeed(GeneratorModels.shared()).run(values.path("measure"), progress));
        }
        StatusBarProgress.clear(title() + ": " + report.inUse());
        FactSheet.show(title(), facts);
    }

    private static void choose(ParameterValues values) {
        boolean cuda = values.text("use").equals("cuda");
        boolean named = !values.text("cuda_folder").isEmpty();
        if (cuda && named) {
            DevicePreference.cuda(values.path("cuda_folder"));
        } else if (cuda && !Devices.chosen().cudaFolder().isPresent()) {
            throw new ParameterException("use=cuda needs cuda_folder: " + DeviceReport.howToGetCuda());
        } else if (values.text("use").equals("cpu")) {
            DevicePreference.cpu();
        }
    }
}
