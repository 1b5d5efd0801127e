package io.github.latentj.imagej;

import java.util.List;

/** Parameters of a command are wrong. The message lists every problem with its key and what is allowed. */
final class ParameterException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    ParameterException(String problem) {
        super(problem);
    }

    ParameterException(List<String> problems) {
        super(String.join("\n", problems));
    }
}
