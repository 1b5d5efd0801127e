package io.github.latentj.inference.runtime;

import io.github.latentj.inference.file.Shown;
import java.util.regex.Pattern;

/** What ONNX Runtime says, without the places in its source code that come first. */
final class RuntimeMessage {
    private static final Pattern PREFIX = Pattern.compile("^Error code - \\w+ - message: ");
    private static final Pattern STATUS = Pattern.compile("\\[ONNXRuntimeError\\] : \\d+ : \\w+ : ");
    private static final Pattern PLACE = Pattern.compile("\\S+\\.(?:cc|cpp|cu|h):\\d+ [^\\n]*?\\) ?");

    private RuntimeMessage() {}

    /** One line, fit to be shown. */
    static String reason(String message) {
        String text = PREFIX.matcher(message).replaceFirst("");
        text = STATUS.matcher(text).replaceAll("");
        return Shown.line(PLACE.matcher(text).replaceAll("").trim());
    }
}
