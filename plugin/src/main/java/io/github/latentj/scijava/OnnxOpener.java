package io.github.latentj.scijava;

import io.github.latentj.imagej.ModelFile;
import org.scijava.io.AbstractIOPlugin;
import org.scijava.io.IOPlugin;
import org.scijava.io.location.FileLocation;
import org.scijava.io.location.Location;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Plugin;

/**
 * Opens generators by <em>File &gt; Open</em> and by dropping them on Fiji's window, as <em>LatentJ Open Model</em>
 * does. Eager: Fiji asks before ImageJ complains about an unknown format.
 */
@Plugin(type = IOPlugin.class, attrs = @Attr(name = "eager"))
public final class OnnxOpener extends AbstractIOPlugin<Object> {
    @Override
    public Class<Object> getDataType() {
        return Object.class;
    }

    @Override
    public boolean supportsOpen(Location source) {
        return source instanceof FileLocation
                && ModelFile.isModel(((FileLocation) source).getFile().toPath());
    }

    /** Tells what the model is and shows a few of its images: Fiji shows nothing that is no {@code Dataset}. */
    @Override
    public Object open(Location source) {
        return ModelFile.open(((FileLocation) source).getFile().toPath());
    }
}
