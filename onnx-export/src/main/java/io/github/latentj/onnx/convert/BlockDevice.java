package io.github.latentj.onnx.convert;

import ai.djl.Device;
import ai.djl.nn.Block;

/** Where a block's parameters lie, so that what flows through it is put there too. */
public final class BlockDevice {
    private BlockDevice() {}

    /** The CPU for a block without parameters. */
    public static Device of(Block block) {
        return block.getParameters().values().stream()
                .filter(parameter -> parameter.isInitialized())
                .findFirst()
                .map(parameter -> parameter.getArray().getDevice())
                .orElse(Device.cpu());
    }
}
