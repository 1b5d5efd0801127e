package io.github.latentj.trainer.data;

import java.util.Random;

/**
 * The outline of one nucleus: a circle with low-order Fourier waves, mapped so that area, axes (of the ellipse with the
 * same second moments), orientation and centroid are exactly the ones asked for.
 */
final class NucleusOutline {
    private static final int VERTICES = 256;
    private static final int SUBSAMPLES = 4;
    /** Standard deviation of the waves of order 3, 4, ... relative to the radius, for irregularity 1. */
    private static final double[] WAVES = {0.030, 0.017, 0.008, 0.004, 0.002};

    /** One turn of cosine and sine; the entry past the end closes the circle. */
    private static final double[] COSINE = new double[VERTICES + 1];

    private static final double[] SINE = new double[VERTICES + 1];

    static {
        for (int i = 0; i <= VERTICES; i++) {
            COSINE[i] = StrictMath.cos(2 * Math.PI * (i % VERTICES) / VERTICES);
            SINE[i] = StrictMath.sin(2 * Math.PI * (i % VERTICES) / VERTICES);
        }
    }

    final double area;
    final double majorAxis;
    final double minorAxis;
    private final double[] radius = new double[VERTICES + 1];
    private final double centreX;
    private final double centreY;
    private final double originX;
    private final double originY;
    /** Shape frame to picture: {@code [xx, xy, yx, yy]}, and back. */
    private final double[] forward;

    private final double[] inverse;

    /** What an outline must measure; {@code angle} in radians from the x axis, counter-clockwise as seen. */
    record Form(double area, double axisRatio, double angle, double centreX, double centreY) {}

    NucleusOutline(Form form, double irregularity, long waveSeed) {
        area = form.area;
        centreX = form.centreX;
        centreY = form.centreY;
        drawWaves(irregularity, new Random(waveSeed));
        double[] moments = moments();
        originX = moments[1];
        originY = moments[2];
        double[] white = inverseRoot(moments[3], moments[4], moments[5]);
        double major = Math.sqrt(area / (moments[0] * form.axisRatio * determinant(white)));
        majorAxis = 4 * major;
        minorAxis = majorAxis * form.axisRatio;
        // Picture rows run downwards, hence the minus.
        double cos = StrictMath.cos(form.angle);
        double sin = -StrictMath.sin(form.angle);
        double minor = major * form.axisRatio;
        forward = product(new double[] {cos * major, -sin * minor, sin * major, cos * minor}, white);
        inverse = inverse(forward);
    }

    private void drawWaves(double irregularity, Random random) {
        double[] cosine = new double[WAVES.length];
        double[] sine = new double[WAVES.length];
        for (int k = 0; k < WAVES.length; k++) {
            cosine[k] = irregularity * WAVES[k] * random.nextGaussian();
            sine[k] = irregularity * WAVES[k] * random.nextGaussian();
        }
        for (int i = 0; i <= VERTICES; i++) {
            double sum = 1;
            for (int k = 0; k < WAVES.length; k++) {
                int turned = (k + 3) * i % VERTICES;
                sum += cosine[k] * COSINE[turned] + sine[k] * SINE[turned];
            }
            radius[i] = Math.max(0.3, sum);
        }
    }

    /** Area, centroid x and y, variances xx, xy, yy of the polygon in the shape frame, by Green's theorem. */
    private double[] moments() {
        double[] m = new double[6];
        for (int i = 0; i < VERTICES; i++) {
            double x0 = vertexX(i);
            double y0 = vertexY(i);
            double x1 = vertexX(i + 1);
            double y1 = vertexY(i + 1);
            double cross = x0 * y1 - x1 * y0;
            m[0] += cross / 2;
            m[1] += cross * (x0 + x1) / 6;
            m[2] += cross * (y0 + y1) / 6;
            m[3] += cross * (x0 * x0 + x0 * x1 + x1 * x1) / 12;
            m[4] += cross * (x0 * y1 + 2 * x0 * y0 + 2 * x1 * y1 + x1 * y0) / 24;
            m[5] += cross * (y0 * y0 + y0 * y1 + y1 * y1) / 12;
        }
        for (int i = 1; i < m.length; i++) {
            m[i] /= m[0];
        }
        m[3] -= m[1] * m[1];
        m[4] -= m[1] * m[2];
        m[5] -= m[2] * m[2];
        return m;
    }

    private double vertexX(int i) {
        return radius[i] * COSINE[i];
    }

