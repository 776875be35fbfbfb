package io.trainyard.web.openapi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What was heard of a stream of server-sent events, held against the schema of an event. */
final class StreamedEvents {

    private StreamedEvents() {}

    /** @param text may end in the middle of an event */
    static List<String> violations(ApiDocument document, String text) {
        List<String> wrong = new ArrayList<>();
        if (!text.startsWith("retry: ")) {
            wrong.add("a stream begins with: " + text);
        }
        List<String> blocks = List.of(text.split("\n\n", -1));
        for (String block : blocks.subList(0, blocks.size() - 1)) {
            String data = field(block, "data: ");
            if (!data.isEmpty() && !field(block, "event: ").equals("end")) {
                wrong.addAll(violationsOfEvent(document, data));
            }
        }
        return wrong;
    }

    private static String field(String block, String name) {
        return Arrays.stream(block.split("\n"))
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()))
                .collect(Collectors.joining("\n"));
    }

    private static List<String> violationsOfEvent(ApiDocument document, String data) {
        try {
            JsonNode event = JsonMapper.shared().readTree(data);
            return document.violations(document.root().at("/components/schemas/Event"), event);
        } catch (JacksonException e) {
            return List.of("no JSON: " + data);
        }
    }
}
