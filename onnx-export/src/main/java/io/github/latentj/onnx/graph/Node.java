package io.github.latentj.onnx.graph;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** One application of an ONNX operator to named values; an empty input name is an optional input left out. */
public record Node(
        String operator,
        String name,
        List<String> inputs,
        List<String> outputs,
        SortedMap<String, Attribute> attributes) {
    public Node {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
    }

    /** The only output. */
    public String output() {
        return outputs.get(0);
    }

    public long intAttribute(String attribute, long absent) {
        return attributes.get(attribute) instanceof Attribute.Int number ? number.value() : absent;
    }

    public float floatAttribute(String attribute, float absent) {
        return attributes.get(attribute) instanceof Attribute.Float number ? number.value() : absent;
    }

    /** The list of numbers under this name, or {@code absent}. */
    public long[] intsAttribute(String attribute, long... absent) {
        return attributes.get(attribute) instanceof Attribute.Ints numbers ? numbers.toArray() : absent;
    }

    /** This node with other inputs. */
    public Node withInputs(List<String> others) {
        return new Node(operator, name, others, outputs, attributes);
    }

    /** This node with another only output. */
    public Node withOutput(String other) {
        return new Node(operator, name, inputs, List.of(other), attributes);
    }
}
