package io.github.latentj.onnx.nn;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/** Gives every sample of a batch another shape: [N, *] to [N, shape], element order unchanged. */
public final class Reshape extends AbstractBlock {
    private static final byte VERSION = 1;

    private final Shape sampleShape;

    /** @param sampleShape the shape of one sample, without the batch axis; all sizes known */
    public Reshape(Shape sampleShape) {
        super(VERSION);
        if (sampleShape.dimension() == 0 || sampleShape.size() <= 0) {
            throw new IllegalArgumentException("sampleShape " + sampleShape + " must have known, positive sizes");
        }
        this.sampleShape = sampleShape;
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> params) {
        return new NDList(inputs.singletonOrThrow().reshape(new Shape(-1).addAll(sampleShape)));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {new Shape(inputShapes[0].get(0)).addAll(sampleShape)};
    }

    /** Shape of one sample, without the batch axis. */
    public Shape sampleShape() {
        return sampleShape;
    }

    @Override
    public String toString() {
        return "Reshape" + sampleShape;
    }
}
