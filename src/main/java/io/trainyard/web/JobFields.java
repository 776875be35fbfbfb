package io.trainyard.web;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which fields a list's documents have: those asked for, with {@code id} and {@code object}, or all; and the sparkline, which
 * is no part of a job's own document.
 *
 * @param names empty for all
 */
record JobFields(Set<String> names, boolean sparkline) {

    /** The most values of a sparkline. */
    static final int POINTS = 50;

    private static final String SPARKLINE = "sparkline";
    private static final JsonMapper JSON = WebConfiguration.json();
    private static final Set<String> KNOWN = Arrays.stream(JobDocument.class.getRecordComponents())
            .map(component ->
                    component.getName().replaceAll("(\\p{Upper})", "_$1").toLowerCase(Locale.ROOT))
            .collect(Collectors.toCollection(TreeSet::new));

    /** Adds what is wrong to {@code errors}. */
    static JobFields read(@Nullable String fields, @Nullable String include, List<ProblemError> errors) {
        Set<String> names = words(fields);
        boolean named = names.remove(SPARKLINE);
        names.stream()
                .filter(name -> !KNOWN.contains(name))
                .forEach(name -> errors.add(unknown("fields", name, String.join(", ", KNOWN) + ", " + SPARKLINE)));
        Set<String> more = words(include);
        more.stream()
                .filter(name -> !name.equals(SPARKLINE))
                .forEach(name -> errors.add(unknown("include", name, SPARKLINE)));
        if (named || !names.isEmpty()) {
            names.addAll(List.of("id", "object"));
        }
        return new JobFields(names, named || more.contains(SPARKLINE));
    }

    private static Set<String> words(@Nullable String list) {
        return list == null ? new LinkedHashSet<>() : new LinkedHashSet<>(List.of(list.split(",", -1)));
    }

    private static ProblemError unknown(String parameter, String name, String known) {
        return ProblemError.inQuery(
                parameter, "unknown_value", "%s has \"%s\", which is none of %s.".formatted(parameter, name, known));
    }

    Object of(JobDocument document, List<Double> accuracies) {
        if (names.isEmpty() && !sparkline) {
            return document;
        }
        ObjectNode node = JSON.valueToTree(document);
        if (!names.isEmpty()) {
            node.retain(names);
        }
        if (sparkline) {
            ArrayNode values = node.putArray(SPARKLINE);
            accuracies.forEach(values::add);
        }
        return node;
    }
}