    private double vertexY(int i) {
        return radius[i] * SINE[i];
    }

    /** Inverse of the symmetric square root of {@code [xx, xy; xy, yy]}, closed form for 2 x 2 matrices. */
    private static double[] inverseRoot(double xx, double xy, double yy) {
        double root = Math.sqrt(xx * yy - xy * xy);
        double trace = Math.sqrt(xx + yy + 2 * root);
        return inverse(new double[] {(xx + root) / trace, xy / trace, xy / trace, (yy + root) / trace});
    }

    private static double determinant(double[] m) {
        return m[0] * m[3] - m[1] * m[2];
    }

    private static double[] inverse(double[] m) {
        double det = determinant(m);
        return new double[] {m[3] / det, -m[1] / det, -m[2] / det, m[0] / det};
    }

    private static double[] product(double[] a, double[] b) {
        return new double[] {
            a[0] * b[0] + a[1] * b[2], a[0] * b[1] + a[1] * b[3], a[2] * b[0] + a[3] * b[2], a[2] * b[1] + a[3] * b[3]
        };
    }

    /** The point of the picture at {@code depth} (0 origin, 1 outline) in direction {@code turn} (0 to 1). */
    double[] point(double turn, double depth) {
        int i = (int) (turn * VERTICES);
        double x = depth * vertexX(i) - originX;
        double y = depth * vertexY(i) - originY;
        return new double[] {centreX + forward[0] * x + forward[1] * y, centreY + forward[2] * x + forward[3] * y};
    }

    /** 0 at the origin of the shape, 1 on the outline, more outside. */
    double depth(double pictureX, double pictureY) {
        double dx = pictureX - centreX;
        double dy = pictureY - centreY;
        double x = inverse[0] * dx + inverse[1] * dy + originX;
        double y = inverse[2] * dx + inverse[3] * dy + originY;
        double turn = StrictMath.atan2(y, x) / (2 * Math.PI) * VERTICES;
        double at = turn < 0 ? turn + VERTICES : turn;
        int i = Math.min((int) at, VERTICES - 1);
        return Math.sqrt(x * x + y * y) / (radius[i] + (at - i) * (radius[i + 1] - radius[i]));
    }

    boolean fitsInto(int side, double margin) {
        for (int i = 0; i < VERTICES; i++) {
            double[] p = point(i / (double) VERTICES, 1);
            if (Math.min(p[0], p[1]) < margin || Math.max(p[0], p[1]) > side - margin) {
                return false;
            }
        }
        return true;
    }

    /** Whether some point of this outline lies in the other nucleus enlarged by {@code factor}, or the reverse. */
    boolean touches(NucleusOutline other, double factor) {
        return reachesInto(other, factor) || other.reachesInto(this, factor);
    }

    private boolean reachesInto(NucleusOutline other, double factor) {
        for (int i = 0; i < VERTICES; i += 8) {
            double[] p = point(i / (double) VERTICES, 1);
            if (other.depth(p[0], p[1]) < factor) {
                return true;
            }
        }
        return false;
    }

    /** Share of every pixel that lies inside, 0 to 1. */
    GreyField coverage(int side) {
        GreyField field = new GreyField(side);
        // Depth gained across half a pixel diagonal at the flat side, with room for the steeper slopes of waves.
        double edge = 2.2 / minorAxis;
        double bound = 0.75 * majorAxis;
        int x0 = (int) Math.max(0, centreX - bound);
        int x1 = (int) Math.min(side, centreX + bound + 1);
        int y0 = (int) Math.max(0, centreY - bound);
        int y1 = (int) Math.min(side, centreY + bound + 1);
        for (int y = y0; y < y1; y++) {
            for (int x = x0; x < x1; x++) {
                double depth = depth(x + 0.5, y + 0.5);
                // Well away from the outline one sample says it all.
                boolean clear = Math.abs(depth - 1) > edge;
                field.values[y * side + x] = clear ? (depth < 1 ? 1 : 0) : sampled(x, y);
            }
        }
        return field;
    }

    private float sampled(int x, int y) {
        int inside = 0;
        for (int i = 0; i < SUBSAMPLES * SUBSAMPLES; i++) {
            double px = x + (i % SUBSAMPLES + 0.5) / SUBSAMPLES;
            double py = y + (i / SUBSAMPLES + 0.5) / SUBSAMPLES;
            if (depth(px, py) < 1) {
                inside++;
            }
        }
        return inside / (float) (SUBSAMPLES * SUBSAMPLES);
    }
}
