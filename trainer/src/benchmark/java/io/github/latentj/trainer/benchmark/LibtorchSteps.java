package io.github.latentj.trainer.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.BatchNorm2dImpl;
import org.bytedeco.pytorch.BatchNormOptions;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.Conv2dOptions;
import org.bytedeco.pytorch.ConvTranspose2dImpl;
import org.bytedeco.pytorch.ConvTranspose2dOptions;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.LeakyReLUOptions;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * The same training in libtorch's C++ frontend, through JavaCPP: the same layers, losses and Adam, real and generated
 * images as separate batches, one backward pass for each network, no gradients for the discriminator in the generator's.
 * It reads both losses, as a progress line does, and does nothing else. Arguments: scale, threads.
 */
final class LibtorchSteps {
    /** Layers and their weights. */
    private static final class Network {
        private final List<UnaryOperator<Tensor>> layers = new ArrayList<>();
        private final TensorVector weights = new TensorVector();
        /** What the layers call must not be freed. */
        private final List<Module> modules = new ArrayList<>();

        private <M extends Module> M keep(M module, double mean) {
            TensorVector parameters = module.parameters();
            for (long i = 0; i < parameters.size(); i++) {
                Tensor weight = parameters.get(i);
                if (weight.dim() > 1 || i == 0) {
                    weight.detach().normal_(mean, 0.02, new GeneratorOptional());
                }
                weights.push_back(weight);
            }
            modules.add(module);
            return module;
        }

        Network convolution(int in, int out, int stride, int padding) {
            Conv2dOptions options = new Conv2dOptions(in, out, new LongPointer(4, 4));
            options.stride().put(pair(stride));
            options.padding().put(new LongPointer(pair(padding)));
            options.bias().put(false);
            Conv2dImpl module = keep(new Conv2dImpl(options), 0);
            layers.add(module::forward);
            return this;
        }

        Network transposed(int in, int out, int stride, int padding) {
            ConvTranspose2dOptions options = new ConvTranspose2dOptions(in, out, new LongPointer(4, 4));
            options.stride().put(pair(stride));
            options.padding().put(pair(padding));
            options.bias().put(false);
            ConvTranspose2dImpl module = keep(new ConvTranspose2dImpl(options), 0);
            layers.add(module::forward);
            return this;
        }

        private static long[] pair(long value) {
            return new long[] {value, value};
        }

        Network batchNorm(int features) {
            BatchNorm2dImpl module = keep(new BatchNorm2dImpl(new BatchNormOptions(features)), 1);
            layers.add(module::forward);
            return this;
        }

        Network then(UnaryOperator<Tensor> function) {
            layers.add(function);
            return this;
        }

        Tensor forward(Tensor input) {
            Tensor state = input;
            for (UnaryOperator<Tensor> layer : layers) {
                state = layer.apply(state);
            }
            return state;
        }

        void recordGradients(boolean record) {
            for (long i = 0; i < weights.size(); i++) {
                weights.get(i).requires_grad_(record);
            }
        }

        Adam adam() {
            AdamOptions options = new AdamOptions(2e-4);
            options.betas().put(0.5, 0.999);
            return new Adam(weights, options);
        }
    }

    private final Scale scale;
    private final Network generator;
    private final Network discriminator;
    private final Adam generatorAdam;
    private final Adam discriminatorAdam;
    private final Tensor images;

    private LibtorchSteps(Scale scale) {
        this.scale = scale;
        int f = scale.features;
        LeakyReLUOptions leak = new LeakyReLUOptions();
        leak.negative_slope().put(0.2);
        UnaryOperator<Tensor> leaky = x -> torch.leaky_relu(x, leak);
        generator = new Network()
                .transposed(Scale.LATENT, 8 * f, 1, 0)
                .batchNorm(8 * f)
                .then(torch::relu)
                .transposed(8 * f, 4 * f, 2, 1)
                .batchNorm(4 * f)
                .then(torch::relu)
                .transposed(4 * f, 2 * f, 2, 1)
                .batchNorm(2 * f)
                .then(torch::relu)
                .transposed(2 * f, f, 2, 1)
                .batchNorm(f)
                .then(torch::relu)
                .transposed(f, scale.channels, 2, 1)
                .then(torch::tanh);
        discriminator = new Network()
                .convolution(scale.channels, f, 2, 1)
                .then(leaky)
                .convolution(f, 2 * f, 2, 1)
                .batchNorm(2 * f)
                .then(leaky)
                .convolution(2 * f, 4 * f, 2, 1)
                .batchNorm(4 * f)
                .then(leaky)
                .convolution(4 * f, 8 * f, 2, 1)
                .batchNorm(8 * f)
                .then(leaky)
                .convolution(8 * f, 1, 1, 0)
                .then(x -> x.flatten(1, -1));
        generatorAdam = generator.adam();
        discriminatorAdam = discriminator.adam();
        images = torch.tanh(torch.randn(scale.batch, scale.channels, Scale.SIDE, Scale.SIDE));
    }

    @SuppressWarnings("try") // the scope frees what a step made
    public static void main(String[] arguments) {
        torch.set_num_threads(Integer.parseInt(arguments[1]));
        LibtorchSteps steps = new LibtorchSteps(Scale.valueOf(arguments[0]));
        StepServer server = new StepServer();
        while (server.awaitRequest()) {
            try (PointerScope scope = new PointerScope()) {
                steps.step();
            }
            server.stepDone();
        }
    }

    private void step() {
        Tensor z = torch.randn(scale.batch, Scale.LATENT, 1, 1);
        discriminatorAdam.zero_grad();
        Tensor fake = generator.forward(z);
        Tensor real = loss(discriminator.forward(images), 1);
        Tensor loss = real.add(loss(discriminator.forward(fake.detach()), -1));
        loss.backward();
        requireFinite(loss.item_float());
        discriminatorAdam.step();

        generatorAdam.zero_grad();
        discriminator.recordGradients(false);
        Tensor fooled = loss(discriminator.forward(fake), 1);
        fooled.backward();
        discriminator.recordGradients(true);
        requireFinite(fooled.item_float());
        generatorAdam.step();
    }

    /** Mean of softplus(-logit) for the label 1, of softplus(logit) for the label 0. */
    private static Tensor loss(Tensor logit, int sign) {
        return torch.softplus(sign > 0 ? logit.neg() : logit).mean();
    }

    private static void requireFinite(float loss) {
        if (!Float.isFinite(loss)) {
            throw new IllegalStateException("the reference diverged");
        }
    }
}
