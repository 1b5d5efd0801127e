package io.github.latentj.trainer.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.util.Pair;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Adam (Kingma, Ba 2015) with the arithmetic of PyTorch's, for the trainable parameters of one network. Unlike DJL's
 * optimizers its moments and step count can be saved, so that a resumed run continues exactly.
 */
final class Adam {
    private static final double EPSILON = 1e-8;

    private final double learningRate;
    private final double beta1;
    private final double beta2;
    private final List<Slot> slots = new ArrayList<>();
    private long steps;

    private record Slot(String name, NDArray weight, NDArray mean, NDArray variance) {}

    /** The moments start at zero and belong to {@code owner}. */
    Adam(Block network, NDManager owner, double learningRate, double beta1, double beta2) {
        this.learningRate = learningRate;
        this.beta1 = beta1;
        this.beta2 = beta2;
        for (Pair<String, Parameter> entry : network.getParameters()) {
            if (entry.getValue().requiresGradient()) {
                NDArray weight = entry.getValue().getArray();
                slots.add(new Slot(
                        entry.getKey(), weight, owner.zeros(weight.getShape()), owner.zeros(weight.getShape())));
            }
        }
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
        double correction1 = 1 - Math.pow(beta1, steps);
        double correction2 = Math.sqrt(1 - Math.pow(beta2, steps));
        float rate = (float) (learningRate * correction2 / correction1);
        // libtorch adds epsilon before the second moment's bias correction, PyTorch after it.
        float epsilon = (float) (EPSILON * correction2);
        for (Slot slot : slots) {
            try (NDArray gradient = slot.weight.getGradient()) {
                NDList state = new NDList(slot.weight, gradient, slot.mean, slot.variance);
                slot.weight
                        .getNDArrayInternal()
                        .adamUpdate(
                                state,
                                new NDList(slot.weight),
                                (float) learningRate,
                                rate,
                                0,
                                (float) scale,
                                -1,
                                (float) beta1,
                                (float) beta2,
                                epsilon,
                                true,
                                false);
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
