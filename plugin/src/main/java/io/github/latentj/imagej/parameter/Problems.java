package io.github.latentj.imagej.parameter;

import io.github.latentj.explore.RequestException;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with the values of a command, collected so that one message tells all of it. */
public final class Problems {
    private final List<String> messages = new ArrayList<>();

    public void add(String message) {
        if (!messages.contains(message)) {
            messages.add(message);
        }
    }

    /** Adds what a check complains of. */
    public void check(Runnable check) {
        try {
            check.run();
        } catch (ParameterException | RequestException problem) {
            add(problem.getMessage());
        }
    }

    /** @throws ParameterException with every problem, if there is any */
    public void throwIfAny() {
        if (!messages.isEmpty()) {
            throw new ParameterException(messages);
        }
    }
}
