package io.trainyard.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.job.JobQuery.Filter;
import io.trainyard.job.JobSort.Key;
import io.trainyard.spec.SpecReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lists over many jobs. {@code -Dtrainyard.jobs=100000} makes them a hundred thousand, and then also asserts that they are
 * fast; without it they are few, and the times are only printed.
 */
abstract class ListingContract {

    private static final int JOBS = Integer.getInteger("trainyard.jobs", 2_000);
    private static final int PAGE = 50;
    private static final double LIMIT_MILLIS = 50;

    private final Map<JobSort, List<JobCursor>> places = new HashMap<>();
    private Database database;

    abstract Database database();

    abstract DataSource dataSource();

    @BeforeEach
    void fill() throws Exception {
        database = database();
        if (database.count("select count(*) from job") < JOBS) {
            new ManyJobs().insert(dataSource(), JOBS);
            database.index.clear();
        }
    }

    static Stream<JobSort> sorts() {
        return Arrays.stream(Key.values()).flatMap(key -> Stream.of(new JobSort(key, false), new JobSort(key, true)));
    }

    @ParameterizedTest
    @MethodSource("sorts")
    void pages_in_any_order_have_every_job_once(JobSort sort) {
        List<Job> all = pages(Filter.NONE, sort, 200);

        assertThat(all).hasSize((int) database.count("select count(*) from job"));
        assertThat(all.stream().map(Job::id)).doesNotHaveDuplicates();
        List<String> values = all.stream().map(job -> value(job, sort.key())).toList();
        List<String> known = values.stream().filter(value -> value != null).toList();
        assertThat(values.subList(0, known.size()))
                .as("those without a value come last")
                .isEqualTo(known);
        Comparator<String> order = Comparator.naturalOrder();
        assertThat(known).isSortedAccordingTo(sort.descending() ? order.reversed() : order);
    }

    /** As text that sorts as the value does. */
    private static @Nullable String value(Job job, Key key) {
        Object value = switch (key) {
            case CREATED_AT -> job.timestamps().createdAt();
            case NAME -> job.description().name();
            case STATUS -> Columns.name(job.state().status());
            case PRIORITY -> job.order().priority();
            case BEST_VALUE ->
                job.best() == null ? null : "%.17f".formatted(job.best().value());
            case TEST_ACCURACY ->
                job.result() == null ? null : "%.17f".formatted(job.result().testAccuracy());
            case STARTED_AT -> job.timestamps().startedAt();
            case FINISHED_AT -> job.timestamps().finishedAt();
        };
        return value == null ? null : value.toString();
    }

    private List<Job> pages(Filter filter, JobSort sort, int limit) {
        List<Job> all = new ArrayList<>();
        JobCursor after = null;
        Page<Job> page;
        do {
            page = database.jobs.list(new JobQuery(filter, sort, limit, after));
            all.addAll(page.data());
            after = page.next() == null ? null : JobCursor.parse(sort, page.next());
        } while (page.hasMore());
        return all;
    }

    static Stream<Filter> filters() {
        return Stream.of(
                new Filter(Set.of(), Map.of(), ManyJobs.NEEDLE, null, null, null),
                new Filter(Set.of(), Map.of(), null, "VGG16", null, null),
                new Filter(Set.of(), Map.of(), null, "e", null, null),
                new Filter(Set.of(JobStatus.FAILED), Map.of("course", "week3"), null, "run 1", null, null),
                new Filter(Set.of(), Map.of("course", "Week3"), null, null, null, null));
    }

    @ParameterizedTest
    @MethodSource("filters")
    void a_filter_leaves_of_a_list_what_it_fits(Filter filter) {
        JobSort sort = new JobSort(Key.BEST_VALUE, true);
        List<String> fitting = pages(Filter.NONE, sort, 200).stream()
                .filter(job -> fits(job, filter))
                .map(Job::id)
                .toList();

        assertThat(pages(filter, sort, 200).stream().map(Job::id)).isEqualTo(fitting);
    }

    private static boolean fits(Job job, Filter filter) {
        String name = String.valueOf(job.description().name());
        return (filter.statuses().isEmpty()
                        || filter.statuses().contains(job.state().status()))
                && job.description()
                        .labels()
                        .entrySet()
                        .containsAll(filter.labels().entrySet())
                && (filter.name() == null || name.contains(filter.name()))
                && (filter.text() == null
                        || (job.id()
                                        + name
                                        + job.description().labels()
                                        + job.description().notes())
                                .toLowerCase(Locale.ROOT)
                                .contains(filter.text().toLowerCase(Locale.ROOT)));
    }

