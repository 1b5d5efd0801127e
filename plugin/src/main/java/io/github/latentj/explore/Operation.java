package io.github.latentj.explore;

import java.util.OptionalLong;

/** What made some images: its name, the seed that repeats it if it took one, and how the images are laid out. Immutable. */
public final class Operation {
    private final String name;
    private final OptionalLong seed;
    private final int columns;

    /** @param columns images in one row if they form a table, else 0 */
    public Operation(String name, long seed, int columns) {
        this(name, OptionalLong.of(seed), columns);
    }

    private Operation(String name, OptionalLong seed, int columns) {
        this.name = name;
        this.seed = seed;
        this.columns = columns;
    }

    /** Without any random choice. */
    public static Operation unseeded(String name, int columns) {
        return new Operation(name, OptionalLong.empty(), columns);
    }

    String name() {
        return name;
    }

    OptionalLong seed() {
        return seed;
    }

    int columns() {
        return columns;
    }
}
