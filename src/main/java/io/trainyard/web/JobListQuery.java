package io.trainyard.web;

import io.trainyard.job.JobCursor;
import io.trainyard.job.JobQuery;
import io.trainyard.job.JobQuery.Filter;
import io.trainyard.job.JobSort;
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

    private static final String KEYS =
            Arrays.stream(JobSort.Key.values()).map(JobSort.Key::id).collect(Collectors.joining(", "));

    private final MultiValueMap<String, String> query;
    private final List<ProblemError> errors = new ArrayList<>();

    private JobListQuery(MultiValueMap<String, String> query) {
        this.query = query;
    }

    /** @param query which jobs; @param fields what of them */
    record Read(JobQuery query, JobFields fields) {}

    static Read read(MultiValueMap<String, String> query) {
        return new JobListQuery(query).read();
    }

    private Read read() {
        Filter filter = new Filter(
                statuses(), labels(), text("name"), text("q"), instant("created_after"), instant("created_before"));
        JobSort sort = sort();
        JobQuery jobs = new JobQuery(filter, sort, limit(), after(sort));
        JobFields fields = JobFields.read(text("fields"), text("include"), errors);
        if (!errors.isEmpty()) {
            throw Problem.invalidParameters(errors).exception();
        }
        return new Read(jobs, fields);
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

    private @Nullable Instant instant(String parameter) {
        String value = text(parameter);
        if (value == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(value).toInstant();
        } catch (DateTimeParseException e) {
            wrong(
                    parameter,
                    "wrong_format",
                    "%s \"%s\" must be an ISO-8601 time such as 2026-11-23T06:00:00Z.".formatted(parameter, value));
            return null;
        }
    }

    private @Nullable JobCursor after(JobSort sort) {
        String cursor = text("after");
        if (cursor == null) {
            return null;
        }
        try {
            return JobCursor.parse(sort, cursor);
        } catch (IllegalArgumentException e) {
            wrong(
                    "after",
                    "wrong_format",
                    "after is \"%s\", but must be the \"next\" of the page before, in the same order."
                            .formatted(cursor));
            return null;
        }
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

    private JobSort sort() {
        boolean newestFirst = newestFirst();
        String sort = text("sort");
        if (sort == null) {
            return new JobSort(JobSort.Key.CREATED_AT, newestFirst);
        }
        if (text("order") != null) {
            wrong("order", "conflicting_parameters", "Give sort or order, not both: sort=created_at is order=asc.");
        }
        boolean descending = sort.startsWith("-");
        String key = descending ? sort.substring(1) : sort;
        return Arrays.stream(JobSort.Key.values())
                .filter(known -> known.id().equals(key))
                .findFirst()
                .map(known -> new JobSort(known, descending))
                .orElseGet(() -> {
                    wrong(
                            "sort",
                            "unknown_value",
                            "sort \"%s\" is none of %s; with - before it, the other way round.".formatted(sort, KEYS));
                    return JobSort.NEWEST_FIRST;
                });
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
