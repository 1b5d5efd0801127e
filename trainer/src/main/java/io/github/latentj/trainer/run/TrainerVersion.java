package io.github.latentj.trainer.run;

import java.util.Objects;

/** The version of this trainer, as its jar says; {@code development} when run from class files. */
public final class TrainerVersion {
    private TrainerVersion() {}

    public static String current() {
        return Objects.requireNonNullElse(TrainerVersion.class.getPackage().getImplementationVersion(), "development");
    }
}
