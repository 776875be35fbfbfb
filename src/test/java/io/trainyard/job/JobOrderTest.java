package io.trainyard.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JobOrderTest {

    private final Random random = new Random(5);
    private final JobTable table = new JobTable();
    private final JobOrder order = new JobOrder(JobSort.Key.PRIORITY, table);
    private final JobOrder best = new JobOrder(JobSort.Key.BEST_VALUE, table);
    private final Map<String, JobEntry> jobs = new HashMap<>();

    @Test
    void is_what_sorting_all_gives_after_any_changes() {
        for (int change = 0; change < 300; change++) {
            change();
            boolean descending = random.nextBoolean();
            assertThat(ids(order.behind(null, descending)))
                    .isEqualTo(sorted(job -> (double) job.priority(), descending));
            assertThat(ids(best.behind(null, descending))).isEqualTo(sorted(JobEntry::bestValue, descending));
        }
    }

    /** Some go, some come, some are others than before. */
    private void change() {
        List<String> changed = IntStream.range(0, 1 + random.nextInt(20))
                .mapToObj(i -> "job_" + random.nextInt(80))
                .distinct()
                .toList();
        List<Integer> gone = changed.stream().map(table::remove).toList();
        Stream.of(order, best).forEach(each -> each.removeIf(gone::contains));
        changed.forEach(jobs::remove);
        changed.stream().filter(id -> random.nextInt(4) > 0).forEach(id -> jobs.put(id, job(id)));
        int[] places = changed.stream()
                .filter(jobs::containsKey)
                .mapToInt(id -> table.add(jobs.get(id)))
                .toArray();
        Stream.of(order, best).forEach(each -> each.add(places));
    }

    @Test
    void goes_on_behind_any_place_also_one_where_no_job_is_now() {
        for (int change = 0; change < 300; change++) {
            change();
            boolean descending = random.nextBoolean();
            JobEntry place = job("job_" + random.nextInt(80));
            JobCursor cursor = JobSort.Key.BEST_VALUE.cursor(place);
            Map<String, JobEntry> before = new HashMap<>(jobs);
            jobs.put(place.id(), place);
            List<String> all = sorted(JobEntry::bestValue, descending);
            List<String> behind = all.subList(all.indexOf(place.id()) + 1, all.size());
            jobs.clear();
            jobs.putAll(before);

            assertThat(ids(best.behind(cursor, descending)).stream().filter(id -> !id.equals(place.id())))
                    .isEqualTo(behind);
        }
    }

    private List<String> sorted(Function<JobEntry, @Nullable Double> value, boolean descending) {
        Comparator<Double> direction = descending ? Comparator.reverseOrder() : Comparator.naturalOrder();
        Comparator<String> ids = descending ? Comparator.reverseOrder() : Comparator.naturalOrder();
        return jobs.values().stream()
                .sorted(Comparator.comparing(value, Comparator.nullsLast(direction))
                        .thenComparing(JobEntry::id, ids))
                .map(JobEntry::id)
                .toList();
    }

    private List<String> ids(IntStream places) {
        return places.mapToObj(table::get).map(JobEntry::id).toList();
    }

    private JobEntry job(String id) {
        Double value = random.nextInt(3) == 0 ? null : (double) random.nextInt(5);
        return new JobEntry(
                id, JobStatus.QUEUED, null, id, Map.of(), random.nextInt(3), value, null, Instant.EPOCH, null, null);
    }
}
