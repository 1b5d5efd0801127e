package io.github.latentj.trainer;

import io.github.latentj.trainer.config.Range;
import io.github.latentj.trainer.config.TrainingSettings;
import io.github.latentj.trainer.data.NucleiPainter;
import io.github.latentj.trainer.evaluate.EvaluationRequest;
import io.github.latentj.trainer.evaluate.LabelOptions;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Options that are whole numbers; a wrong one is told with the range, without words of Java. */
abstract class WholeNumber implements ITypeConverter<Integer> {
    private final Range range;

    WholeNumber(Range range) {
        this.range = range;
    }

    @Override
    public Integer convert(String text) {
        return range.parse(text)
                .orElseThrow(() -> new TypeConversionException(range.problem("", text)))
                .intValueExact();
    }

    static final class Epochs extends WholeNumber {
        Epochs() {
            super(TrainingSettings.EPOCHS);
        }
    }

    static final class Kept extends WholeNumber {
        Kept() {
            super(TrainingSettings.KEEP_CHECKPOINTS);
        }
    }

    /** Images to show in training. */
    static final class Shown implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            return TrainCommand.IMAGES
                    .parse(text)
                    .orElseThrow(() -> new TypeConversionException(TrainCommand.IMAGES.problem("", text)))
                    .longValueExact();
        }
    }

    /** Of images to be made. */
    static final class Count extends WholeNumber {
        Count() {
            super(Range.whole("count", 1, NucleiPainter.MAX_COUNT));
        }
    }

    /** Of a set's images that are compared. */
    static final class Compared extends WholeNumber {
        Compared() {
            super(EvaluationRequest.COUNT);
        }
    }

    static final class Labelled extends WholeNumber {
        Labelled() {
            super(LabelOptions.MOST_LABELLED);
        }
    }

    /** A part of the whole. */
    static final class TestShare implements ITypeConverter<Double> {
        @Override
        public Double convert(String text) {
            Range range = LabelOptions.TEST_SHARE;
            return range.parse(text)
                    .orElseThrow(() -> new TypeConversionException(range.problem("", text)))
                    .doubleValue();
        }
    }

    /** Of painted images in pixels. */
    static final class Side extends WholeNumber {
        Side() {
            super(Range.whole("size", NucleiPainter.MIN_SIDE, NucleiPainter.MAX_SIDE));
        }
    }

    /** Any at all. */
    static final class Seed implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            Range any = Range.whole("seed", Long.MIN_VALUE, Long.MAX_VALUE);
            return any.parse(text)
                    .orElseThrow(() -> new TypeConversionException(any.problem("", text)))
                    .longValueExact();
        }
    }
}
