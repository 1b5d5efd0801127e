package io.github.latentj.onnx.convert;

import ai.djl.nn.norm.BatchNorm;
import io.github.latentj.onnx.graph.Dimension;
import io.github.latentj.onnx.graph.TensorShape;
import io.github.latentj.onnx.graph.Value;

/** ONNX {@code BatchNormalization} with the running statistics, as in inference. */
final class BatchNormConverter implements BlockConverter<BatchNorm> {
    @Override
    public Value convert(BatchNorm block, Value input, Scope scope) {
        HiddenSettings.Normalization settings = HiddenSettings.of(block, input, scope);
        int axis = settings.axis();
        Value channelsSecond = axis == 1 ? input : swap(input, axis, scope);
        Value normalized = scope.node("BatchNormalization")
                .input(channelsSecond)
                .input(scope.parameter(block, "gamma"), scope.parameter(block, "beta"))
                .input(scope.parameter(block, "runningMean"), scope.parameter(block, "runningVar"))
                .number("epsilon", settings.epsilon())
                .output(channelsSecond.shape());
        return axis == 1 ? normalized : swap(normalized, axis, scope);
    }

    /** Exchanges axis 1 with another one. */
    private static Value swap(Value input, int axis, Scope scope) {
        long[] order = new long[input.shape().rank()];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        order[1] = axis;
        order[axis] = 1;
        Dimension second = input.shape().dimension(1);
        TensorShape swapped =
                input.shape().with(1, input.shape().dimension(axis)).with(axis, second);
        return scope.node("Transpose").input(input).numbers("perm", order).output(swapped);
    }
}
