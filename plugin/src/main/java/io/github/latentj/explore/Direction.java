package io.github.latentj.explore;

import java.util.Objects;

/** A named direction in the latent space of one model. Immutable. */
public final class Direction {
    private final String name;
    private final String modelSha256;
    private final String origin;
    private final float[] vector;

    /**
     * @param name 1 to 60 letters, digits, {@code _}, {@code -} or blanks, so that it can name a file
     * @param origin how it was found, for a person to read
     * @param vector float32 [latent size], finite and of length 1
     * @throws RequestException if the name or the vector is not like that
     */
    public Direction(String name, String modelSha256, String origin, float[] vector) {
        this.name = checkedName(name);
        this.modelSha256 = Objects.requireNonNull(modelSha256, "modelSha256");
        this.origin = Objects.requireNonNull(origin, "origin");
        this.vector = vector.clone();
        double squares = 0;
        for (float component : vector) {
            squares += (double) component * component;
        }
        if (!(Math.abs(squares - 1) < 1e-3)) {
            throw new RequestException("the direction '" + name + "' must have length 1, found " + Math.sqrt(squares));
        }
    }

    public static String checkedName(String name) {
        if (!name.matches("[A-Za-z0-9_-]([A-Za-z0-9_ -]{0,58}[A-Za-z0-9_-])?")) {
            throw new RequestException("the name of a direction must be 1 to 60 letters, digits, blanks, '_' or '-',"
                    + " found '" + (name.length() > 80 ? name.substring(0, 80) + "..." : name) + "'");
        }
        return name;
    }

    public String name() {
        return name;
    }

    /** SHA-256 of the model's file. */
    public String modelSha256() {
        return modelSha256;
    }

    public String origin() {
        return origin;
    }

    /** float32 [latent size] of length 1. */
    public float[] vector() {
        return vector.clone();
    }
}
