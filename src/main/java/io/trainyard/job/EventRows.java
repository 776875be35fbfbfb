package io.trainyard.job;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Stored events, in the order of their ids. */
@Repository
class EventRows {

    private final JdbcClient jdbc;

    EventRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Numbers and inserts; from here to its commit no other transaction can. */
    void append(List<NewEvent> events) {
        jdbc.sql("update event_counter set last = last + ?")
                .param(events.size())
                .update();
        long id = last() - events.size();
        for (NewEvent event : events) {
            jdbc.sql("insert into event values (?, ?, ?, ?, ?)")
                    .params(
                            ++id,
                            event.jobId(),
                            Columns.name(event.data().type()),
                            Columns.time(event.at()),
                            Columns.write(event.data()))
                    .update();
        }
    }

    record NewEvent(String jobId, Instant at, EventData data) {}

    long last() {
        return jdbc.sql("select last from event_counter").query(Long.class).single();
    }

    List<Event> after(long id, int limit) {
        return jdbc.sql("select * from event where id > ? order by id limit ?")
                .params(id, limit)
                .query(EventRows::event)
                .list();
    }

    /** Which jobs events were about, without what they tell. */
    List<Mark> marks(long after, int limit) {
        return jdbc.sql("select id, job_id from event where id > ? order by id limit ?")
                .params(after, limit)
                .query((row, number) -> new Mark(row.getLong("id"), row.getString("job_id")))
                .list();
    }

    record Mark(long id, String jobId) {}

    List<Event> of(String jobId, long after, int limit) {
        return jdbc.sql("select * from event where job_id = ? and id > ? order by job_id, id limit ?")
                .params(jobId, after, limit)
                .query(EventRows::event)
                .list();
    }

    void removeAll(String jobId) {
        jdbc.sql("delete from event where job_id = ?").param(jobId).update();
    }

    private static Event event(ResultSet row, int number) throws SQLException {
        EventData.Type type = Columns.value(EventData.Type.class, row.getString("type"));
        return new Event(
                row.getLong("id"),
                row.getString("job_id"),
                Objects.requireNonNull(Columns.instant(row, "at")),
                Columns.read(row.getString("data"), type.data));
    }
}
