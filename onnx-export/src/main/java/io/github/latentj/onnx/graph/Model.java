package io.github.latentj.onnx.graph;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A graph and the words that its file carries about it, sorted by key so that equal models give equal files. */
public record Model(Graph graph, SortedMap<String, String> metadata) {
    public Model {
        metadata = Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
    }

    public Model(Graph graph, Map<String, String> metadata) {
        this(graph, new TreeMap<>(metadata));
    }
}
