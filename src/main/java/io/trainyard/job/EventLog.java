package io.trainyard.job;

import io.trainyard.job.EventData.StatusChange;
import io.trainyard.job.EventRows.NewEvent;
import io.trainyard.result.StopReason;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Takes down what happens to jobs, in the transaction in which it happens. Events are numbered last of all, right before
 * the commit: so the lock that keeps the numbers in order is short, and always the last one that a transaction takes.
 */
@Component
class EventLog {

    private final JdbcClient jdbc;
    private final EventRows rows;
    private final Ids ids;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    EventLog(JdbcClient jdbc, EventRows rows, Ids ids) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.ids = ids;
    }

    /** Runs after every commit of this server that brought events. */
    void onCommit(Runnable listener) {
        listeners.add(listener);
    }

    /** The job has the status that its row has now; call it after each transition. */
    void status(String jobId) {
        add(
                jobId,
                jdbc.sql("select * from job where id = ?")
                        .param(jobId)
                        .query(EventLog::statusChange)
                        .single());
    }

    private static StatusChange statusChange(ResultSet row, int number) throws SQLException {
        String reason = row.getString("stop_reason");
        return new StatusChange(
                Columns.value(JobStatus.class, row.getString("status")),
                row.getInt("attempt"),
                row.getInt("epoch"),
                row.getInt("iteration"),
                reason == null ? null : Columns.value(StopReason.class, reason),
                JobMapper.error(row));
    }

    /** The job is gone, and its events with it. */
    void deleted(String jobId) {
        rows.removeAll(jobId);
        add(jobId, new EventData.Deleted());
    }

    void add(String jobId, EventData data) {
        pending().events.add(new NewEvent(jobId, ids.nextMoment(), data));
    }

    private Pending pending() {
        Pending pending = (Pending) TransactionSynchronizationManager.getResource(this);
        if (pending == null) {
            pending = new Pending();
            TransactionSynchronizationManager.registerSynchronization(pending);
            TransactionSynchronizationManager.bindResource(this, pending);
        }
        return pending;
    }

    /** The events of one transaction. */
    private final class Pending implements TransactionSynchronization {

        private final List<NewEvent> events = new ArrayList<>();

        @Override
        public void beforeCommit(boolean readOnly) {
            rows.append(events);
        }

        @Override
        public void afterCommit() {
            listeners.forEach(Runnable::run);
        }

        @Override
        public void afterCompletion(int status) {
            TransactionSynchronizationManager.unbindResourceIfPossible(EventLog.this);
        }

        @Override
        public void suspend() {
            TransactionSynchronizationManager.unbindResource(EventLog.this);
        }

        @Override
        public void resume() {
            TransactionSynchronizationManager.bindResource(EventLog.this, this);
        }
    }
}
