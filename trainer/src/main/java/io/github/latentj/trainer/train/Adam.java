package io.github.latentj.trainer.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.util.Pair;
import io.github.latentj.onnx.nn.TorchScriptFunction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Adam (Kingma, Ba 2015) by PyTorch's own fused update, for the trainable parameters of one network. Unlike DJL's
 * optimizers its moments and step count can be saved, so that a resumed run continues exactly.
 */
final class Adam {
    private static final double EPSILON = 1e-8;

    private final TorchScriptFunction update;
    private final List<Slot> slots = new ArrayList<>();
    private long steps;

    private record Slot(String name, NDArray weight, NDArray mean, NDArray variance) {}

    /** The moments start at zero and belong to {@code owner}. */
    Adam(Block network, NDManager owner, double learningRate, double beta1, double beta2) {
        update = update(learningRate, beta1, beta2);
        for (Pair<String, Parameter> entry : network.getParameters()) {
            if (entry.getValue().requiresGradient()) {
                NDArray weight = entry.getValue().getArray();
                slots.add(new Slot(
                        entry.getKey(), weight, owner.zeros(weight.getShape()), owner.zeros(weight.getShape())));
            }
        }
    }

    /**
     * A function of weight, gradient, both moments (all of one shape) and the count of steps, from 1 (a scalar). It works
     * in place, in one pass over the memory where DJL's update takes about twenty, and clears the gradient.
     */
    private static TorchScriptFunction update(double learningRate, double beta1, double beta2) {
        return TorchScriptFunction.of(
                "weight: Tensor, gradient: Tensor, mean: Tensor, variance: Tensor, steps: Tensor",
                // Only what is read from a list again keeps libtorch from dropping the update of its members as unseen.
                "gradients = [gradient]",
                "_0 = torch._fused_adam_([weight], gradients, [mean], [variance], annotate(List[Tensor], []), [steps],"
                        + " lr=" + learningRate + ", beta1=" + beta1 + ", beta2=" + beta2
                        + ", weight_decay=0.0, eps=" + EPSILON
                        + ", amsgrad=False, maximize=False)",
                "return torch.zero_(gradients[0])");
    }

    /** Euclidean length of the whole gradient; NaN or infinite if any component is. */
    double gradientNorm(NDManager scratch) {
        NDList squares = new NDList();
        for (Slot slot : slots) {
            NDArray gradient = slot.weight.getGradient();
            gradient.attach(scratch);
            squares.add(gradient.square().sum());
        }
        return Math.sqrt(NDArrays.stack(squares).sum().getFloat());
    }

    /** Moves every weight by {@code scale} times its gradient and clears the gradient. */
    void step(double scale) {
        steps++;
        try (NDManager scratch = slots.get(0).weight.getManager().newSubManager()) {
            NDArray count = scratch.create((float) steps);
            for (Slot slot : slots) {
                NDArray weight = slot.weight.stopGradient();
                weight.attach(scratch);
                NDArray gradient = slot.weight.getGradient();
                gradient.attach(scratch);
                if (scale != 1) {
                    gradient.muli((float) scale);
                }
                update.call(new NDList(weight, gradient, slot.mean, slot.variance, count));
            }
        }
    }

    /** While false, backward passes through the network leave its weights without gradients. */
    void recordGradients(boolean record) {
        slots.forEach(slot -> slot.weight.setRequiresGradient(record));
    }

    long steps() {
        return steps;
    }

    void restoreSteps(long steps) {
        this.steps = steps;
    }

    /** The living moment arrays by stable names; they stay this optimizer's. */
    Map<String, NDArray> state() {
        Map<String, NDArray> state = new LinkedHashMap<>();
        for (Slot slot : slots) {
            state.put(slot.name + "/mean", slot.mean);
            state.put(slot.name + "/variance", slot.variance);
        }
        return state;
    }
}
