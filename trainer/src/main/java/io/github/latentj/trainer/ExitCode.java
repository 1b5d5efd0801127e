package io.github.latentj.trainer;

import io.github.latentj.trainer.config.InvalidSettingsException;
import io.github.latentj.trainer.data.LostImageException;
import io.github.latentj.trainer.data.NoImagesException;
import io.github.latentj.trainer.export.ModelFileException;
import io.github.latentj.trainer.export.OnnxEngineUnavailableException;
import io.github.latentj.trainer.model.EngineUnavailableException;
import io.github.latentj.trainer.run.RunFolderException;
import io.github.latentj.trainer.run.UnusableRunException;
import io.github.latentj.trainer.train.DivergedException;
import io.github.latentj.trainer.train.NotEnoughMemoryException;
import java.io.IOException;
import java.util.Map;

/** What the process tells the shell, by who must act. */
final class ExitCode {
    static final int DONE = 0;
    static final int OUR_BUG = 1;
    static final int USAGE = 2;
    static final int INPUT_DATA = 3;
    static final int ENVIRONMENT = 4;
    static final int DIVERGED = 5;

    private static final Map<Class<? extends Throwable>, Integer> BY_FAILURE = Map.ofEntries(
            Map.entry(InvalidSettingsException.class, USAGE),
            Map.entry(NoImagesException.class, INPUT_DATA),
            Map.entry(LostImageException.class, INPUT_DATA),
            Map.entry(ModelFileException.class, INPUT_DATA),
            Map.entry(UnusableRunException.class, INPUT_DATA),
            Map.entry(RunFolderException.class, ENVIRONMENT),
            Map.entry(EngineUnavailableException.class, ENVIRONMENT),
            Map.entry(OnnxEngineUnavailableException.class, ENVIRONMENT),
            Map.entry(IOException.class, ENVIRONMENT),
            Map.entry(OutOfMemoryError.class, ENVIRONMENT),
            Map.entry(NotEnoughMemoryException.class, ENVIRONMENT),
            Map.entry(DivergedException.class, DIVERGED));

    private ExitCode() {}

    static int of(Throwable failure) {
        return BY_FAILURE.entrySet().stream()
                .filter(entry -> entry.getKey().isInstance(failure))
                .mapToInt(Map.Entry::getValue)
                .findFirst()
                .orElse(OUR_BUG);
    }
}
