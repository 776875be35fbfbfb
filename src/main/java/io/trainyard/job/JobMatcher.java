package io.trainyard.job;

import io.trainyard.job.JobQuery.Filter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A filter that is made ready for many jobs: what it looks for is put into lower case once. */
final class JobMatcher implements Predicate<JobEntry> {

    private final Filter filter;
    private final String name;
    private final String text;

    JobMatcher(Filter filter) {
        this.filter = filter;
        this.name = lower(filter.name());
        this.text = lower(filter.text());
    }

    private static String lower(@Nullable String word) {
        return word == null ? "" : JobEntry.lower(word);
    }

    /** What the text of a job that matches has in it; not all that it takes to match. */
    List<String> words() {
        List<String> words = new ArrayList<>(List.of(name, text));
        filter.labels().forEach((label, value) -> words.add(JobEntry.lower(JobEntry.word(label, value))));
        return words;
    }

    @Override
    public boolean test(JobEntry job) {
        return (filter.statuses().isEmpty() || filter.statuses().contains(job.status()))
                && hasLabels(job.labels())
                && isCreatedInTime(job.createdAt())
                && (filter.name() == null || (job.name() != null && job.name().contains(name)))
                && job.text().contains(text);
    }

    private boolean hasLabels(Map<String, String> labels) {
        for (Map.Entry<String, String> wanted : filter.labels().entrySet()) {
            if (!wanted.getValue().equals(labels.get(wanted.getKey()))) {
                return false;
            }
        }
        return true;
    }

    private boolean isCreatedInTime(Instant createdAt) {
        return (filter.createdAfter() == null || createdAt.isAfter(filter.createdAfter()))
                && (filter.createdBefore() == null || createdAt.isBefore(filter.createdBefore()));
    }
}
