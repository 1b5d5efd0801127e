import ij.IJ;
import ij.ImagePlus;
import ij.plugin.PlugIn;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Collections;
import java.util.Locale;

/**
 * Opens a {@code .onnx} file that is dropped on plain ImageJ's window or chosen in its <em>File &gt; Open</em>: ImageJ
 * asks a class of this name, outside of any package, for files that it does not know. It lies beside the plugin's jar,
 * not in it, so that Fiji keeps its own class of this name; another one in plain ImageJ is asked for all other files.
 */
public class HandleExtraFileTypes extends ImagePlus implements PlugIn {
    private static final String NAME = HandleExtraFileTypes.class.getName();
    /** Tells ImageJ that there is nothing left for it to do or to complain of. */
    private static final int HANDLED = -1;

    @Override
    public void run(String path) {
        if (path.toLowerCase(Locale.ROOT).endsWith(".onnx")) {
            width = HANDLED;
            height = HANDLED;
            IJ.run("LatentJ Open Model...", "model=[" + path + "]");
            return;
        }
        ImagePlus opened = openedByOthers(path);
        if (opened != null && opened.getWidth() > 0) {
            setStack(opened.getTitle(), opened.getStack());
            setCalibration(opened.getCalibration());
            setFileInfo(opened.getOriginalFileInfo());
        } else if (opened != null) {
            width = opened.getWidth();
            height = opened.getHeight();
        }
    }

    /** Null if nobody else has a class of this name. */
    private static ImagePlus openedByOthers(String path) {
        try {
            ClassLoader all = IJ.getClassLoader();
            URL own = HandleExtraFileTypes.class.getResource(NAME + ".class");
            for (URL other : Collections.list(all.getResources(NAME + ".class"))) {
                if (!other.equals(own)) {
                    Object reader = new OtherClass(folder(other), all)
                            .loadClass(NAME)
                            .getDeclaredConstructor()
                            .newInstance();
                    ((PlugIn) reader).run(path);
                    return (ImagePlus) reader;
                }
            }
        } catch (IOException | ReflectiveOperationException | ClassCastException unusable) {
            IJ.log("LatentJ: another plugin's " + NAME + " could not be asked for " + new File(path).getName() + " ("
                    + unusable + ")");
        }
        return null;
    }

    private static URL folder(URL file) throws IOException {
        String text = file.toString();
        boolean jar = text.startsWith("jar:");
        return new URL(jar ? text.substring(4, text.indexOf("!/")) : text.substring(0, text.lastIndexOf('/') + 1));
    }

    /** Finds the class of this name in one place, everything else as usual. */
    private static final class OtherClass extends URLClassLoader {
        OtherClass(URL place, ClassLoader usual) {
            super(new URL[] {place}, usual);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            return name.equals(NAME) ? findClass(name) : super.loadClass(name, resolve);
        }
    }
}
