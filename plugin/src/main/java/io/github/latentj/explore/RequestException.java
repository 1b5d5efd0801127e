package io.github.latentj.explore;

import java.util.List;

/** A request asks for what cannot be done. The message lists every problem, with what is allowed. */
public final class RequestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RequestException(String problem) {
        super(problem);
    }

    /** One line for each problem. */
    public RequestException(List<String> problems) {
        super(String.join("\n", problems));
    }
}
