package io.github.latentj.e2e;

import java.io.File;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.script.ScriptEngineManager;
import org.scijava.Context;
import org.scijava.script.ScriptService;

/**
 * Runs inside Fiji's class path: patches ImageJ as Fiji does and hands over to a script or to one of our drivers. Names no
 * class of ImageJ: one that is loaded before the patches stays unpatched.
 */
final class FijiLauncher {
    private FijiLauncher() {}

    /** Arguments: {@code driver} and a class with its arguments, or {@code script} and a file with its inputs. */
    public static void main(String[] arguments) throws Exception {
        Class.forName("net.imagej.patcher.LegacyInjector").getMethod("preinit").invoke(null);
        String[] rest = Arrays.copyOfRange(arguments, 2, arguments.length);
        if (arguments[0].equals("driver")) {
            Class.forName(arguments[1])
                    .getDeclaredMethod("main", String[].class)
                    .invoke(null, (Object) rest);
        } else {
            runScript(new File(arguments[1]), rest);
        }
        System.exit(0);
    }

    private static void runScript(File file, String[] inputs) throws Exception {
        Map<String, Object> values = new LinkedHashMap<>();
        for (String input : inputs) {
            values.put(input.split("=", 2)[0], input.split("=", 2)[1]);
        }
        try (Context context = new Context()) {
            ScriptService scripts = context.service(ScriptService.class);
            // Fiji's adapters for Groovy and Jython are not on Maven Central.
            new ScriptEngineManager()
                    .getEngineFactories()
                    .forEach(factory -> scripts.getIndex().add(factory, true));
            scripts.run(file, true, values).get();
        }
    }

    static boolean isFiji() {
        return FijiLauncher.class.getResource("/net/imagej/Main.class") != null;
    }

    static void showFiji() {
        try {
            Class.forName("net.imagej.Main").getMethod("main", String[].class).invoke(null, (Object) new String[0]);
        } catch (ReflectiveOperationException failed) {
            throw new IllegalStateException("cannot start Fiji", failed);
        }
    }
}
