package io.github.latentj.onnx.convert;

import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv1d;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.convolutional.Conv3d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.core.Prelu;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.norm.LayerNorm;
import io.github.latentj.onnx.nn.ConvTranspose2d;
import io.github.latentj.onnx.nn.Reshape;
import io.github.latentj.onnx.nn.UpsampleNearest2d;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which converter writes which class of block. Immutable. */
public final class ConverterRegistry {
    private static final ConverterRegistry STANDARD = new ConverterRegistry(Map.of())
            .with(SequentialBlock.class, new SequentialConverter())
            .with(ParallelBlock.class, new ParallelConverter())
            .with(LambdaBlock.class, new TracedConverter())
            .with(Reshape.class, new TracedConverter())
            .with(Conv1d.class, new ConvolutionConverter())
            .with(Conv2d.class, new ConvolutionConverter())
            .with(Conv3d.class, new ConvolutionConverter())
            .with(ConvTranspose2d.class, new ConvTranspose2dConverter())
            .with(UpsampleNearest2d.class, new UpsampleNearest2dConverter())
            .with(Linear.class, new LinearConverter())
            .with(BatchNorm.class, new BatchNormConverter())
            .with(LayerNorm.class, new LayerNormConverter())
            .with(Prelu.class, new PreluConverter())
            .with(Dropout.class, new DropoutConverter());

    private final Map<Class<?>, BlockConverter<?>> converters;

    private ConverterRegistry(Map<Class<?>, BlockConverter<?>> converters) {
        this.converters = Collections.unmodifiableMap(converters);
    }

    /** The converters of this library. */
    public static ConverterRegistry standard() {
        return STANDARD;
    }

    /** This registry with one converter more, or with another converter for {@code type}. */
    public <B extends Block> ConverterRegistry with(Class<B> type, BlockConverter<? super B> converter) {
        Map<Class<?>, BlockConverter<?>> extended = new LinkedHashMap<>(converters);
        extended.put(type, converter);
        return new ConverterRegistry(extended);
    }

    /** The converter for a block's class, or for the superclass whose way of computing it inherits unchanged. */
    @SuppressWarnings("unchecked") // with() ties each class to a converter of that class
    Optional<BlockConverter<Block>> find(Block block) {
        for (Class<?> type = block.getClass(); type != null; type = type.getSuperclass()) {
            if (converters.containsKey(type)) {
                return Optional.of((BlockConverter<Block>) converters.get(type));
            }
            if (computesItsOwnWay(type)) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static boolean computesItsOwnWay(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .anyMatch(method -> method.getName().startsWith("forward"));
    }

    /** The names of the supported classes, for messages. */
    String supported() {
        return converters.keySet().stream().map(Class::getSimpleName).collect(Collectors.joining(", "));
    }
}
