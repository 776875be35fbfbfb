package io.trainyard.web.metrics;

import io.trainyard.web.MetricsCsv;
import io.trainyard.web.WebConfiguration;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/** Writes rows as they come, as a JSON list or as CSV: however many there are, none is held. */
final class RowWriter {

    private RowWriter() {}

    /** What puts rows into the sink that it is given. */
    @FunctionalInterface
    interface Rows<T> {
        void writeTo(Consumer<T> sink);
    }

    static <T extends Record> void json(OutputStream out, Rows<T> rows) {
        try (JsonGenerator json = WebConfiguration.json().createGenerator(out)) {
            json.writeStartObject();
            json.writeStringProperty("object", "list");
            json.writeArrayPropertyStart("data");
            rows.writeTo(json::writePOJO);
            json.writeEndArray();
            json.writeBooleanProperty("has_more", false);
            json.writeNullProperty("next");
            json.writeEndObject();
        }
    }

    static <T extends Record> void csv(OutputStream out, Class<T> type, Rows<T> rows) throws IOException {
        write(out, MetricsCsv.header(type));
        rows.writeTo(row -> write(out, MetricsCsv.line(row)));
        out.flush();
    }

    private static void write(OutputStream out, String text) {
        try {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("The client has left.", e);
        }
    }
}
