package io.trainyard.web.openapi;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Values that a schema allows, and values that nobody would send. */
final class FuzzedValues {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<String> JUNK = List.of(
            "",
            " ",
            "-1",
            "0",
            "99999999999999999999",
            "1e3",
            "NaN",
            "null",
            "true",
            "ü€𝄞",
            "a\u0000b",
            "'; drop table job; --",
            "%",
            "%00",
            "../../etc/passwd",
            "{}",
            "[]",
            "2026-13-45",
            "x".repeat(2_000));

    private final Random random;

    FuzzedValues(Random random) {
        this.random = random;
    }

    boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    String junk() {
        return oneOf(JUNK);
    }

    /** Values for a parameter, several where it may be repeated. */
    List<String> fitting(JsonNode parameter) {
        JsonNode schema = parameter.path("schema");
        if (schema.path("type").asString("").equals("array")) {
            return IntStream.rangeClosed(0, random.nextInt(2))
                    .mapToObj(i -> fittingOne(parameter, schema.path("items")))
                    .toList();
        }
        return List.of(fittingOne(parameter, schema));
    }

    private String fittingOne(JsonNode parameter, JsonNode schema) {
        List<String> known = new ArrayList<>();
        schema.path("enum").forEach(value -> known.add(value.asString()));
        List.of(schema.path("default"), schema.path("example"), parameter.path("example"))
                .forEach(value -> known.add(value.asString("")));
        known.removeIf(String::isEmpty);
        String type = schema.path("type").asString("");
        if (type.equals("integer")) {
            int low = schema.path("minimum").asInt(0);
            int high = schema.path("maximum").asInt(low + 50);
            known.add(String.valueOf(low + random.nextInt(high - low + 1)));
        } else if (type.equals("boolean")) {
            known.addAll(List.of("true", "false"));
        } else if (schema.path("format").asString("").equals("date-time")) {
            known.add("2026-11-23T06:00:00Z");
        } else if (known.isEmpty()) {
            known.add(oneOf(List.of("small", "a", "1", "résumé")));
        }
        return oneOf(known);
    }

    /** A body that begins as an example and may be damaged anywhere. */
    JsonNode damaged(JsonNode example) {
        return oneIn(4) ? example : damage(example);
    }

    private JsonNode damage(JsonNode value) {
        if (value.size() == 0 || oneIn(8)) {
            return anything();
        }
        int victim = random.nextInt(value.size());
        if (value.isArray()) {
            ArrayNode copy = JSON.arrayNode();
            IntStream.range(0, value.size()).forEach(i -> copy.add(i == victim ? damage(value.get(i)) : value.get(i)));
            return copy;
        }
        List<Map.Entry<String, JsonNode>> fields = List.copyOf(value.properties());
        ObjectNode copy = JSON.objectNode();
        for (int i = 0; i < fields.size(); i++) {
            if (i != victim || !oneIn(5)) {
                JsonNode field = fields.get(i).getValue();
                copy.set(fields.get(i).getKey(), i == victim ? damage(field) : field);
            }
        }
        return oneIn(6) ? copy.set(junk(), anything()) : copy;
    }

    private JsonNode anything() {
        return switch (random.nextInt(9)) {
            case 0 -> JSON.nullNode();
            case 1 -> JSON.booleanNode(random.nextBoolean());
            case 2 -> JSON.numberNode(random.nextInt(5) - 2);
            case 3 -> JSON.numberNode(new BigDecimal("1e400"));
            case 4 -> JSON.numberNode(random.nextGaussian());
            case 5 -> JSON.arrayNode().add(anything());
            case 6 -> JSON.objectNode();
            case 7 -> JSON.numberNode(Long.MAX_VALUE);
            default -> JSON.stringNode(junk());
        };
    }

    static List<JsonNode> examples(JsonNode content) {
        List<JsonNode> examples = StreamSupport.stream(content.path("examples").spliterator(), false)
                .map(example -> example.path("value"))
                .collect(Collectors.toList());
        if (content.has("example")) {
            examples.add(content.path("example"));
        }
        return examples;
    }
}
