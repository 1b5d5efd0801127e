package io.github.latentj.latent;

import io.github.latentj.contract.Prior;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;

/**
 * One path downhill by the limited-memory BFGS method (Nocedal and Wright 2006, algorithms 7.4 and 7.5) with a
 * backtracking line search (algorithm 3.1, quadratic interpolation). It is asked for a trial point and told what was
 * found there, so that many paths can share one batch. In the box of a uniform prior, trial points are projected into the
 * box and components that press against it stay where they are (Bertsekas 1982).
 */
final class DescentPath {
    private static final int MEMORY = 20;
    private static final double SUFFICIENT = 1e-4;
    private static final int MOST_SHORTENINGS = 10;
    /** Of the typical length of a latent. */
    private static final double FIRST_STEP = 0.1;

    private static final double LONGEST_STEP = 0.3;

    /** Settled if so many accepted steps together bring less than this share of the value. */
    private static final int PATIENCE = 20;

    private static final double SETTLED_SHARE = 5e-3;

    private final boolean boxed;
    private final double typical;
    private final Deque<Pair> memory = new ArrayDeque<>();
    private final Deque<Double> recent = new ArrayDeque<>();
    private double[] point;
    private double value = Double.POSITIVE_INFINITY;
    private double[] gradient;
    private double[] direction;
    private double step;
    private double[] trial;
    private int shortenings;
    private boolean settled;

    DescentPath(Prior prior, float[] start) {
        boxed = prior == Prior.UNIFORM;
        typical = PriorPull.typicalLength(prior, start.length);
        point = new double[start.length];
        for (int i = 0; i < start.length; i++) {
            point[i] = start[i];
        }
        direction = new double[start.length];
        trial = confined(point);
    }

    /** Where to look next, float32 [size]. */
    float[] trial() {
        return floats(trial);
    }

    /** The lowest point so far, float32 [size]. */
    float[] point() {
        return floats(point);
    }

    /** The value at {@link #point}. */
    double value() {
        return value;
    }

    /** True once nothing more is to be gained here. */
    boolean settled() {
        return settled;
    }

    /** Takes what was found at the trial point and chooses the next one. */
    void found(double trialValue, float[] trialGradient) {
        if (settled) {
            return;
        }
        double[] moved = difference(trial, point);
        if (gradient == null) {
            accept(trialValue, doubles(trialGradient), null);
        } else if (trialValue <= value + SUFFICIENT * dot(gradient, moved)) {
            accept(trialValue, doubles(trialGradient), moved);
        } else {
            shorten(trialValue, dot(gradient, moved));
        }
    }

    private void accept(double trialValue, double[] trialGradient, double[] moved) {
        if (moved != null) {
            remember(new Pair(moved, difference(trialGradient, gradient)));
        }
        point = trial;
        value = trialValue;
        gradient = trialGradient;
        shortenings = 0;
        recent.addLast(value);
        if (recent.size() > PATIENCE) {
            settled = recent.removeFirst() - value <= SETTLED_SHARE * Math.abs(value);
        }
        head();
    }

    /** Only pairs of positive curvature keep the direction downhill. */
    private void remember(Pair pair) {
        if (pair.product > 1e-12 * dot(pair.change, pair.change)) {
            memory.addLast(pair);
        }
        if (memory.size() > MEMORY) {
            memory.removeFirst();
        }
    }

    private void shorten(double trialValue, double slope) {
        if (++shortenings > MOST_SHORTENINGS) {
            // Not even the steepest way leads down: this is the bottom, as far as float32 can tell.
            settled = memory.isEmpty();
            memory.clear();
            shortenings = 0;
            head();
            return;
        }
        double parabola = -slope / (2 * (trialValue - value - slope));
        double factor = slope < 0 && parabola > 0 ? Math.max(0.1, Math.min(0.5, parabola)) : 0.5;
        step *= factor;
        place();
    }

    /** Chooses a direction and a first step along it. */
    private void head() {
        double[] free = withoutBlocked(gradient, gradient);
        direction = withoutBlocked(quasiNewton(free), gradient);
        if (dot(direction, gradient) >= 0) {
            memory.clear();
            direction = scaled(free, -1);
        }
        double length = Math.sqrt(dot(direction, direction));
        if (length == 0) {
            settled = true;
            return;
        }
        double longest = LONGEST_STEP * typical / length;
        step = memory.isEmpty() ? FIRST_STEP * typical / length : Math.min(1, longest);
        place();
    }

    private void place() {
        double[] next = point.clone();
        for (int i = 0; i < next.length; i++) {
            next[i] += step * direction[i];
        }
        trial = confined(next);
    }

    /** Minus the inverse Hessian's estimate times the gradient: the two loops of algorithm 7.4. */
    private double[] quasiNewton(double[] slope) {
        double[] result = slope.clone();
        double[] shares = new double[memory.size()];
        int index = shares.length;
        for (Iterator<Pair> newestFirst = memory.descendingIterator(); newestFirst.hasNext(); ) {
            Pair pair = newestFirst.next();
            shares[--index] = dot(pair.moved, result) / pair.product;
            add(result, -shares[index], pair.change);
        }
        if (!memory.isEmpty()) {
            Pair newest = memory.getLast();
            result = scaled(result, newest.product / dot(newest.change, newest.change));
        }
        for (Pair pair : memory) {
            add(result, shares[index++] - dot(pair.change, result) / pair.product, pair.moved);
        }
        return scaled(result, -1);
    }

    /** Zero for components that lie on the box's wall and would be driven through it. */
    private double[] withoutBlocked(double[] vector, double[] slope) {
        double[] free = vector.clone();
        for (int i = 0; i < free.length && boxed; i++) {
            if (Math.abs(point[i]) >= 1 && point[i] * slope[i] < 0) {
                free[i] = 0;
            }
        }
        return free;
    }

    private double[] confined(double[] vector) {
        double[] inside = vector.clone();
        for (int i = 0; i < inside.length && boxed; i++) {
            inside[i] = Math.max(-1, Math.min(1, inside[i]));
        }
        return inside;
    }

    private static double[] difference(double[] vector, double[] other) {
        double[] difference = vector.clone();
        add(difference, -1, other);
        return difference;
    }

    private static void add(double[] vector, double factor, double[] other) {
        for (int i = 0; i < vector.length; i++) {
            vector[i] += factor * other[i];
        }
    }

    private static double[] scaled(double[] vector, double factor) {
        double[] scaled = vector.clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= factor;
        }
        return scaled;
    }

    private static double dot(double[] vector, double[] other) {
        double sum = 0;
        for (int i = 0; i < vector.length; i++) {
            sum += vector[i] * other[i];
        }
        return sum;
    }

    private static double[] doubles(float[] vector) {
        double[] copy = new double[vector.length];
        Arrays.setAll(copy, i -> vector[i]);
        return copy;
    }

    private static float[] floats(double[] vector) {
        float[] copy = new float[vector.length];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = (float) vector[i];
        }
        return copy;
    }

    /** A step and how it changed the gradient. */
    private static final class Pair {
        private final double[] moved;
        private final double[] change;
        private final double product;

        Pair(double[] moved, double[] change) {
            this.moved = moved;
            this.change = change;
            product = dot(moved, change);
        }
    }
}
