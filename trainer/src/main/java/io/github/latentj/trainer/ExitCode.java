package io.github.latentj.trainer;

import io.github.latentj.trainer.config.InvalidSettingsException;
import io.github.latentj.trainer.data.NoImagesException;
import io.github.latentj.trainer.export.ModelFileException;
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

    private static final Map<Class<? extends Throwable>, Integer> BY_FAILURE = Map.of(
            InvalidSettingsException.class, USAGE,
            NoImagesException.class, INPUT_DATA,
            ModelFileException.class, INPUT_DATA,
            UnusableRunException.class, INPUT_DATA,
            RunFolderException.class, ENVIRONMENT,
            EngineUnavailableException.class, ENVIRONMENT,
            IOException.class, ENVIRONMENT,
            OutOfMemoryError.class, ENVIRONMENT,
            NotEnoughMemoryException.class, ENVIRONMENT,
            DivergedException.class, DIVERGED);

    private ExitCode() {}

    static int of(Throwable failure) {
        return BY_FAILURE.entrySet().stream()
                .filter(entry -> entry.getKey().isInstance(failure))
                .mapToInt(Map.Entry::getValue)
                .findFirst()
                .orElse(OUR_BUG);
    }
}
