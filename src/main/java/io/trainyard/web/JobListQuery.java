package io.trainyard.web;

import io.trainyard.job.JobQuery;
import io.trainyard.job.JobStatus;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/** Reads the parameters of the job list, and reports all that are wrong at once. */
final class JobListQuery {

    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 200;
    private static final String STATUSES = Arrays.stream(JobStatus.values())
            .map(status -> status.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));

    private final MultiValueMap<String, String> query;
    private final List<ProblemError> errors = new ArrayList<>();

    private JobListQuery(MultiValueMap<String, String> query) {
        this.query = query;
    }

    static JobQuery read(MultiValueMap<String, String> query) {
        return new JobListQuery(query).read();
    }

    private JobQuery read() {
        JobQuery read =
                new JobQuery(statuses(), labels(), text("name"), createdAfter(), limit(), after(), newestFirst());
        if (!errors.isEmpty()) {
            throw Problem.invalidParameters(errors).exception();
        }
        return read;
    }

    private Set<JobStatus> statuses() {
        Set<JobStatus> statuses = EnumSet.noneOf(JobStatus.class);
        for (String word : all("status").stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .toList()) {
            Arrays.stream(JobStatus.values())
                    .filter(status -> status.name().toLowerCase(Locale.ROOT).equals(word))
                    .findFirst()
                    .ifPresentOrElse(
                            statuses::add,
                            () -> wrong(
                                    "status",
                                    "unknown_value",
                                    "status \"%s\" is none of %s.".formatted(word, STATUSES)));
        }
        return statuses;
    }

    private Map<String, String> labels() {
        Map<String, String> labels = new LinkedHashMap<>();
        for (String pair : all("label")) {
            int colon = pair.indexOf(':');
            if (colon < 1) {
                wrong("label", "wrong_format", "label \"%s\" must be key:value, as in course:week3.".formatted(pair));
            } else if (labels.put(pair.substring(0, colon), pair.substring(colon + 1)) != null) {
                wrong("label", "repeated_key", "label key \"%s\" is given twice.".formatted(pair.substring(0, colon)));
            }
        }
        return labels;
    }

    private @Nullable Instant createdAfter() {
        String value = text("created_after");
        if (value == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(value).toInstant();
        } catch (DateTimeParseException e) {
            wrong(
                    "created_after",
                    "wrong_format",
                    "created_after \"%s\" must be an ISO-8601 time such as 2026-11-23T06:00:00Z.".formatted(value));
            return null;
        }
    }

    private @Nullable String after() {
        String id = text("after");
        if (id != null && !id.matches("job_[0-9a-z]+")) {
            wrong(
                    "after",
                    "wrong_format",
                    "after is \"%s\", but must be a job's id: the \"next\" of the page before.".formatted(id));
        }
        return id;
    }

    private int limit() {
        String value = text("limit");
        if (value == null) {
            return DEFAULT_LIMIT;
        }
        if (value.matches("\\d{1,3}")) {
            int limit = Integer.parseInt(value);
            if (limit >= 1 && limit <= MAX_LIMIT) {
                return limit;
            }
        }
        wrong(
                "limit",
                "out_of_range",
                "limit is \"%s\", but must be a whole number from 1 to %d.".formatted(value, MAX_LIMIT));
        return DEFAULT_LIMIT;
    }

    private boolean newestFirst() {
        String order = text("order");
        if (order != null && !order.equals("asc") && !order.equals("desc")) {
            wrong(
                    "order",
                    "unknown_value",
                    "order is \"%s\", but must be asc (oldest first) or desc (newest first).".formatted(order));
        }
        return !"asc".equals(order);
    }

    private List<String> all(String name) {
        return query.getOrDefault(name, List.of());
    }

    private @Nullable String text(String name) {
        return query.getFirst(name);
    }

    private void wrong(String parameter, String code, String message) {
        errors.add(ProblemError.inQuery(parameter, code, message));
    }
}
