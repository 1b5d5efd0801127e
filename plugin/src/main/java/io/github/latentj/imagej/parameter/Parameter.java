package io.github.latentj.imagej.parameter;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One parameter of a command: its macro key, its label in the dialog, and the values it takes. Dialog and macro go
 * through the same {@link #parse}, so that they accept the same values and complain in the same words.
 */
public final class Parameter {
    public enum Kind {
        FILE,
        FOLDER,
        /** A folder or stack of real images; left open, the active image. */
        REAL,
        TEXT,
        /** Images that carry latents, {@link #IMAGES_ALLOWED}. */
        IMAGES,
        /** Slices or cells of the active image, by number. */
        PARTS,
        /** The name of a direction saved beside the model. */
        DIRECTION,
        /** The name of a direction to save, or of a saved one. */
        NAME,
        NUMBER,
        SEED,
        CHOICE,
        FLAG,
        /** A choice that no dialog shows: asked for by itself where it is needed. */
        ASKED
    }

    /** How images that carry latents are named: for help texts and messages. */
    public static final String IMAGES_ALLOWED =
            "'selected', numbers of slices or montage cells such as '1,4-6', 'Title#2'"
                    + " for another image, or 'seed:7#1-3', separated by commas";

    private static final String REPLACE = "replace";
    /** Remembered, they would destroy what was saved before. */
    private static final List<String> UNREMEMBERED = Collections.unmodifiableList(Arrays.asList(REPLACE, "save"));

    /** Wider seeds are accepted; fresh ones stay short enough to be read aloud. */
    private static final long FRESH_SEEDS = 1_000_000_000L;

    private final Kind kind;
    private final String key;
    private final String label;
    private final String help;
    private final String defaultText;
    private final ValueRule rule;
    private final List<String> choices;

    private Parameter(Kind kind, String key, String[] texts, String defaultText, ValueRule rule, String... choices) {
        this.kind = kind;
        this.key = key;
        this.label = texts[0];
        this.help = texts[1];
        this.defaultText = defaultText;
        this.rule = rule;
        this.choices = Collections.unmodifiableList(Arrays.asList(choices));
    }

    /** A model file; the default is the model that ships with LatentJ, where it is installed. */
    public static Parameter model(String help) {
        return new Parameter(
                Kind.FILE, "model", new String[] {"Model", help}, null, ValueRule.text("the path of a file"));
    }

    /** A file that may be left open. */
    public static Parameter optionalFile(String key, String label, String help) {
        return new Parameter(Kind.FILE, key, new String[] {label, help}, "", ValueRule.text("the path of a file"));
    }

    /** A folder that may be left open. */
    public static Parameter optionalFolder(String key, String label, String help) {
        return new Parameter(Kind.FOLDER, key, new String[] {label, help}, "", ValueRule.text("the path of a folder"));
    }

    /** Real images: a folder or a stack on disk, or the active image if left open. */
    public static Parameter real(String key, String label, String help) {
        ValueRule rule = ValueRule.text("the path of a folder or of a stack");
        return new Parameter(Kind.REAL, key, new String[] {label, help}, "", rule);
    }

    /** Images that carry latents. */
    public static Parameter images(String key, String label, String help, String defaultText) {
        ValueRule rule = ValueRule.text(IMAGES_ALLOWED);
        return new Parameter(Kind.IMAGES, key, new String[] {label, help}, defaultText, rule);
    }

    /** Slices or cells of the active image, all by default. */
    public static Parameter parts(String key, String label, String help) {
        ValueRule rule = ValueRule.text("'all', or numbers such as '1,4-6'");
        return new Parameter(Kind.PARTS, key, new String[] {label, help}, "all", rule);
    }

    /** A direction saved beside the model. */
    public static Parameter direction(String key, String label, String help) {
        ValueRule rule = ValueRule.text("the name of a saved direction");
        return new Parameter(Kind.DIRECTION, key, new String[] {label, help}, "", rule);
    }

    /** A direction saved beside the model, or none. */
    public static Parameter optionalDirection(String key, String label, String help) {
        ValueRule rule = ValueRule.text("the name of a saved direction");
        return new Parameter(Kind.DIRECTION, key, new String[] {label, help}, "", rule, "");
    }

    /** The name of a direction to save, or of a saved one. */
    public static Parameter nameOfDirection(String label, String help) {
        ValueRule rule = ValueRule.text("letters, digits, blanks, '_' and '-'");
        return new Parameter(Kind.NAME, "name", new String[] {label, help}, "", rule);
    }

    public static Parameter integer(
            String key, String label, String help, long defaultValue, long minimum, long maximum) {
        ValueRule rule = ValueRule.wholeNumber(minimum, maximum);
        return new Parameter(Kind.NUMBER, key, new String[] {label, help}, String.valueOf(defaultValue), rule);
    }

    public static Parameter number(
            String key, String label, String help, double defaultValue, double minimum, double maximum) {
        ValueRule rule = ValueRule.number(minimum, maximum);
        return new Parameter(Kind.NUMBER, key, new String[] {label, help}, String.valueOf(defaultValue), rule);
    }

    /** Any whole number of 64 bits; a fresh one is drawn where none is given. */
    public static Parameter seed() {
        String[] texts = {"Seed", "The random numbers: the same seed gives the same result. Empty: a new one."};
        return new Parameter(Kind.SEED, "seed", texts, "", ValueRule.seed());
    }

    /** One of some words; the first is the default. */
    public static Parameter choice(String key, String label, String help, String... choices) {
        ValueRule rule = ValueRule.choice(Arrays.asList(choices));
        return new Parameter(Kind.CHOICE, key, new String[] {label, help}, choices[0], rule, choices);
    }

    /** A choice that no dialog shows; the first is the default. */
    public static Parameter asked(String key, String label, String help, String... choices) {
        ValueRule rule = ValueRule.choice(Arrays.asList(choices));
        return new Parameter(Kind.ASKED, key, new String[] {label, help}, choices[0], rule, choices);
    }

    public static Parameter flag(String key, String label, String help, boolean defaultValue) {
        return new Parameter(
                Kind.FLAG, key, new String[] {label, help}, String.valueOf(defaultValue), ValueRule.flag());
    }

    /** Leave to put a new direction in the place of one of the same name; dialogs never remember it. */
    public static Parameter replace() {
        return flag(
                REPLACE,
                "Replace one of the same name",
                "Lets the new direction take the place of a saved one. Without it a name that is taken is refused.",
                false);
    }

    /** True if a dialog begins with its default every time. */
    public boolean isFresh() {
        return kind == Kind.SEED || kind == Kind.ASKED || UNREMEMBERED.contains(key);
    }

    /** Text with a meaning of its own, which {@code allowed} describes. */
    public static Parameter text(String key, String label, String help, String defaultText, String allowed) {
        return new Parameter(Kind.TEXT, key, new String[] {label, help}, defaultText, ValueRule.text(allowed));
    }

    /** True if numbers in it mean parts of the image that is active. */
    public boolean namesImages() {
        return kind == Kind.IMAGES || kind == Kind.PARTS;
    }

    public Kind kind() {
        return kind;
    }

    /** Lower snake case: the word in macros, recorded and typed. */
    public String key() {
        return key;
    }

    public String label() {
        return label;
    }

    public String help() {
        return help;
    }

    /** The words to choose from; of {@link Kind#DIRECTION} those that are always there. */
    public List<String> choices() {
        return choices;
    }

    public String allowed() {
        return rule.allowed();
    }

    /** The documented default as text: a fresh number for seeds, the model that ships for models, empty for
     * what may stay open. */
    public String defaultText() {
        if (kind == Kind.SEED) {
            return String.valueOf(ThreadLocalRandom.current().nextLong(1, FRESH_SEEDS));
        }
        return defaultText == null ? ShippedModel.path().orElse("") : defaultText;
    }

    /** The default for help texts. */
    public String defaultInWords() {
        if (kind == Kind.SEED) {
            return "a new one each time";
        }
        if (defaultText == null) {
            return "the nuclei model that comes with LatentJ";
        }
        if (kind == Kind.DIRECTION && choices.isEmpty()) {
            return "none, one must be named";
        }
        return defaultText.isEmpty() ? "empty" : defaultText;
    }

    /**
     * Checks a value that a person or a macro gave, and brings it into its one spelling; empty text stands for the
     * default.
     *
     * @throws ParameterException naming the key, what is allowed and what was found
     */
    public String parse(String text) {
        String trimmed = text.trim();
        if (!trimmed.isEmpty()) {
            return rule.spelling(trimmed)
                    .orElseThrow(
                            () -> new ParameterException(key + " must be " + allowed() + ", found '" + trimmed + "'"));
        }
        String standard = defaultText();
        if (defaultText == null && standard.isEmpty()) {
            throw new ParameterException(key + " is required: " + allowed());
        }
        return standard;
    }
}
