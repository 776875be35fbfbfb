package io.trainyard.web.openapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Completes the schemas of records: descriptions from their Javadoc; every property is always there, and null only where the
 * component is {@link Nullable}.
 */
@Component
class RecordSchemas implements ModelConverter {

    private static final PropertyNamingStrategies.SnakeCaseStrategy SNAKE =
            new PropertyNamingStrategies.SnakeCaseStrategy();

    private static final String KIND = "What this document is; the same word in all of its kind";

    @Override
    public @Nullable Schema<?> resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        Class<?> raw = Json.mapper().constructType(type.getType()).getRawClass();
        if (raw == JsonNode.class) {
            return anyObject();
        }
        Schema<?> schema = chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
        Schema<?> model = schema == null ? null : model(schema, context);
        if (model != null && raw.isRecord() && model.getProperties() != null) {
            complete(model, raw);
        }
        return schema;
    }

    private static @Nullable Schema<?> model(Schema<?> schema, ModelConverterContext context) {
        String reference = schema.get$ref();
        return reference == null
                ? schema
                : context.getDefinedModels().get(reference.substring(Components.COMPONENTS_SCHEMAS_REF.length()));
    }

    /** A spec or a part of one, which the spec reference describes. */
    private static Schema<?> anyObject() {
        return new Schema<>().types(Set.of("object")).additionalProperties(true);
    }

    private static void complete(Schema<?> schema, Class<?> type) {
        Javadocs javadocs = Javadocs.of(type);
        boolean leavesNullsOut = type.isAnnotationPresent(JsonInclude.class);
        List<String> required = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String name = name(component);
            Schema<?> property = schema.getProperties().get(name);
            if (property == null) {
                continue;
            }
            boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
            if (!nullable || !leavesNullsOut) {
                required.add(name);
            }
            Schema<?> described = nullable && !leavesNullsOut ? orNull(property) : withSiblings(property);
            if (isAnything(property.getAdditionalProperties())) {
                property.setAdditionalProperties(true);
            }
            if (described.getDescription() == null) {
                described.setDescription(description(component, javadocs));
            }
            schema.getProperties().put(name, described);
        }
        schema.setRequired(required);
        schema.setTypes(Set.of("object"));
        schema.setDescription(javadocs.text().isEmpty() ? schema.getDescription() : javadocs.text());
    }

    private static String name(RecordComponent component) {
        JsonProperty named = component.getAccessor().getAnnotation(JsonProperty.class);
        return named == null ? SNAKE.translate(component.getName()) : named.value();
    }

    private static @Nullable String description(RecordComponent component, Javadocs javadocs) {
        String otherwise = component.getName().equals("object") ? KIND : null;
        return javadocs.components().getOrDefault(component.getName(), otherwise);
    }

    private static Schema<?> orNull(Schema<?> property) {
        if (property.get$ref() != null || property.getEnum() != null || property.getTypes() == null) {
            boolean done = property.getAnyOf() != null;
            return done ? property : new Schema<>().anyOf(List.of(property, nothing()));
        }
        Set<String> types = new LinkedHashSet<>(property.getTypes());
        types.add("null");
        property.setTypes(types);
        return property;
    }

    /** What swagger makes of the values of a {@code Map<String, Object>}. */
    private static boolean isAnything(@Nullable Object values) {
        return values instanceof Schema<?> schema
                && schema.getProperties() == null
                && schema.getTypes() != null
                && schema.getTypes().equals(Set.of("object"));
    }

    private static Schema<?> nothing() {
        return new Schema<>().types(Set.of("null"));
    }

    /** A reference shared by several properties cannot carry the description of each. */
    private static Schema<?> withSiblings(Schema<?> property) {
        return property.get$ref() == null ? property : new Schema<>().allOf(List.of(property));
    }
}
