package io.github.latentj.trainer.model;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import io.github.latentj.onnx.nn.ConvTranspose2d;
import io.github.latentj.onnx.nn.Reshape;
import io.github.latentj.onnx.nn.UpsampleNearest2d;
import io.github.latentj.trainer.config.Preset;
import io.github.latentj.trainer.config.Upsampling;

/**
 * The layers of a DCGAN (Radford, Metz, Chintala 2015, section 3): strided and transposed convolutions, no pooling, no
 * hidden dense layer; BatchNorm everywhere except at the generator's output and the discriminator's input; ReLU and a
 * final tanh in the generator, LeakyReLU 0.2 in the discriminator. The discriminator ends in a logit.
 *
 * <p>Images are square with a power of two as side, from 32 to 256 pixels; each stage doubles or halves the side.
 */
public final class Dcgan {
    private static final int FIRST_SIDE = 4;
    /** Channels double with each stage up to this many times the base features. */
    private static final int WIDEST = 16;

    private static final float LEAK = 0.2f;

    private final Preset preset;
    private final int imageSize;
    private final int channels;
    private final int latentSize;
    private final int baseFeatures;
    private final Upsampling upsampling;

    public Dcgan(Preset preset, int imageSize, int channels, int latentSize, int baseFeatures, Upsampling upsampling) {
        this.preset = preset;
        this.imageSize = imageSize;
        this.channels = channels;
        this.latentSize = latentSize;
        this.baseFeatures = baseFeatures;
        this.upsampling = upsampling;
    }

    /** Input of {@link #generator()}: [1, latent, 1, 1] for {@code torch}, [1, latent] for {@code paper}. */
    public Shape latentShape() {
        return preset == Preset.PAPER ? new Shape(1, latentSize) : new Shape(1, latentSize, 1, 1);
    }

    /** Input of {@link #discriminator()}: [1, C, side, side]. */
    public Shape imageShape() {
        return new Shape(1, channels, imageSize, imageSize);
    }

    /** Latent to image: float32 [N, channels, side, side] in (-1, 1). */
    public Block generator() {
        SequentialBlock layers = new SequentialBlock();
        int features = featuresAt(FIRST_SIDE * 2);
        if (preset == Preset.PAPER) {
            // The authors' code normalises each of the first layer's units by itself, before they become a map.
            layers.add(Linear.builder()
                            .setUnits((long) features * FIRST_SIDE * FIRST_SIDE)
                            .optBias(false)
                            .build())
                    .add(BatchNorm.builder().build())
                    .add(Activation.reluBlock())
                    .add(new Reshape(new Shape(features, FIRST_SIDE, FIRST_SIDE)));
        } else {
            layers.add(ConvTranspose2d.builder()
                            .setFilters(features)
                            .setKernelSize(FIRST_SIDE)
                            .optBias(false)
                            .build())
                    .add(BatchNorm.builder().build())
                    .add(Activation.reluBlock());
        }
        // state: [N, features, 4, 4]
        for (int side = FIRST_SIDE * 2; side < imageSize; side *= 2) {
            addUpsampling(layers, featuresAt(side * 2));
            layers.add(BatchNorm.builder().build()).add(Activation.reluBlock());
            // state: [N, featuresAt(2 side), side, side]
        }
        addUpsampling(layers, channels);
        return layers.add(Activation.tanhBlock());
    }

    /** Image to logit: float32 [N, 1], positive where the image looks real. */
    public Block discriminator() {
        SequentialBlock layers = new SequentialBlock();
        for (int side = imageSize / 2; side >= FIRST_SIDE; side /= 2) {
            layers.add(downsampling(featuresAt(side * 2)));
            if (side < imageSize / 2) {
                layers.add(BatchNorm.builder().build());
            }
            layers.add(Activation.leakyReluBlock(LEAK));
            // state: [N, featuresAt(2 side), side, side]
        }
        return layers.add(Conv2d.builder()
                        .setFilters(1)
                        .setKernelShape(new Shape(FIRST_SIDE, FIRST_SIDE))
                        .optBias(false)
                        .build())
                .add(Blocks.batchFlattenBlock());
    }

    /** Feature maps of the discriminator's last convolution before the logit. */
    public int lastMaps() {
        return featuresAt(FIRST_SIDE * 2);
    }

    /** Feature maps of the layer between a side of half this many pixels and this many: base at the full size. */
    private int featuresAt(int side) {
        return Math.min(baseFeatures * (imageSize / side), baseFeatures * WIDEST);
    }

    private void addUpsampling(SequentialBlock layers, int filters) {
        if (upsampling == Upsampling.RESIZE) {
            layers.add(new UpsampleNearest2d(2)).add(sameSize(filters));
        } else {
            layers.add(transposed(filters));
        }
    }

    private static Block sameSize(int filters) {
        return Conv2d.builder()
                .setFilters(filters)
                .setKernelShape(new Shape(3, 3))
                .optPadding(new Shape(1, 1))
                .optBias(false)
                .build();
    }

    private Block transposed(int filters) {
        int kernel = preset == Preset.PAPER ? 5 : 4;
        return ConvTranspose2d.builder()
                .setFilters(filters)
                .setKernelSize(kernel)
                .optStride(2)
                .optPadding((kernel - 1) / 2)
                .optOutputPadding(kernel % 2)
                .optBias(false)
                .build();
    }

    private Block downsampling(int filters) {
        int kernel = preset == Preset.PAPER ? 5 : 4;
        int padding = (kernel - 1) / 2;
        return Conv2d.builder()
                .setFilters(filters)
                .setKernelShape(new Shape(kernel, kernel))
                .optStride(new Shape(2, 2))
                .optPadding(new Shape(padding, padding))
                .optBias(false)
                .build();
    }
}
