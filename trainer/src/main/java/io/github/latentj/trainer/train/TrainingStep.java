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
    private final Networks networks;
    private final Adam generatorAdam;
    private final Adam discriminatorAdam;

    TrainingStep(Networks networks, Adam generatorAdam, Adam discriminatorAdam) {
        this.networks = networks;
        this.generatorAdam = generatorAdam;
        this.discriminatorAdam = discriminatorAdam;
    }

    /**
     * @param images float32 [N, C, H, W] in [-1, 1]
     * @param latents float32 [N, latent]
     * @throws DivergedException before an update that would spread NaN or infinity into the weights
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
                NDArray loss = negativeLogSigmoid(realLogit).add(negativeLogSigmoid(fakeLogit.neg()));
                discriminatorLoss = finite("discriminator loss", loss.getFloat());
                collector.backward(loss);
            }
            double discriminatorNorm = finite("discriminator gradient", discriminatorAdam.gradientNorm(scratch));
            discriminatorAdam.step();

            // (2) Generator: raise log D(G(z)) through the updated discriminator, which gets no gradients.
            double generatorLoss;
            discriminatorAdam.recordGradients(false);
            try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
                NDArray loss = negativeLogSigmoid(forward(networks.discriminator(), fake));
                generatorLoss = finite("generator loss", loss.getFloat());
                collector.backward(loss);
            } finally {
                discriminatorAdam.recordGradients(true);
            }
            double generatorNorm = finite("generator gradient", generatorAdam.gradientNorm(scratch));
            generatorAdam.step();

            return new StepMetrics(
                    discriminatorLoss,
                    generatorLoss,
                    score(realLogit),
                    score(fakeLogit),
                    discriminatorNorm,
                    generatorNorm);
        }
    }

    private static Shape batch(Shape one, int batchSize) {
        return new Shape(batchSize).addAll(one.slice(1));
    }

    private static NDArray forward(Block network, NDArray input) {
        return network.forward(new ParameterStore(input.getManager(), false), new NDList(input), true)
                .singletonOrThrow();
    }

    private static NDArray detached(NDArray array, NDManager scratch) {
        NDArray detached = array.stopGradient();
        detached.attach(scratch);
        return detached;
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

    private double finite(String quantity, double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw new DivergedException(quantity, value, generatorAdam.steps() + 1);
        }
        return value;
    }
}
