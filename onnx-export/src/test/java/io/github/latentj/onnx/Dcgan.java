package io.github.latentj.onnx;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.norm.BatchNorm;
import io.github.latentj.onnx.nn.ConvTranspose2d;

/** Generator and discriminator of a DCGAN (Radford et al. 2015) of any size, for tests. */
public final class Dcgan {
    private Dcgan() {}

    /** float32 [N, latent, 1, 1] to [N, channels, 4 * 2^doublings, ...], tanh at the end. */
    public static SequentialBlock generator(int features, int doublings, int channels) {
        SequentialBlock block = new SequentialBlock();
        int width = features << (doublings - 1);
        block.add(up(width, 1, 0)).add(BatchNorm.builder().build()).add(Activation.reluBlock());
        for (int i = 1; i < doublings; i++) {
            width /= 2;
            block.add(up(width, 2, 1)).add(BatchNorm.builder().build()).add(Activation.reluBlock());
        }
        return block.add(up(channels, 2, 1)).add(Activation.tanhBlock());
    }

    private static ConvTranspose2d up(int filters, int stride, int padding) {
        return ConvTranspose2d.builder()
                .setFilters(filters)
                .setKernelSize(4)
                .optStride(stride)
                .optPadding(padding)
                .optBias(false)
                .build();
    }

    /** float32 [N, channels, 4 * 2^halvings, ...] to logit [N, 1]. */
    public static SequentialBlock discriminator(int features, int halvings) {
        SequentialBlock block = new SequentialBlock().add(down(features)).add(Activation.leakyReluBlock(0.2f));
        for (int i = 1; i < halvings; i++) {
            block.add(down(features << i)).add(BatchNorm.builder().build()).add(Activation.leakyReluBlock(0.2f));
        }
        return block.add(conv(1, 1, 0)).add(Blocks.batchFlattenBlock());
    }

    private static Conv2d down(int filters) {
        return conv(filters, 2, 1);
    }

    private static Conv2d conv(int filters, int stride, int padding) {
        return Conv2d.builder()
                .setFilters(filters)
                .setKernelShape(new Shape(4, 4))
                .optStride(new Shape(stride, stride))
                .optPadding(new Shape(padding, padding))
                .optBias(false)
                .build();
    }
}
