package io.trainyard.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Lists jobs by what a query asks for, a page at a time; ids sort by age. */
@Repository
class JobListing {

    private final JdbcClient jdbc;

    JobListing(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Page<Job> list(JobQuery query) {
        Conditions conditions = conditions(query);
        String sql = JobMapper.SELECT
                + conditions.where()
                + (query.newestFirst() ? " order by j.id desc" : " order by j.id asc")
                + " limit ?";
        // One more than asked for tells whether there are more.
        List<Job> jobs = jdbc.sql(sql)
                .params(conditions.values)
                .param(query.limit() + 1)
                .query(new JobMapper())
                .list();
        boolean hasMore = jobs.size() > query.limit();
        List<Job> data = hasMore ? jobs.subList(0, query.limit()) : jobs;
        return new Page<>(data, hasMore, hasMore ? lastId(data) : null);
    }

    private static @Nullable String lastId(List<Job> jobs) {
        return jobs.isEmpty() ? null : jobs.get(jobs.size() - 1).id();
    }

    private static Conditions conditions(JobQuery query) {
        Conditions conditions = new Conditions();
        if (!query.statuses().isEmpty()) {
            Object[] statuses = query.statuses().stream().map(Columns::name).toArray();
            conditions.add("j.status in (" + "?, ".repeat(statuses.length - 1) + "?)", statuses);
        }
        for (Map.Entry<String, String> label : query.labels().entrySet()) {
            conditions.add(
                    "exists (select 1 from job_label l where l.job_id = j.id and l.label = ? and l.val = ?)",
                    label.getKey(),
                    label.getValue());
        }
        if (query.name() != null) {
            conditions.add("lower(j.name) like ? escape '!'", "%" + literal(query.name()) + "%");
        }
        if (query.createdAfter() != null) {
            conditions.add("j.created_at > ?", Columns.time(query.createdAfter()));
        }
        if (query.after() != null) {
            conditions.add(query.newestFirst() ? "j.id < ?" : "j.id > ?", query.after());
        }
        return conditions;
    }

    private static String literal(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[!%_]", "!$0");
    }

    private static final class Conditions {

        private final List<String> terms = new ArrayList<>();
        private final List<Object> values = new ArrayList<>();

        void add(String term, Object... values) {
            terms.add(term);
            this.values.addAll(List.of(values));
        }

        String where() {
            return terms.isEmpty() ? "" : " where " + String.join(" and ", terms);
        }
    }
}
