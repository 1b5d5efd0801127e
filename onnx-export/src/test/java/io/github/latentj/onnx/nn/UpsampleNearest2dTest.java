package io.github.latentj.onnx.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import org.junit.jupiter.api.Test;

class UpsampleNearest2dTest {
    private static NDArray enlarged(NDArray input, int scale) {
        return new UpsampleNearest2d(scale)
                .forward(new ParameterStore(input.getManager(), false), new NDList(input), false)
                .singletonOrThrow();
    }

    @Test
    void repeatsEveryPixelAlongBothSides() {
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            NDArray output = enlarged(manager.create(new float[] {1, 2, 3, 4, 5, 6}, new Shape(1, 1, 2, 3)), 2);
            assertThat(output.getShape()).isEqualTo(new Shape(1, 1, 4, 6));
            assertThat(output.toFloatArray())
                    .containsExactly(1, 1, 2, 2, 3, 3, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 4, 4, 5, 5, 6, 6);
        }
    }

    @Test
    void gradientOfAPixelIsTheSumOverItsCopies() {
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            NDArray input = manager.create(new float[] {1, 2, 3, 4}, new Shape(2, 1, 1, 2));
            NDArray factors = manager.arange(16f).reshape(2, 1, 2, 4);
            input.setRequiresGradient(true);
            try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
                collector.backward(enlarged(input, 2).mul(factors).sum());
            }
            assertThat(input.getGradient().toFloatArray()).containsExactly(0 + 1 + 4 + 5, 2 + 3 + 6 + 7, 42, 50);
        }
    }

    @Test
    void refusesAScaleBelowOne() {
        assertThatThrownBy(() -> new UpsampleNearest2d(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("scale (0) must be at least 1");
    }
}
