package io.trainyard.web.openapi;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;
import org.springframework.web.method.HandlerMethod;

/** Says of operations what follows from where they are. */
@Component
class Operations implements OperationCustomizer, OpenApiCustomizer {

    /** What {@code id} means below a path. */
    private static final Map<String, String> IDS = Map.of(
            "/jobs/", "A job's id, job_…",
            "/checkpoints/", "A checkpoint's id, ckpt_…",
            "/datasets/", "A data set's name: cifar10, mnist, fashion_mnist or shapes",
            "/presets/", "A preset's name, such as vgg11_bn");

    /** What annotations cannot take from {@code ListDocument}, where an answer is described by hand. */
    private static final Map<String, String> LIST = Map.of(
            "object", "Always list",
            "data", "The items",
            "has_more", "Whether more follow",
            "next", "What to pass as after for them; null if there are no more");

    /** A name of its own for each, so that generated clients have readable ones: {@code jobSubmit}. */
    @Override
    public Operation customize(Operation operation, HandlerMethod method) {
        String resource = method.getBeanType().getSimpleName().replace("Controller", "");
        String verb = StringUtils.capitalize(method.getMethod().getName());
        return operation.operationId(StringUtils.uncapitalize(resource) + verb);
    }

    @Override
    public void customise(OpenAPI api) {
        api.getPaths().forEach((path, item) -> item.readOperations().forEach(operation -> complete(path, operation)));
    }

    private static void complete(String path, Operation operation) {
        for (Parameter parameter : Objects.requireNonNullElse(operation.getParameters(), List.<Parameter>of())) {
            if (parameter.getDescription() == null && parameter.getName().equals("id")) {
                idOf(path).ifPresent(parameter::description);
            }
            if (parameter.getSchema() == null && parameter.getContent() == null) {
                parameter.setSchema(new StringSchema());
            }
        }
        operation.getResponses().values().stream()
                .flatMap(response -> Stream.ofNullable(response.getContent()))
                .flatMap(content -> content.values().stream())
                .forEach(Operations::describeList);
        ApiResponse ok = operation.getResponses().get("200");
        if (ok != null && "OK".equals(ok.getDescription())) {
            ok.setDescription(operation.getSummary());
        }
    }

    private static void describeList(MediaType content) {
        Schema<?> schema = content.getSchema();
        if (schema != null && schema.getProperties() != null) {
            schema.getProperties().forEach((name, property) -> {
                if (property.getDescription() == null) {
                    property.setDescription(LIST.get(name));
                }
            });
        }
    }

    private static Optional<String> idOf(String path) {
        return IDS.entrySet().stream()
                .filter(entry -> path.contains(entry.getKey() + "{id}"))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
