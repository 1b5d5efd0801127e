package io.github.latentj.scijava;

import org.scijava.Priority;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Plugin;

/**
 * Keeps SciJava from asking for missing inputs of LatentJ's commands in a dialog, or from taking those of the last run:
 * a script means the same each time. Also keeps it from showing images twice.
 */
@Plugin(type = PreprocessorPlugin.class, priority = Priority.FIRST)
public final class AllInputsGiven extends AbstractPreprocessorPlugin {
    @Override
    public void process(Module module) {
        if (module.getDelegateObject() instanceof MenulessCommand) {
            for (ModuleItem<?> input : module.getInfo().inputs()) {
                module.resolveInput(input.getName());
            }
            module.resolveOutput("results");
        }
    }
}
