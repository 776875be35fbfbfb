package io.trainyard.web.openapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.annotations.media.Schema.AdditionalPropertiesValue;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.AnnotatedParameterizedType;
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
            boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
            schema.getProperties().computeIfPresent(name, (key, property) -> {
                Schema<?> known = property.getAdditionalProperties() instanceof Schema<?> values
                        ? property.additionalProperties(values(component, values))
                        : property;
                Schema<?> described = nullable && !leavesNullsOut ? orNull(known) : withSiblings(known);
                return described.getDescription() != null
                        ? described
                        : described.description(description(component, javadocs));
            });
            if (!(nullable && leavesNullsOut)) {
                required.add(name);
            }
        }
        if (!isRequest(type)) {
            schema.setRequired(required);
        }
        schema.setTypes(Set.of("object"));
        schema.setDescription(javadocs.text().isEmpty() ? schema.getDescription() : javadocs.text());
    }

    /** What clients send is closed, and may leave things out. */
    private static boolean isRequest(Class<?> type) {
        var annotation = type.getAnnotation(io.swagger.v3.oas.annotations.media.Schema.class);
        return annotation != null && annotation.additionalProperties() == AdditionalPropertiesValue.FALSE;
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

    /** Of a map. */
    private static Object values(RecordComponent component, Schema<?> values) {
        if (isAnything(values)) {
            return true;
        }
        return component.getAnnotatedType() instanceof AnnotatedParameterizedType map
                        && map.getAnnotatedActualTypeArguments()[1].isAnnotationPresent(Nullable.class)
                ? orNull(values)
                : values;
    }

    /** What swagger makes of {@code Object}. */
    private static boolean isAnything(Schema<?> values) {
        return values.getProperties() == null && Set.of("object").equals(values.getTypes());
    }

    private static Schema<?> nothing() {
        return new Schema<>().types(Set.of("null"));
    }

    /** A reference shared by several properties cannot carry the description of each. */
    private static Schema<?> withSiblings(Schema<?> property) {
        return property.get$ref() == null ? property : new Schema<>().allOf(List.of(property));
    }
}
