package io.trainyard.job;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.stereotype.Repository;

/**
 * The queue: one entry in db-scheduler's table for every job that is queued or that a worker holds. All of this takes part in the
 * caller's transaction. Entries are taken and kept alive by db-scheduler; they are given back and removed here, because
 * its own completion handlers commit for themselves, apart from the job row.
 */
@Repository
class QueueEntries {

    /** The db-scheduler task whose instances are the jobs. */
    static final TaskDescriptor<Void> TASK = TaskDescriptor.of(Runs.TASK);

    private static final String ENTRY = " where task_name = 'train' and task_instance = :job ";

    /** Entries that db-scheduler has just taken come first, then those that are due, then those that have to wait. */
    private static final List<String> SECTIONS = List.of(
            "picked = true and exists (select 1 from job j where j.id = task_instance and j.status = 'queued')",
            "picked = false and execution_time <= :now",
            "picked = false and execution_time > :now");

    private static final String ENTRIES = "from scheduled_tasks where task_name = 'train' and ";

    private final SchedulerClient client;
    private final JdbcClient jdbc;
    private final Ids ids;

    QueueEntries(DataSource dataSource, JdbcClient jdbc, Ids ids) {
        this.client = SchedulerClient.Builder.create(new TransactionAwareDataSourceProxy(dataSource))
                .enablePriority()
                .build();
        this.jdbc = jdbc;
        this.ids = ids;
    }

    /** With a version that no earlier entry of the job has had, so that a worker that took one of those notices. */
    void add(String jobId, int priority, Instant at) {
        boolean added = client.scheduleIfNotExists(
                TASK.instance(jobId).priority(priority).build(), at);
        if (!added) {
            throw new IllegalStateException("Job %s is in the queue already.".formatted(jobId));
        }
        jdbc.sql("update scheduled_tasks set version = :version" + ENTRY)
                .param("job", jobId)
                .param("version", ids.nextMicros())
                .update();
    }

    /** Does nothing for a job that is not in the queue. */
    void setPriority(String jobId, int priority) {
        jdbc.sql("update scheduled_tasks set priority = :priority" + ENTRY)
                .param("job", jobId)
                .param("priority", priority)
                .update();
    }

    void remove(String jobId) {
        jdbc.sql("delete from scheduled_tasks" + ENTRY).param("job", jobId).update();
    }

    /** Gives a taken entry back; it is up again from {@code at} on, or in its old place when that has passed. */
    void release(String jobId, Instant at) {
        jdbc.sql("""
                        update scheduled_tasks
                        set picked = false, picked_by = null, last_heartbeat = null, execution_time = :at,
                            version = version + 1
                        """ + ENTRY).param("job", jobId).param("at", Columns.time(at)).update();
    }

    /** @return whether the entry is still the one that was seen as {@code version} */
    boolean isStill(String jobId, long version) {
        return jdbc.sql("select version from scheduled_tasks" + ENTRY + "and picked = true")
                .param("job", jobId)
                .query(Long.class)
                .optional()
                .filter(found -> found == version)
                .isPresent();
    }

    /** Entries that a server had taken. */
    List<Entry> takenBy(String server) {
        return jdbc.sql("""
                        select task_instance, version from scheduled_tasks
                        where task_name = 'train' and picked = true and picked_by = ?
                        """)
                .param(server)
                .query((row, number) -> new Entry(row.getString("task_instance"), row.getLong("version")))
                .list();
    }

    record Entry(String jobId, long version) {}

    /** The first of the queued jobs, as db-scheduler will take them. */
    List<String> first(int limit) {
        Instant now = ids.nextMoment();
        List<String> first = new ArrayList<>();
        for (String section : SECTIONS) {
            if (first.size() < limit) {
                first.addAll(jdbc.sql("select task_instance " + ENTRIES + section
                                + " order by task_name, picked, priority desc, execution_time limit :limit")
                        .param("now", Columns.time(now))
                        .param("limit", limit - first.size())
                        .query(String.class)
                        .list());
            }
        }
        return first;
    }

    /** 1 for the first; empty if it is not in the queue. */
    Optional<Integer> position(String jobId) {
        Instant now = ids.nextMoment();
        int before = 0;
        for (String section : SECTIONS) {
            Optional<Place> place = place(jobId, section, now);
            if (place.isPresent()) {
                return Optional.of(before + ahead(place.get(), section, now) + 1);
            }
            before += count(section, now);
        }
        return Optional.empty();
    }

    private Optional<Place> place(String jobId, String section, Instant now) {
        return jdbc.sql("select priority, execution_time " + ENTRIES + section + " and task_instance = :job")
                .param("now", Columns.time(now))
                .param("job", jobId)
                .query((row, number) -> new Place(row.getInt("priority"), Columns.instant(row, "execution_time")))
                .optional();
    }

    private int ahead(Place place, String section, Instant now) {
        OffsetDateTime at = Columns.time(place.at());
        return count(section + " and priority > " + place.priority(), now)
                + jdbc.sql("select count(*) " + ENTRIES + section
                                + " and priority = :priority and execution_time < :at")
                        .param("now", Columns.time(now))
                        .param("priority", place.priority())
                        .param("at", at)
                        .query(Integer.class)
                        .single();
    }

    private int count(String section, Instant now) {
        return jdbc.sql("select count(*) " + ENTRIES + section)
                .param("now", Columns.time(now))
                .query(Integer.class)
                .single();
    }

    private record Place(int priority, Instant at) {}
}
