package io.github.latentj.onnx.proto;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import io.github.latentj.onnx.graph.Attribute;
import io.github.latentj.onnx.graph.Dimension;
import io.github.latentj.onnx.graph.Graph;
import io.github.latentj.onnx.graph.Model;
import io.github.latentj.onnx.graph.Node;
import io.github.latentj.onnx.graph.Tensor;
import io.github.latentj.onnx.graph.TensorShape;
import io.github.latentj.onnx.graph.Value;
import java.util.Arrays;

/** A {@link Model} as protobuf messages. */
final class ModelEncoder {
    private static final int IR_VERSION = 8;
    /** Read by ONNX Runtime 1.12 and later. */
    private static final int OPERATOR_SET = 17;

    private ModelEncoder() {}

    static ModelProto encode(Model model) {
        ModelProto.Builder proto = ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("LatentJ")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPERATOR_SET))
                .setGraph(graph(model.graph()));
        model.metadata()
                .forEach((key, value) -> proto.addMetadataProps(
                        StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
        return proto.build();
    }

    private static GraphProto graph(Graph graph) {
        GraphProto.Builder proto = GraphProto.newBuilder().setName("network");
        graph.inputs().forEach(input -> proto.addInput(valueInfo(input)));
        graph.outputs().forEach(output -> proto.addOutput(valueInfo(output)));
        graph.initializers().forEach(tensor -> proto.addInitializer(tensor(tensor)));
        for (Node node : graph.nodes()) {
            proto.addNode(node(node));
            node.outputs().stream()
                    .filter(output -> !graph.isOutput(output))
                    .forEach(output -> proto.addValueInfo(valueInfo(graph.value(output))));
        }
        return proto.build();
    }

    private static NodeProto node(Node node) {
        NodeProto.Builder proto = NodeProto.newBuilder()
                .setOpType(node.operator())
                .setName(node.name())
                .addAllInput(node.inputs())
                .addAllOutput(node.outputs());
        node.attributes().forEach((name, value) -> proto.addAttribute(attribute(name, value)));
        return proto.build();
    }

    private static AttributeProto attribute(String name, Attribute attribute) {
        AttributeProto.Builder proto = AttributeProto.newBuilder().setName(name);
        if (attribute instanceof Attribute.Int number) {
            proto.setType(AttributeProto.AttributeType.INT).setI(number.value());
        } else if (attribute instanceof Attribute.Float number) {
            proto.setType(AttributeProto.AttributeType.FLOAT).setF(number.value());
        } else if (attribute instanceof Attribute.Text text) {
            proto.setType(AttributeProto.AttributeType.STRING).setS(ByteString.copyFromUtf8(text.value()));
        } else if (attribute instanceof Attribute.Ints numbers) {
            proto.setType(AttributeProto.AttributeType.INTS).addAllInts(numbers.values());
        }
        return proto.build();
    }

    private static TensorProto tensor(Tensor tensor) {
        return TensorProto.newBuilder()
                .setName(tensor.name())
                .setDataType(tensor.type().code())
                .addAllDims(Arrays.stream(tensor.dims()).boxed().toList())
                .setRawData(ByteString.copyFrom(tensor.bytes()))
                .build();
    }

    private static ValueInfoProto valueInfo(Value value) {
        TypeProto.Tensor.Builder type =
                TypeProto.Tensor.newBuilder().setElemType(value.type().code()).setShape(shape(value.shape()));
        return ValueInfoProto.newBuilder()
                .setName(value.name())
                .setType(TypeProto.newBuilder().setTensorType(type))
                .build();
    }

    private static TensorShapeProto shape(TensorShape shape) {
        TensorShapeProto.Builder proto = TensorShapeProto.newBuilder();
        for (Dimension dimension : shape.dimensions()) {
            TensorShapeProto.Dimension.Builder axis = TensorShapeProto.Dimension.newBuilder();
            if (dimension.isFixed()) {
                axis.setDimValue(dimension.size());
            } else if (!dimension.name().isEmpty()) {
                axis.setDimParam(dimension.name());
            }
            proto.addDim(axis);
        }
        return proto.build();
    }
}