    @Test
    void a_word_is_found_where_it_is_now() {
        Filter filter = new Filter(Set.of(), Map.of(), null, "quetzal", null, null);
        JobQuery query = new JobQuery(filter, new JobSort(Key.NAME, true), 10, null);
        assertThat(database.jobs.list(query).data()).isEmpty();

        String id = submit("a Quetzal");
        assertThat(ids(database.jobs.list(query))).containsExactly(id);
        database.control.cancel(id);
        assertThat(ids(database.jobs.list(query))).containsExactly(id);
        database.control.delete(id);
        assertThat(database.jobs.list(query).data()).isEmpty();
    }

    @Test
    void what_is_submitted_or_deleted_meanwhile_moves_no_page() {
        JobSort sort = new JobSort(Key.NAME, false);
        Filter ended = new Filter(Set.of(JobStatus.SUCCEEDED, JobStatus.CANCELLED), Map.of(), null, null, null, null);
        Page<Job> first = database.jobs.list(new JobQuery(ended, sort, 20, null));
        JobQuery next = new JobQuery(ended, sort, 20, JobCursor.parse(sort, first.next()));
        List<String> second = ids(database.jobs.list(next));

        String early = submit("a name before all others");
        database.control.cancel(early);
        assertThat(ids(database.jobs.list(new JobQuery(ended, sort, 1, null)))).containsExactly(early);
        database.control.delete(early);
        database.control.delete(first.data().get(19).id());
        assertThat(ids(database.jobs.list(next))).isEqualTo(second);
        assertThat(ids(database.jobs.list(new JobQuery(ended, sort, 20, null)))).contains(second.get(0));
    }

    private static List<String> ids(Page<Job> page) {
        return page.data().stream().map(Job::id).toList();
    }

    private String submit(String name) {
        var spec = JsonMapper.shared().readTree("""
                {"name": "%s", "dataset": {"name": "shapes"}, "model": {"preset": "mlp"}}""".formatted(name));
        return database.jobs.submit(spec, SpecReader.read(spec), null).job().id();
    }

    @Test
    void pages_are_fast_wherever_they_are() {
        Random random = new Random(7);
        List<Filter> filters = List.of(
                Filter.NONE,
                new Filter(Set.of(JobStatus.FAILED), Map.of(), null, null, null, null),
                new Filter(Set.of(), Map.of("course", "week3"), null, null, null, null),
                new Filter(Set.of(), Map.of(), ManyJobs.NEEDLE, null, null, null),
                new Filter(Set.of(), Map.of(), null, "nothing has this", null, null),
                new Filter(Set.of(JobStatus.QUEUED), Map.of("course", "week1"), null, "vgg", null, null));
        List<JobSort> sorts = sorts().toList();
        sorts.forEach(sort -> cursor(sort, random)); // reads the index
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            JobSort sort = sorts.get(random.nextInt(sorts.size()));
            JobCursor after = i % 3 == 0 ? null : cursor(sort, random);
            JobQuery query = new JobQuery(filters.get(i % filters.size()), sort, PAGE, after);
            long start = System.nanoTime();
            Page<Job> page = database.jobs.list(query);
            millis.add((System.nanoTime() - start) / 1e6);
            assertThat(page.data()).hasSizeLessThanOrEqualTo(PAGE);
        }
        List<Double> warm = millis.subList(100, millis.size()).stream().sorted().toList();
        double p99 = warm.get(warm.size() * 99 / 100);
        System.out.printf(
                "%d jobs on %s: a page takes %.1f ms (median), %.1f ms (p99), %.1f ms at most%n",
                JOBS, getClass().getSimpleName(), warm.get(warm.size() / 2), p99, warm.get(warm.size() - 1));
        if (Integer.getInteger("trainyard.jobs") != null) {
            assertThat(p99).isLessThan(LIMIT_MILLIS);
        }
    }

    private JobCursor cursor(JobSort sort, Random random) {
        return places.computeIfAbsent(
                        sort, key -> database.index.find(new JobQuery(Filter.NONE, key, JOBS, null), JOBS))
                .get(random.nextInt(JOBS));
    }
}
