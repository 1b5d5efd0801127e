package io.github.latentj.trainer.train;

/**
 * What one training step measured, on its batch.
 *
 * @param discriminatorLoss mean of -log D(x) - log(1 - D(G(z))), with the smoothed label for D(x), in nats
 * @param generatorLoss mean of -log D(G(z)) after the discriminator's update, in nats
 * @param realScore mean D(x), 0 to 1
 * @param fakeScore mean D(G(z)) before the discriminator's update, 0 to 1
 * @param fakeScoreAfter mean D(G(z)) of the same images after the discriminator's update, before the generator's, 0 to 1
 * @param discriminatorGradientNorm Euclidean length, before clipping
 * @param generatorGradientNorm Euclidean length, before clipping
 */
public record StepMetrics(
        double discriminatorLoss,
        double generatorLoss,
        double realScore,
        double fakeScore,
        double fakeScoreAfter,
        double discriminatorGradientNorm,
        double generatorGradientNorm) {}
