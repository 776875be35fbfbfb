package io.trainyard.job;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
        int limit = query.limit() + 1;
        return isWhole(query) ? page(query, ids(query, limit)) : page(query, index.find(query, limit));
    }

    /** All jobs in the order of creation: what is asked for most, and what the index need not be read for. */
    private static boolean isWhole(JobQuery query) {
        return query.sort().key() == JobSort.Key.CREATED_AT && query.filter().equals(JobQuery.Filter.NONE);
    }

    private List<JobCursor> ids(JobQuery query, int limit) {
        boolean descending = query.sort().descending();
        String behind = query.after() == null ? "" : "where id %s :after".formatted(descending ? "<" : ">");
        return jdbc.sql("select id from job %s order by id %s limit :limit"
                        .formatted(behind, descending ? "desc" : "asc"))
                .param("after", query.after() == null ? null : query.after().id())
                .param("limit", limit)
                .query((row, number) -> JobCursor.at(row.getString("id")))
                .list();
    }

    private Page<Job> page(JobQuery query, List<JobCursor> found) {
        boolean hasMore = found.size() > query.limit();
        List<JobCursor> page = hasMore ? found.subList(0, query.limit()) : found;
        String next = hasMore ? page.get(page.size() - 1).text(query.sort()) : null;
        return new Page<>(read(page.stream().map(JobCursor::id).toList()), hasMore, next);
    }

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
