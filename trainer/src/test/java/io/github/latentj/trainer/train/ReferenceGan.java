package io.github.latentj.trainer.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/**
 * The {@code torch} preset at 32x32x1 and its update, in plain double-precision Java written from the definitions of the
 * layers, of Adam and of the GAN losses. Slow, and shares nothing with the product.
 */
final class ReferenceGan {
    private final Map<String, double[]> weights = new LinkedHashMap<>();
    private final Map<String, double[][]> moments = new LinkedHashMap<>();
    private final Map<String, double[]> gradients = new LinkedHashMap<>();
    private final int batch;
    private final Recipe recipe;
    private final List<Layer> generator = new ArrayList<>();
    private final List<Layer> discriminator = new ArrayList<>();
    private int steps;

    /** @param resize whether the generator repeats pixels before 3x3 convolutions, instead of transposing 4x4 ones */
    record Recipe(double rate, double beta1, double beta2, boolean resize, double smoothing, double clipNorm) {}

    record Losses(double discriminator, double generator, double realScore, double fakeScore, double fakeScoreAfter) {}

    private interface Layer {
        double[] forward(double[] x);

        /** Adds to the gradients of the weights; returns the gradient of the input of the last forward pass. */
        double[] backward(double[] gradient);
    }

    ReferenceGan(Map<String, float[]> initial, int batch, Recipe recipe) {
        this.batch = batch;
        this.recipe = recipe;
        List<String> convolutions = new ArrayList<>();
        List<String> norms = new ArrayList<>();
        initial.forEach((name, values) -> {
            double[] copy = new double[values.length];
            for (int i = 0; i < copy.length; i++) {
                copy[i] = values[i];
            }
            weights.put(name, copy);
            if (name.endsWith("_weight")) {
                convolutions.add(name);
            } else if (name.endsWith("_gamma")) {
                norms.add(name.substring(0, name.length() - "_gamma".length()));
            }
        });
        int side = 1;
        for (int i = 0; i < 4; i++) {
            int next = i == 0 ? 4 : side * 2;
            int channels = i == 0 ? 4 : weights.get(norms.get(i - 1) + "_gamma").length;
            if (recipe.resize && i > 0) {
                int filters = weights.get(convolutions.get(i)).length / (channels * 9);
                generator.add(new Upsampling(side));
                generator.add(new Convolution(
                        convolutions.get(i), new int[] {channels, next, filters, next, 1, 1}, 3, false));
            } else {
                int filters = weights.get(convolutions.get(i)).length / (channels * 16);
                // A transposed convolution is the backward pass of a convolution from its output to its input.
                generator.add(new Convolution(
                        convolutions.get(i),
                        new int[] {filters, next, channels, side, i == 0 ? 1 : 2, i == 0 ? 0 : 1},
                        4,
                        true));
            }
            if (i < 3) {
                generator.add(new BatchNorm(norms.get(i)));
                generator.add(new Elementwise(v -> Math.max(v, 0), v -> v > 0 ? 1 : 0));
            }
            side = next;
        }
        generator.add(new Elementwise(Math::tanh, v -> 1 - Math.tanh(v) * Math.tanh(v)));
        int channels = 1;
        for (int i = 0; i < 4; i++) {
            int next = i == 3 ? 1 : side / 2;
            int filters = weights.get(convolutions.get(4 + i)).length / (channels * 16);
            discriminator.add(new Convolution(
                    convolutions.get(4 + i),
                    new int[] {channels, side, filters, next, i == 3 ? 1 : 2, i == 3 ? 0 : 1},
                    4,
                    false));
            if (i == 1 || i == 2) {
                discriminator.add(new BatchNorm(norms.get(2 + i)));
            }
            if (i < 3) {
                discriminator.add(new Elementwise(v -> v > 0 ? v : 0.2 * v, v -> v > 0 ? 1 : 0.2));
            }
            channels = filters;
            side = next;
        }
    }

    Map<String, double[]> weights() {
        return weights;
    }

    Losses update(float[] images, float[] latents) {
        steps++;
        double[] fake = forward(generator, doubles(latents));
        gradients.clear();
        double[] realLogits = forward(discriminator, doubles(images));
        double label = 1 - recipe.smoothing;
        double realLoss = -mean(realLogits, v -> label * logSigmoid(v) + (1 - label) * logSigmoid(-v));
        backward(discriminator, each(realLogits, v -> (sigmoid(v) - label) / batch));
        double[] fakeLogits = forward(discriminator, fake);
        double fakeLoss = -mean(fakeLogits, v -> logSigmoid(-v));
        backward(discriminator, each(fakeLogits, v -> sigmoid(v) / batch));
        adam("discriminator/");

        gradients.clear();
        double[] logits = forward(discriminator, fake);
        double generatorLoss = -mean(logits, ReferenceGan::logSigmoid);
        double fakeScoreAfter = mean(logits, ReferenceGan::sigmoid);
        backward(generator, backward(discriminator, each(logits, v -> (sigmoid(v) - 1) / batch)));
        adam("generator/");
        return new Losses(
                realLoss + fakeLoss,
                generatorLoss,
                mean(realLogits, ReferenceGan::sigmoid),
                mean(fakeLogits, ReferenceGan::sigmoid),
                fakeScoreAfter);
    }

