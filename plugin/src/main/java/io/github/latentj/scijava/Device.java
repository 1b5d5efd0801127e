package io.github.latentj.scijava;

import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** <em>LatentJ Device...</em> for scripts. */
@Plugin(type = Command.class, headless = true)
public final class Device extends MenulessCommand {
    @Parameter(required = false, persist = false)
    private Object use;

    @Parameter(required = false, persist = false)
    private Object cuda_folder;

    @Parameter(required = false, persist = false)
    private Object measure;
}
