package io.trainyard.web.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.web.WebConfiguration;
import io.trainyard.web.WebServerTest;
import io.trainyard.web.openapi.ApiDocument.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/** The OpenAPI document says everything about every operation. */
class OpenApiDocumentTest extends WebServerTest {

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mapping;

    private final List<String> gaps = new ArrayList<>();
    private ApiDocument document;

    @BeforeEach
    void read() throws Exception {
        document = ApiDocument.of(get("/v3/api-docs").body());
    }

    @Test
    void every_path_of_the_api_is_there_and_no_other() {
        Set<String> served = mapping.getHandlerMethods().keySet().stream()
                .flatMap(request -> request.getPatternValues().stream())
                .filter(path -> path.startsWith(WebConfiguration.API))
                .collect(Collectors.toSet());

        assertThat(document.root().at("/paths").propertyNames()).containsExactlyInAnyOrderElementsOf(served);
    }

    @Test
    void every_operation_has_a_summary_a_tag_and_a_name_of_its_own() {
        for (Operation operation : document.operations()) {
            require(operation.node().hasNonNull("summary"), operation + " has no summary");
            require(operation.node().hasNonNull("tags"), operation + " has no tag");
        }
        assertThat(document.operations().stream()
                        .map(operation -> operation.node().path("operationId").asString()))
                .doesNotHaveDuplicates()
                .noneMatch(name -> name.contains("_"), "numbered");
        assertThat(gaps).isEmpty();
    }

    @Test
    void every_parameter_and_body_has_a_description_and_a_schema() {
        for (Operation operation : document.operations()) {
            for (JsonNode parameter : operation.parameters()) {
                String place =
                        operation + " parameter " + parameter.path("name").asString();
                require(parameter.hasNonNull("description"), place + " has no description");
                JsonNode schema = parameter.path("schema");
                require(schema.size() > 0, place + " has no schema");
                require(
                        !schema.has("minimum") || schema.path("type").asString().matches("integer|number"),
                        place + " has a minimum, but is no number");
            }
            JsonNode body = operation.node().path("requestBody");
            require(body.isMissingNode() || body.hasNonNull("description"), operation + " body has no description");
            requireSchemas(operation + " body", body);
        }
        assertThat(gaps).isEmpty();
    }

    @Test
    void every_response_has_a_description_and_unless_it_is_empty_a_schema() {
        for (Operation operation : document.operations()) {
            require(
                    operation
                            .node()
                            .path("responses")
                            .propertyStream()
                            .anyMatch(r -> r.getKey().startsWith("2")),
                    operation + " never succeeds");
            for (Map.Entry<String, JsonNode> response :
                    operation.node().path("responses").properties()) {
                String place = operation + " response " + response.getKey();
                String description = response.getValue().path("description").asString("");
                require(!description.isEmpty() && !description.equals("OK"), place + " has no description");
                boolean empty = List.of("204", "304").contains(response.getKey());
                require(empty || response.getValue().path("content").size() > 0, place + " has no content");
                requireSchemas(place, response.getValue());
            }
        }
        assertThat(gaps).isEmpty();
    }

    @Test
    void every_property_has_a_description_and_a_type() {
        document.root()
                .at("/components/schemas")
                .properties()
                .forEach(schema -> requireDescriptions(schema.getKey(), schema.getValue()));
        for (Operation operation : document.operations()) {
            operation
                    .node()
                    .path("responses")
                    .properties()
                    .forEach(response -> response.getValue()
                            .path("content")
                            .forEach(content -> requireDescriptions(
                                    operation + " response " + response.getKey(), content.path("schema"))));
        }
        assertThat(gaps).isEmpty();
    }

    @Test
    void every_example_fits_its_schema() {
        for (Operation operation : document.operations()) {
            operation
                    .parameters()
                    .forEach(parameter -> requireFit(operation + " " + parameter.path("name"), parameter));
            operation.node().path("requestBody").path("content").properties().forEach(content -> {
                JsonNode body = content.getValue();
                require(
                        body.has("example")
                                || body.has("examples")
                                || !content.getKey().endsWith("json"),
                        operation + " body has no example");
                requireFit(operation + " body", body);
            });
            operation
                    .node()
                    .path("responses")
                    .forEach(response ->
                            response.path("content").forEach(content -> requireFit(operation + " response", content)));
        }
        document.root()
                .at("/components/schemas")
                .properties()
                .forEach(named -> ApiDocument.walk(named.getKey(), named.getValue(), this::requireOwnExampleToFit));
        assertThat(gaps).isEmpty();
    }

    private void requireDescriptions(String place, JsonNode schema) {
        ApiDocument.walk(
                place,
                schema,
                (where, part) -> part.path("properties").properties().forEach(property -> {
                    String name = where + "." + property.getKey();
                    JsonNode value = property.getValue();
                    require(!value.path("description").asString("").isBlank(), name + " has no description");
                    require(
                            Stream.of("type", "$ref", "anyOf", "allOf", "oneOf").anyMatch(value::has),
                            name + " has no type");
                }));
    }

    private void requireSchemas(String place, JsonNode bodyOrResponse) {
        bodyOrResponse
                .path("content")
                .properties()
                .forEach(content -> require(
                        content.getValue().path("schema").size() > 0,
                        place + " " + content.getKey() + " has no schema"));
    }

    /** Examples beside a schema. */
    private void requireFit(String place, JsonNode holder) {
        if (holder.has("example")) {
            requireFit(place, holder.path("schema"), holder.path("example"));
        }
        holder.path("examples").forEach(example -> requireFit(place, holder.path("schema"), example.path("value")));
    }

    /** An example in a schema. */
    private void requireOwnExampleToFit(String place, JsonNode schema) {
        if (schema.has("example")) {
            requireFit(place, schema, schema.path("example"));
        }
    }

    private void requireFit(String place, JsonNode schema, JsonNode example) {
        document.violations(schema, example).forEach(violation -> gaps.add(place + " example: " + violation));
    }

    private void require(boolean condition, String gap) {
        if (!condition) {
            gaps.add(gap);
        }
    }
}
