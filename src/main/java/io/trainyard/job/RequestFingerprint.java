package io.trainyard.job;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Tells whether two requests ask for the same: white space and the order of fields do not count. */
final class RequestFingerprint {

    private RequestFingerprint() {}

    /** @param operation what the body is sent to */
    static String of(String operation, JsonNode body) {
        // Compared as stored, since number types may differ before and after.
        String text = operation + "\n" + ordered(Columns.json(body.toString()));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }

    private static JsonNode ordered(JsonNode node) {
        if (node instanceof ObjectNode object) {
            TreeMap<String, JsonNode> fields = new TreeMap<>();
            object.forEachEntry((name, value) -> fields.put(name, ordered(value)));
            return JsonNodeFactory.instance.objectNode().setAll(fields);
        }
        if (node instanceof ArrayNode array) {
            ArrayNode items = JsonNodeFactory.instance.arrayNode();
            array.forEach(item -> items.add(ordered(item)));
            return items;
        }
        return node;
    }
}
