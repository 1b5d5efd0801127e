package io.github.latentj.trainer.train;

import java.util.Arrays;

/**
 * A float32 array outside native memory.
 *
 * @param values row-major; shared, not copied
 */
public record Tensor(long[] shape, float[] values) {
    public Tensor {
        long size = 1;
        for (long side : shape) {
            size *= side;
        }
        if (size != values.length) {
            throw new IllegalArgumentException(
                    "a tensor of " + Arrays.toString(shape) + " needs " + size + " values, found " + values.length);
        }
    }
}
