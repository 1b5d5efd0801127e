package io.github.latentj.imagej.window;

import ij.IJ;
import ij.Prefs;
import io.github.latentj.inference.file.ModelException;
import io.github.latentj.inference.runtime.DeviceChoice;
import io.github.latentj.inference.runtime.Devices;
import java.nio.file.Path;
import java.nio.file.Paths;

/** The device that the user chose, kept in ImageJ's preferences. */
public final class DevicePreference {
    private static final String KEY = "latentj.cuda.folder";

    private static boolean applied;

    private DevicePreference() {}

    /** Tells the choice of an earlier day, once. */
    public static synchronized void apply() {
        if (applied) {
            return;
        }
        applied = true;
        String folder = Prefs.get(KEY, "");
        if (folder.isEmpty()) {
            return;
        }
        try {
            Devices.choose(DeviceChoice.cuda(Paths.get(folder)));
        } catch (ModelException gone) {
            IJ.log("LatentJ: CUDA is not used: " + gone.getMessage() + ". Models run on the CPU.");
        }
    }

    /** Chooses CUDA, from now on and for later days. */
    public static void cuda(Path libraries) {
        keep(DeviceChoice.cuda(libraries));
    }

    /** Chooses the CPU, from now on and for later days. */
    public static void cpu() {
        keep(DeviceChoice.cpu());
    }

    private static synchronized void keep(DeviceChoice choice) {
        applied = true;
        Devices.choose(choice);
        Prefs.set(KEY, choice.cudaFolder().map(Path::toString).orElse(""));
        Prefs.savePreferences();
    }

    /** Writes to the log what the user should know of devices since the last time. */
    public static void tellNotes() {
        Devices.takeNotes().forEach(note -> IJ.log("LatentJ: " + note));
    }
}
