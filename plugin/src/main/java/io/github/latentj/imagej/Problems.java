package io.github.latentj.imagej;

import io.github.latentj.explore.RequestException;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with the values of a command, collected so that one message tells all of it. */
final class Problems {
    private final List<String> messages = new ArrayList<>();

    void add(String message) {
        if (!messages.contains(message)) {
            messages.add(message);
        }
    }

    /** Adds what a check complains of. */
    void check(Runnable check) {
        try {
            check.run();
        } catch (ParameterException | RequestException problem) {
            add(problem.getMessage());
        }
    }

    /** @throws ParameterException with every problem, if there is any */
    void throwIfAny() {
        if (!messages.isEmpty()) {
            throw new ParameterException(messages);
        }
    }
}
