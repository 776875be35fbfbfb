package io.trainyard.spec;

import io.trainyard.spec.LayerSelector.At;
import io.trainyard.spec.LayerSelector.OfType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** A layer type, a layer's index or path, or several of the latter two. */
final class LayerSelectorReader {

    private static final Kind<OfType> TYPE = Kind.choice("layer type with weights", targets());
    private static final Kind<Integer> INDEX = Numbers.integer(0, LayerReader.MAX_LAYERS - 1);
    private static final Kind<String> PATH = path();
    private static final Kind<List<String>> PATHS = Kind.list(PATH, 1, LayerReader.MAX_LAYERS);

    static final Kind<LayerSelector> SELECTOR = new Kind<>(TYPE.placeholder(), value -> {
        JsonNode node = value.node();
        if (node.isArray()) {
            return PATHS.<LayerSelector>map(At::new).parse().apply(value);
        }
        return node.isString() && !isPath(node)
                ? TYPE.parse().apply(value)
                : PATH.<LayerSelector>map(path -> new At(List.of(path))).parse().apply(value);
    });

    private LayerSelectorReader() {}

    private static Map<String, OfType> targets() {
        Map<String, OfType> targets = new LinkedHashMap<>();
        OfType.NAMES.forEach(type -> targets.put(type, new OfType(type)));
        targets.put(OfType.ALL, new OfType(OfType.ALL));
        return targets;
    }

    private static Kind<String> path() {
        return new Kind<>("0", value -> {
            if (value.node().isNumber()) {
                return INDEX.<String>map(String::valueOf).parse().apply(value);
            }
            return isPath(value.node())
                    ? value.node().stringValue()
                    : value.wrongType("a layer's index such as 4, or its path such as \"4.layers.0\"");
        });
    }

    private static boolean isPath(JsonNode node) {
        return node.isString()
                && !node.stringValue().isEmpty()
                && Character.isDigit(node.stringValue().charAt(0));
    }

    /** An index where the path is one, an array only of several. */
    static JsonNode write(LayerSelector selector) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        if (selector instanceof OfType type) {
            return json.stringNode(type.type());
        }
        ArrayNode places = json.arrayNode();
        for (String path : ((At) selector).paths()) {
            if (path.matches("0|[1-9]\\d{0,3}")) {
                places.add(Integer.parseInt(path));
            } else {
                places.add(path);
            }
        }
        return places.size() == 1 ? places.get(0) : places;
    }
}
