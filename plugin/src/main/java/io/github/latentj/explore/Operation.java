package io.github.latentj.explore;

/** What made some images: its name, the seed that repeats it, and how the images are laid out. Immutable. */
final class Operation {
    private final String name;
    private final long seed;
    private final int columns;

    /** @param columns images in one row if they form a table, else 0 */
    Operation(String name, long seed, int columns) {
        this.name = name;
        this.seed = seed;
        this.columns = columns;
    }

    String name() {
        return name;
    }

    long seed() {
        return seed;
    }

    int columns() {
        return columns;
    }
}
