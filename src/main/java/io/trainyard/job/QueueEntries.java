package io.trainyard.job;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import java.time.Instant;
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

    private static final String IN_ORDER = """
            join scheduled_tasks q on q.task_name = 'train' and q.task_instance = j.id
            where j.status = 'queued'
            order by q.picked desc, case when q.execution_time > ? then 1 else 0 end, q.priority desc, q.execution_time
            """;

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

    /** The queued jobs as db-scheduler will take them; those that it has just taken come first. */
    List<Job> jobs() {
        return jdbc.sql(JobMapper.SELECT + IN_ORDER)
                .param(Columns.time(ids.nextMoment()))
                .query(new JobMapper())
                .list();
    }

    Optional<Integer> position(String jobId) {
        int index = jdbc.sql("select j.id from job j " + IN_ORDER)
                .param(Columns.time(ids.nextMoment()))
                .query(String.class)
                .list()
                .indexOf(jobId);
        return index < 0 ? Optional.empty() : Optional.of(index + 1);
    }
}
