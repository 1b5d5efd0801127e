package io.github.latentj.trainer.config;

import java.util.List;

/** Settings outside their ranges: all of them at once. */
public final class InvalidSettingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    public InvalidSettingsException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    /** One line each: the setting, the value found and the range allowed. */
    public List<String> problems() {
        return problems;
    }
}
