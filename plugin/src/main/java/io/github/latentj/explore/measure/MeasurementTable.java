package io.github.latentj.explore.measure;

import io.github.latentj.explore.RequestException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was measured of some images: one row for each, NaN where there was nothing to measure. */
public final class MeasurementTable {
    private final Map<String, double[]> columns = new LinkedHashMap<>();
    private final int rows;

    MeasurementTable(int rows) {
        this.rows = rows;
    }

    /** @param columns by name, all of the same length */
    public MeasurementTable(Map<String, double[]> columns) {
        this(columns.values().stream()
                .mapToInt(values -> values.length)
                .findFirst()
                .orElse(0));
        columns.forEach((name, values) -> this.columns.put(name, values.clone()));
    }

    void set(int row, Map<String, Double> values) {
        values.forEach((name, value) -> columns.computeIfAbsent(name, unmeasured -> empty())[row] = value);
    }

    private double[] empty() {
        double[] values = new double[rows];
        Arrays.fill(values, Double.NaN);
        return values;
    }

    /** The names of the columns, in the order in which they were measured. */
    public List<String> columns() {
        return Collections.unmodifiableList(new ArrayList<>(columns.keySet()));
    }

    public int rows() {
        return rows;
    }

    /**
     * One value for each image, NaN where there is none.
     *
     * @throws RequestException naming the columns that there are
     */
    public double[] column(String name) {
        double[] values = columns.get(name);
        if (values == null) {
            throw new RequestException(missing(name, columns.keySet()));
        }
        return values.clone();
    }

    /** The numbers of the rows that have a finite value in each of the columns. */
    int[] complete(List<String> names) {
        List<double[]> values = new ArrayList<>();
        names.forEach(name -> values.add(column(name)));
        return java.util.stream.IntStream.range(0, rows)
                .filter(row -> values.stream().allMatch(column -> Math.abs(column[row]) <= Double.MAX_VALUE))
                .toArray();
    }

    static String missing(String name, Iterable<String> known) {
        String columns = String.join(", ", known);
        return columns.isEmpty()
                ? "nothing could be measured in any image: try the measuring macro on one of them"
                : "there is no column '" + name + "' among what is measured: " + columns;
    }
}
