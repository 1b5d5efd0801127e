package io.github.latentj.imagej.parameter;

import java.util.List;

/** Parameters of a command are wrong. The message lists every problem with its key and what is allowed. */
public final class ParameterException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public ParameterException(String problem) {
        super(problem);
    }

    public ParameterException(List<String> problems) {
        super(String.join("\n", problems));
    }
}