    private void adam(String network) {
        double norm = Math.sqrt(gradients.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(network))
                .flatMapToDouble(entry -> Arrays.stream(entry.getValue()).map(g -> g * g))
                .sum());
        double scale = recipe.clipNorm > 0 && norm > recipe.clipNorm ? recipe.clipNorm / norm : 1;
        gradients.forEach((name, gradient) -> {
            if (!name.startsWith(network)) {
                return;
            }
            double[] weight = weights.get(name);
            double[][] moment = moments.computeIfAbsent(name, n -> new double[2][weight.length]);
            for (int i = 0; i < weight.length; i++) {
                double g = scale * gradient[i];
                moment[0][i] = recipe.beta1 * moment[0][i] + (1 - recipe.beta1) * g;
                moment[1][i] = recipe.beta2 * moment[1][i] + (1 - recipe.beta2) * g * g;
                double mean = moment[0][i] / (1 - Math.pow(recipe.beta1, steps));
                double variance = moment[1][i] / (1 - Math.pow(recipe.beta2, steps));
                weight[i] -= recipe.rate * mean / (Math.sqrt(variance) + 1e-8);
            }
        });
    }

    private static double[] forward(List<Layer> layers, double[] x) {
        for (Layer layer : layers) {
            x = layer.forward(x);
        }
        return x;
    }

    private static double[] backward(List<Layer> layers, double[] gradient) {
        for (int i = layers.size() - 1; i >= 0; i--) {
            gradient = layers.get(i).backward(gradient);
        }
        return gradient;
    }

    private double[] gradient(String name) {
        return gradients.computeIfAbsent(name, n -> new double[weights.get(n).length]);
    }

    /** Every pixel four times; backwards the sum of the four. */
    private record Upsampling(int side) implements Layer {
        private int source(int large) {
            int row = large / (2 * side);
            return row / (2 * side) * side * side + row % (2 * side) / 2 * side + large % (2 * side) / 2;
        }

        @Override
        public double[] forward(double[] x) {
            double[] y = new double[4 * x.length];
            for (int i = 0; i < y.length; i++) {
                y[i] = x[source(i)];
            }
            return y;
        }

        @Override
        public double[] backward(double[] gradient) {
            double[] gx = new double[gradient.length / 4];
            for (int i = 0; i < gradient.length; i++) {
                gx[source(i)] += gradient[i];
            }
            return gx;
        }
    }

    /** Convolution between a large map and a small one, of a square kernel; its transpose goes from the small one to the large. */
    private final class Convolution implements Layer {
        private final String name;
        private final int[] geometry;
        private final int kernel;
        private final boolean transposed;
        private double[] input;

        /** @param geometry channels and side of the large map, channels and side of the small one, stride, padding */
        Convolution(String name, int[] geometry, int kernel, boolean transposed) {
            this.name = name;
            this.geometry = geometry;
            this.kernel = kernel;
            this.transposed = transposed;
        }

        private interface Tap {
            void at(int large, int small, int weight);
        }

        private void eachTap(Tap tap) {
            int largeChannels = geometry[0],
                    largeSide = geometry[1],
                    smallChannels = geometry[2],
                    smallSide = geometry[3];
            for (int n = 0; n < batch; n++) {
                for (int s = 0; s < smallChannels * smallSide * smallSide; s++) {
                    int sc = s / (smallSide * smallSide), sy = s / smallSide % smallSide, sx = s % smallSide;
                    for (int w = 0; w < largeChannels * kernel * kernel; w++) {
                        int y = sy * geometry[4] - geometry[5] + w / kernel % kernel;
                        int x = sx * geometry[4] - geometry[5] + w % kernel;
                        if (y >= 0 && y < largeSide && x >= 0 && x < largeSide) {
                            int large = ((n * largeChannels + w / (kernel * kernel)) * largeSide + y) * largeSide + x;
                            int small = n * smallChannels * smallSide * smallSide + s;
                            // Both layouts are [small channels][large channels][kernel][kernel].
                            tap.at(large, small, sc * largeChannels * kernel * kernel + w);
                        }
                    }
                }
            }
        }

        private int largeLength() {
            return batch * geometry[0] * geometry[1] * geometry[1];
        }

        private int smallLength() {
            return batch * geometry[2] * geometry[3] * geometry[3];
        }

        @Override
        public double[] forward(double[] x) {
            input = x;
            double[] w = weights.get(name);
            double[] y = new double[transposed ? largeLength() : smallLength()];
            if (transposed) {
                eachTap((large, small, weight) -> y[large] += x[small] * w[weight]);
            } else {
                eachTap((large, small, weight) -> y[small] += x[large] * w[weight]);
            }
            return y;
        }

        @Override
        public double[] backward(double[] gradient) {
            double[] w = weights.get(name);
            double[] gw = gradient(name);
            double[] gx = new double[input.length];
            if (transposed) {
                eachTap((large, small, weight) -> {
                    gx[small] += gradient[large] * w[weight];
                    gw[weight] += gradient[large] * input[small];
                });
            } else {
                eachTap((large, small, weight) -> {
                    gx[large] += gradient[small] * w[weight];
                    gw[weight] += gradient[small] * input[large];
                });
            }
            return gx;
        }
    }

    private final class BatchNorm implements Layer {
        private final String name;
        private double[] normalised;
        private double[] deviation;

        BatchNorm(String name) {
            this.name = name;
        }

        @Override
        public double[] forward(double[] x) {
            double[] gamma = weights.get(name + "_gamma");
            double[] beta = weights.get(name + "_beta");
            int channels = gamma.length;
            int area = x.length / (batch * channels);
            int count = batch * area;
            double[] mean = new double[channels];
            double[] variance = new double[channels];
            for (int i = 0; i < x.length; i++) {
                mean[i / area % channels] += x[i] / count;
            }
            for (int i = 0; i < x.length; i++) {
                variance[i / area % channels] += Math.pow(x[i] - mean[i / area % channels], 2) / count;
            }
            deviation = each(variance, v -> Math.sqrt(v + 1e-5));
            normalised = new double[x.length];
            double[] y = new double[x.length];
            for (int i = 0; i < x.length; i++) {
                int c = i / area % channels;
                normalised[i] = (x[i] - mean[c]) / deviation[c];
                y[i] = gamma[c] * normalised[i] + beta[c];
            }
            for (int c = 0; c < channels; c++) {
                double[] runningMean = weights.get(name + "_runningMean");
                double[] runningVariance = weights.get(name + "_runningVar");
                runningMean[c] = 0.9 * runningMean[c] + 0.1 * mean[c];
                runningVariance[c] = 0.9 * runningVariance[c] + 0.1 * variance[c] * count / (count - 1);
            }
            return y;
        }

        @Override
        public double[] backward(double[] gradient) {
            double[] gamma = weights.get(name + "_gamma");
            double[] gammaGradient = gradient(name + "_gamma");
            double[] betaGradient = gradient(name + "_beta");
            int channels = gamma.length;
            int area = gradient.length / (batch * channels);
            double count = batch * area;
            double[] sum = new double[channels];
            double[] product = new double[channels];
            for (int i = 0; i < gradient.length; i++) {
                int c = i / area % channels;
                sum[c] += gradient[i];
                product[c] += gradient[i] * normalised[i];
            }
            double[] gx = new double[gradient.length];
            for (int i = 0; i < gradient.length; i++) {
                int c = i / area % channels;
                gx[i] = gamma[c] / deviation[c] * (gradient[i] - sum[c] / count - normalised[i] * product[c] / count);
            }
            for (int c = 0; c < channels; c++) {
                gammaGradient[c] += product[c];
                betaGradient[c] += sum[c];
            }
            return gx;
        }
    }

    private static final class Elementwise implements Layer {
        private final DoubleUnaryOperator function;
        private final DoubleUnaryOperator derivative;
        private double[] input;

        Elementwise(DoubleUnaryOperator function, DoubleUnaryOperator derivative) {
            this.function = function;
            this.derivative = derivative;
        }

        @Override
        public double[] forward(double[] x) {
            input = x;
            return each(x, function);
        }

        @Override
        public double[] backward(double[] gradient) {
            double[] gx = new double[gradient.length];
            for (int i = 0; i < gx.length; i++) {
                gx[i] = gradient[i] * derivative.applyAsDouble(input[i]);
            }
            return gx;
        }
    }

    private static double sigmoid(double v) {
        return 1 / (1 + Math.exp(-v));
    }

    private static double logSigmoid(double v) {
        return -Math.log1p(Math.exp(-v));
    }

    private static double mean(double[] values, DoubleUnaryOperator of) {
        double sum = 0;
        for (double value : values) {
            sum += of.applyAsDouble(value);
        }
        return sum / values.length;
    }

    private static double[] each(double[] values, DoubleUnaryOperator function) {
        double[] results = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            results[i] = function.applyAsDouble(values[i]);
        }
        return results;
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }
}
