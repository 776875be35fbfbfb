package io.trainyard.model.onnx;

import io.trainyard.spec.Shape;
import java.util.ArrayList;
import java.util.List;

/** Nodes with the shapes that they give, and constants; the order in which nodes are added is that of the file. */
final class GraphBuilder {

    private record Node(
            String operator, String name, List<String> inputs, String output, Shape shape, Message[] attributes) {

        Node withOutput(String other) {
            return new Node(operator, name, inputs, other, shape, attributes);
        }

        /** As NodeProto. */
        Message message() {
            Message node = new Message();
            inputs.forEach(input -> node.text(1, input));
            node.text(2, output).text(3, name).text(4, operator);
            for (Message attribute : attributes) {
                node.message(5, attribute);
            }
            return node;
        }
    }

    private final List<Node> nodes = new ArrayList<>();
    private final List<Message> initializers = new ArrayList<>();

    /**
     * Adds a node; its output has its name.
     *
     * @param shape one example's, of the output
     */
    Value add(String operator, String name, List<String> inputs, Shape shape, Message... attributes) {
        nodes.add(new Node(operator, name, inputs, name, shape, attributes));
        return new Value(name, shape, null);
    }

    /** Gives the output of the last node, which no other node may read yet, another name. */
    Value renameLast(String output) {
        int last = nodes.size() - 1;
        Node node = nodes.get(last).withOutput(output);
        nodes.set(last, node);
        return new Value(output, node.shape(), null);
    }

    /** @return its name */
    String constant(String name, List<Long> shape, float... values) {
        return initializer(name, Tensors.floats(name, shape, values));
    }

    /** @return its name */
    String constant(String name, long... values) {
        return initializer(name, Tensors.longs(name, values));
    }

    String initializer(String name, Message tensor) {
        initializers.add(tensor);
        return name;
    }

    /** As GraphProto; the values between the nodes have their shapes there, too. */
    Message build(String name, Value input, List<Value> outputs) {
        Message graph = new Message();
        nodes.forEach(node -> graph.message(1, node.message()));
        graph.text(2, name);
        initializers.forEach(tensor -> graph.message(5, tensor));
        graph.message(11, Tensors.batch(input.name(), input.shape()));
        outputs.forEach(output -> graph.message(12, Tensors.batch(output.name(), output.shape())));
        List<String> given = outputs.stream().map(Value::name).toList();
        nodes.stream()
                .filter(node -> !given.contains(node.output()))
                .forEach(node -> graph.message(13, Tensors.batch(node.output(), node.shape())));
        return graph;
    }
}
