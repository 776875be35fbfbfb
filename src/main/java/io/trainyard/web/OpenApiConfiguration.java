package io.trainyard.web;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.trainyard.web.openapi.ProblemSchema;
import java.util.Locale;
import java.util.Map;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** The head of the OpenAPI document, and the problems that every operation may answer with. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

    private static final Map<Integer, String> BODY_PROBLEMS = Map.of(
            400, "Not JSON, or an unknown or wrong parameter",
            413, "The body is over 1 MiB",
            415, "Content-Type is not application/json, or there is a Content-Encoding");

    private static final Map<Integer, String> PREDICTION_PROBLEMS = Map.of(
            400, "An unknown or wrong parameter, or no field image in a multipart body",
            409, "There is no model yet, or its checkpoint is too old; detail says what to do",
            413, "The body is over 16 MiB",
            415, "Content-Type or content is neither PNG nor JPEG nor WebP, or there is a Content-Encoding",
            422, "The image is damaged or has too many pixels",
            503, "Too much to do, try again after Retry-After seconds; or ONNX Runtime does not run on the server");

    @Bean
    OpenAPI trainyardApi() {
        return new OpenAPI()
                .info(new Info()
                        .title("Trainyard")
                        .version("v1")
                        .description("Training jobs for convolutional networks. Errors are RFC 9457 problems.")
                        .license(new License().name("Apache-2.0").url("https://www.apache.org/licenses/LICENSE-2.0")));
    }

    /** The schemas' names follow {@link WebConfiguration#json}; springdoc reads the records with Jackson 2. The last one asked. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    ModelResolver snakeCaseSchemas(ObjectMapperProvider mappers) {
        return new ModelResolver(
                mappers.jsonMapper().copy().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE));
    }

    @Bean
    OpenApiCustomizer problems() {
        return api -> {
            api.getComponents().addSchemas("Problem", ProblemSchema.create());
            api.getPaths()
                    .forEach((path, item) ->
                            item.readOperationsMap().forEach((method, operation) -> describe(path, method, operation)));
        };
    }

    /** As {@link WebConfiguration#json} writes them; Jackson 2 has no naming strategy for all enums. */
    @Bean
    OpenApiCustomizer lowerCaseEnums() {
        return api -> api.getComponents().getSchemas().values().forEach(OpenApiConfiguration::lowerCaseEnums);
    }

    private static void lowerCaseEnums(Schema<?> schema) {
        if (schema.getItems() != null) {
            lowerCaseEnums(schema.getItems());
        }
        if (schema.getProperties() != null) {
            schema.getProperties().values().forEach(OpenApiConfiguration::lowerCaseEnums);
        }
        if (schema.getAnyOf() != null) {
            schema.getAnyOf().forEach(OpenApiConfiguration::lowerCaseEnums);
        }
        if (schema instanceof StringSchema text && text.getEnum() != null) {
            text.setEnum(text.getEnum().stream()
                    .map(name -> name.toLowerCase(Locale.ROOT))
                    .toList());
        }
    }

    private static void describe(String path, PathItem.HttpMethod method, Operation operation) {
        boolean hasBody = operation.getRequestBody() != null;
        if (hasBody) {
            if (path.matches(".*/jobs(/validate)?")) {
                operation.setRequestBody(SpecExample.requestBody());
            }
            if (path.endsWith("/predict")) {
                PREDICTION_PROBLEMS.forEach((status, description) -> add(operation, status, description));
            } else {
                BODY_PROBLEMS.forEach((status, description) -> add(operation, status, description));
            }
        }
        add(operation, 400, "An unknown parameter or a wrong value, errors names each; or no valid address");
        if (method == PathItem.HttpMethod.GET) {
            add(operation, 304, "If-None-Match names what the answer would be");
        }
        if (path.matches(".*/jobs(|/batch|/\\{id}|/\\{id}/fork)") && hasBody) {
            add(
                    operation,
                    422,
                    "The content is wrong, errors has every violation with its JSON pointer; or the"
                            + " Idempotency-Key was used for something else");
        }
        if (path.contains("{id}")) {
            add(operation, 404, "Nothing has this id");
        }
        if (path.matches(".*/(pause|resume|cancel|fork)")
                || method == PathItem.HttpMethod.DELETE
                || method == PathItem.HttpMethod.PATCH) {
            add(operation, 409, "Not in the job's status; allowed_actions says what is");
        }
        if (path.endsWith("/model") || path.endsWith("/evaluation") || path.endsWith("/statistics")) {
            add(operation, 409, "Not there yet; detail says what to do");
        }
        if (path.endsWith("/jobs/{id}")) {
            add(operation, 412, "If-Match names another state of the job; get it anew");
        }
        if (path.endsWith("/model") || path.endsWith("/content")) {
            add(operation, 412, "If-Match or If-Unmodified-Since ask for another file");
            add(operation, 416, "No range lies within the file");
        }
        answerProblems(operation);
    }

    /** What an annotation of the operation says is more special. */
    private static void add(Operation operation, int status, String description) {
        operation.getResponses().putIfAbsent(String.valueOf(status), new ApiResponse().description(description));
    }

    private static void answerProblems(Operation operation) {
        Schema<?> problem = new Schema<>().$ref("#/components/schemas/Problem");
        operation.getResponses().forEach((status, response) -> {
            if (status.startsWith("4") || status.startsWith("5")) {
                response.setContent(
                        new Content().addMediaType("application/problem+json", new MediaType().schema(problem)));
            }
        });
    }
}
