package io.github.latentj.trainer;

import java.util.Iterator;
import java.util.List;

/** The words that shells complete after options of words. */
final class Choices {
    private Choices() {}

    /** Words in a form that picocli can make by itself. */
    abstract static class Words implements Iterable<String> {
        private final List<String> words;

        Words(String... words) {
            this.words = List.of(words);
        }

        @Override
        public Iterator<String> iterator() {
            return words.iterator();
        }
    }

    static final class Preset extends Words {
        Preset() {
            super("torch", "paper");
        }
    }

    static final class Prior extends Words {
        Prior() {
            super("normal", "uniform");
        }
    }

    static final class Upsampling extends Words {
        Upsampling() {
            super("transposed", "resize");
        }
    }

    static final class Device extends Words {
        Device() {
            super("auto", "cpu", "gpu");
        }
    }

    static final class Channels extends Words {
        Channels() {
            super("automatic", "grey", "rgb");
        }
    }

    static final class Crop extends Words {
        Crop() {
            super("automatic", "resize", "center-crop", "random-crop");
        }
    }

    static final class Intensity extends Words {
        Intensity() {
            super("automatic", "type-range", "min-max", "percentiles");
        }
    }

    static final class LostImages extends Words {
        LostImages() {
            super("stop", "skip");
        }
    }

    static final class Sizes extends Words {
        Sizes() {
            super("32", "64", "128", "256");
        }
    }
}
