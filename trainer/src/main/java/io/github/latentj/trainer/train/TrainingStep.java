package io.github.latentj.trainer.train;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import io.github.latentj.trainer.model.Networks;

/**
 * One update of the discriminator and one of the generator (Goodfellow et al. 2014, algorithm 1, with the non-saturating
 * generator loss), both from logits. Real and generated images go through the discriminator as separate batches, so that
 * BatchNorm sees each distribution by itself.
 */
final class TrainingStep {
    /** Guessing costs 1.4 nats; at this loss the logits, and soon the weights, have lost all proportion. */
    static final double HIGHEST_LOSS = 1000;

    private final Networks networks;
    private final Adam generatorAdam;
    private final Adam discriminatorAdam;
    private final double labelSmoothing;
    private final double clipNorm;

    /**
     * @param labelSmoothing real images have the label 1 minus this, generated ones 0 (Salimans et al. 2016, section 3.4)
     * @param clipNorm longest gradient of a network; 0 for any length
     */
    TrainingStep(
            Networks networks, Adam generatorAdam, Adam discriminatorAdam, double labelSmoothing, double clipNorm) {
        this.networks = networks;
        this.generatorAdam = generatorAdam;
        this.discriminatorAdam = discriminatorAdam;
        this.labelSmoothing = labelSmoothing;
        this.clipNorm = clipNorm;
    }

    /**
     * @param images float32 [N, C, H, W] in [-1, 1]
     * @param latents float32 [N, latent]
     * @throws DivergedException before an update that would spread NaN or infinity into the weights, or from a loss above
     *     {@value #HIGHEST_LOSS} nats
     */
    StepMetrics run(float[] images, float[] latents, int batchSize) {
        try (NDManager scratch = networks.manager().newSubManager()) {
            NDArray real = scratch.create(images, batch(networks.architecture().imageShape(), batchSize));
            NDArray z = scratch.create(latents, batch(networks.architecture().latentShape(), batchSize));

            // (1) Discriminator: raise log D(x) + log(1 - D(G(z))), the generator held fixed.
            NDArray fake;
            NDArray realLogit;
            NDArray fakeLogit;
            double discriminatorLoss;
            try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
                fake = forward(networks.generator(), z);
                realLogit = forward(networks.discriminator(), real);
                fakeLogit = forward(networks.discriminator(), detached(fake, scratch));
                NDArray loss = realLoss(realLogit).add(negativeLogSigmoid(fakeLogit.neg()));
                discriminatorLoss = bearable("discriminator loss", loss.getFloat());
                collector.backward(loss);
            }
            double discriminatorNorm = finite("discriminator gradient", discriminatorAdam.gradientNorm(scratch));
            discriminatorAdam.step(clipping(discriminatorNorm));

            // (2) Generator: raise log D(G(z)) through the updated discriminator, which gets no gradients.
            NDArray fakeLogitAfter;
            double generatorLoss;
            discriminatorAdam.recordGradients(false);
            try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
                fakeLogitAfter = forward(networks.discriminator(), fake);
                NDArray loss = negativeLogSigmoid(fakeLogitAfter);
                generatorLoss = bearable("generator loss", loss.getFloat());
                collector.backward(loss);
            } finally {
                discriminatorAdam.recordGradients(true);
            }
            double generatorNorm = finite("generator gradient", generatorAdam.gradientNorm(scratch));
            generatorAdam.step(clipping(generatorNorm));

            return new StepMetrics(
                    discriminatorLoss,
                    generatorLoss,
                    score(realLogit),
                    score(fakeLogit),
                    score(fakeLogitAfter),
                    discriminatorNorm,
                    generatorNorm);
        }
    }

    private static Shape batch(Shape one, int batchSize) {
        return new Shape(batchSize).addAll(one.slice(1));
    }

    /** Lets go of what the layers made on the way at once: what the way back needs, libtorch keeps until it was used. */
    private static NDArray forward(Block network, NDArray input) {
        NDManager owner = input.getManager();
        try (NDManager layers = owner.newSubManager()) {
            input.tempAttach(layers);
            NDArray output = network.forward(new ParameterStore(layers, false), new NDList(input), true)
                    .singletonOrThrow();
            output.attach(owner);
            return output;
        }
    }

    private static NDArray detached(NDArray array, NDManager scratch) {
        NDArray detached = array.stopGradient();
        detached.attach(scratch);
        return detached;
    }

    /** Cross-entropy for the label 1 - s: the rest of it, -s log(1 - sigmoid) + s log(sigmoid), is s times the logit. */
    private NDArray realLoss(NDArray logit) {
        NDArray loss = negativeLogSigmoid(logit);
        return labelSmoothing == 0 ? loss : loss.add(logit.mean().mul((float) labelSmoothing));
    }

    /** What shortens a gradient to the longest allowed, as PyTorch's {@code clip_grad_norm_} does. */
    private double clipping(double norm) {
        return clipNorm == 0 ? 1 : Math.min(1, clipNorm / (norm + 1e-6));
    }

    /** Mean of -log sigmoid(logit) = softplus(-logit), which stays finite for every finite logit. */
    private static NDArray negativeLogSigmoid(NDArray logit) {
        return Activation.softPlus(logit.neg()).mean();
    }

    private static double score(NDArray logit) {
        try (NDArray plain = logit.stopGradient()) {
            return Activation.sigmoid(plain).mean().getFloat();
        }
    }

    private double bearable(String quantity, double loss) {
        if (finite(quantity, loss) > HIGHEST_LOSS) {
            throw new DivergedException(quantity, loss, generatorAdam.steps() + 1);
        }
        return loss;
    }

    private double finite(String quantity, double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw new DivergedException(quantity, value, generatorAdam.steps() + 1);
        }
        return value;
    }
}
