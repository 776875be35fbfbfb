package io.trainyard.web.openapi;

import io.trainyard.web.openapi.ApiDocument.Operation;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A request for an operation, right here and wrong there. */
record FuzzedRequest(Operation operation, String path, Map<String, String> headers, byte @Nullable [] body) {

    private static final List<String> ACCEPT = List.of(
            "*/*",
            "*/*",
            "application/json",
            "text/event-stream",
            "image/png, */*;q=0.1",
            "text/csv",
            "text/html",
            "nonsense");
    private static final List<String> HEADER_VALUES =
            List.of("fuzz-1", "fuzz-2", "fuzz-3", "  x y", "  x y", "*", "0", "1");

    /** @param ids that exist, by the first part of the path below the base */
    static FuzzedRequest of(Operation operation, FuzzedValues values, Map<String, List<String>> ids) {
        String path = operation.path();
        List<String> query = new ArrayList<>();
        Map<String, String> headers = new LinkedHashMap<>(Map.of("Accept", values.oneOf(ACCEPT)));
        for (JsonNode parameter : operation.parameters()) {
            String name = parameter.path("name").asString();
            switch (parameter.path("in").asString()) {
                case "path" ->
                    path = path.replace("{" + name + "}", encoded(pathValue(parameter, operation, values, ids)));
                case "header" -> {
                    if (values.oneIn(3)) {
                        headers.put(name, values.oneOf(HEADER_VALUES));
                    }
                }
                default -> query.addAll(queryValues(parameter, values));
            }
        }
        if (values.oneIn(20)) {
            query.add("unknown=" + encoded(values.junk()));
        }
        if (values.oneIn(10)) {
            headers.put(
                    values.oneOf(List.of("If-None-Match", "Range", "If-Match")),
                    values.oneOf(List.of("*", "bytes=0-9", "\"x\"")));
        }
        byte[] body = body(operation.node().path("requestBody").path("content"), values, headers);
        return new FuzzedRequest(
                operation, path + (query.isEmpty() ? "" : "?" + String.join("&", query)), headers, body);
    }

    private static String pathValue(
            JsonNode parameter, Operation operation, FuzzedValues values, Map<String, List<String>> ids) {
        if (values.oneIn(6)) {
            String junk = values.junk();
            return junk.isEmpty() || junk.contains("/") || junk.contains("..") ? "x" : junk;
        }
        String resource = operation.path().split("/")[3];
        return parameter.path("name").asString().equals("id")
                ? values.oneOf(ids.get(resource))
                : values.fitting(parameter).get(0);
    }

    private static List<String> queryValues(JsonNode parameter, FuzzedValues values) {
        String name = parameter.path("name").asString();
        if (values.oneIn(2)) {
            return List.of();
        }
        List<String> given = values.oneIn(3) ? List.of(values.junk()) : values.fitting(parameter);
        return given.stream()
                .map(value -> name + "=" + encoded(value))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static byte @Nullable [] body(JsonNode content, FuzzedValues values, Map<String, String> headers) {
        if (content.isMissingNode()) {
            return null;
        }
        var choice = values.oneOf(List.copyOf(content.properties()));
        headers.put("Content-Type", values.oneIn(15) ? "text/plain" : choice.getKey());
        if (choice.getKey().equals("multipart/form-data")) {
            return FuzzedImage.form(values, headers);
        }
        if (choice.getValue().at("/schema/format").asString("").equals("binary")) {
            return FuzzedImage.file(values);
        }
        List<JsonNode> examples = FuzzedValues.examples(choice.getValue());
        String text = examples.isEmpty() || values.oneIn(15)
                ? values.oneOf(List.of("", "{", "[1,", "\uFEFF{}", "{\"a\": 1, \"a\": 2}", "\u0001\u0002PNG"))
                : values.damaged(values.oneOf(examples)).toString();
        return text.getBytes(StandardCharsets.UTF_8);
    }

    HttpRequest at(String base) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(60));
        headers.forEach(request::header);
        return request.method(
                        operation.method().toUpperCase(),
                        body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body))
                .build();
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public String toString() {
        String sent = body == null ? "" : " " + new String(body, StandardCharsets.UTF_8);
        String text = operation.method().toUpperCase() + " " + path + " " + headers + sent;
        return text.substring(0, Math.min(text.length(), 1_500));
    }
}
