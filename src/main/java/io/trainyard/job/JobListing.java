package io.trainyard.job;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.PriorityQueue;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Lists jobs by what a query asks for, a page at a time: found and ordered in the index, then read from their rows. */
@Repository
class JobListing {

    private final JdbcClient jdbc;
    private final JobIndex index;

    JobListing(JdbcClient jdbc, JobIndex index) {
        this.jdbc = jdbc;
        this.index = index;
    }

    Page<Job> list(JobQuery query) {
        // One more than asked for tells whether there are more.
        List<JobEntry> found = query.sort().key() == JobSort.Key.CREATED_AT ? inOrderOfIds(query) : ordered(query);
        boolean hasMore = found.size() > query.limit();
        List<JobEntry> page = hasMore ? found.subList(0, query.limit()) : found;
        String next = hasMore ? query.sort().cursor(page.get(page.size() - 1)).text(query.sort()) : null;
        return new Page<>(read(page.stream().map(JobEntry::id).toList()), hasMore, next);
    }

    private List<JobEntry> inOrderOfIds(JobQuery query) {
        NavigableMap<String, JobEntry> entries = index.entries();
        if (query.sort().descending()) {
            entries = entries.descendingMap();
        }
        if (query.after() != null) {
            entries = entries.tailMap(query.after().id(), false);
        }
        return entries.values().stream()
                .filter(entry -> entry.matches(query.filter()))
                .limit(query.limit() + 1L)
                .toList();
    }

    /** Keeps the first of those behind the cursor, the last one on top. */
    private List<JobEntry> ordered(JobQuery query) {
        JobSort sort = query.sort();
        Comparator<JobCursor> order = sort.order();
        Comparator<Placed> places = Comparator.comparing(Placed::place, order);
        PriorityQueue<Placed> first = new PriorityQueue<>(places.reversed());
        for (JobEntry entry : index.entries().values()) {
            if (entry.matches(query.filter())) {
                Placed placed = new Placed(sort.cursor(entry), entry);
                if (query.after() == null || order.compare(placed.place, query.after()) > 0) {
                    first.add(placed);
                    if (first.size() > query.limit() + 1) {
                        first.poll();
                    }
                }
            }
        }
        return first.stream().sorted(places).map(Placed::entry).toList();
    }

    private record Placed(JobCursor place, JobEntry entry) {}

    /** Those that there are, in the order of the ids. */
    List<Job> read(List<String> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        Map<String, Job> jobs = new HashMap<>();
        jdbc.sql(JobMapper.SELECT + " where j.id in (:ids)")
                .param("ids", ids)
                .query(new JobMapper())
                .list()
                .forEach(job -> jobs.put(job.id(), job));
        return ids.stream().filter(jobs::containsKey).map(jobs::get).toList();
    }
}
