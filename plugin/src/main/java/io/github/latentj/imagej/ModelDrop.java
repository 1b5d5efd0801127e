package io.github.latentj.imagej;

import ij.IJ;
import ij.plugin.DragAndDrop;
import java.io.File;

/**
 * What is dropped on ImageJ's window: models open as models, all else as before. ImageJ itself would look for pictures in
 * a model folder and for a TIFF in a zipped one. It starts no plugin before it is chosen, by a person or by its startup
 * macro: until then only a dropped {@code .onnx} opens, by {@code HandleExtraFileTypes}.
 */
final class ModelDrop extends DragAndDrop {
    private static boolean installed;

    /** Does nothing the second time, and nothing where there is no window. */
    static synchronized void install() {
        if (!installed && IJ.getInstance() != null) {
            new ModelDrop().run("");
            installed = true;
        }
    }

    @Override
    public void openFile(File file) {
        if (file != null && ModelFile.isModel(file.toPath())) {
            ModelFile.open(file.toPath());
        } else {
            super.openFile(file);
        }
    }
}
