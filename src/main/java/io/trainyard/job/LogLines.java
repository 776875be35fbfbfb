package io.trainyard.job;

import io.trainyard.job.JobWatch.LogLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** A job's log: its newest lines, and a word about those that had to go. */
@Repository
class LogLines {

    static final int KEPT = 10_000;
    static final int MAX_LENGTH = 4_000;

    private final JdbcClient jdbc;

    LogLines(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void append(String jobId, Instant now, List<String> lines) {
        int number = last(jobId);
        for (String line : lines) {
            jdbc.sql("insert into log_line values (?, ?, ?, ?)")
                    .params(jobId, ++number, Columns.time(now), Columns.text(line, MAX_LENGTH))
                    .update();
        }
        jdbc.sql("delete from log_line where job_id = ? and number <= ?")
                .params(jobId, number - KEPT)
                .update();
    }

    int last(String jobId) {
        return jdbc.sql("select coalesce(max(number), 0) from log_line where job_id = ?")
                .param(jobId)
                .query(Integer.class)
                .single();
    }

    List<LogLine> after(String jobId, int number, int limit) {
        return jdbc.sql("select number, text from log_line where job_id = ? and number > ? order by number limit ?")
                .params(jobId, number, limit)
                .query((row, index) -> new LogLine(row.getInt("number"), row.getString("text")))
                .list();
    }

    List<String> lines(String jobId, @Nullable Integer tail) {
        int limit = tail == null ? KEPT : Math.min(tail, KEPT);
        List<Line> newestFirst = jdbc.sql(
                        "select number, text from log_line where job_id = ? order by number desc limit ?")
                .params(jobId, limit)
                .query((row, index) -> new Line(row.getInt("number"), row.getString("text")))
                .list();
        List<String> lines = new ArrayList<>();
        newestFirst.forEach(line -> lines.add(line.text));
        if (newestFirst.size() == KEPT && newestFirst.get(KEPT - 1).number > 1) {
            lines.add("(%d earlier lines were dropped)".formatted(newestFirst.get(KEPT - 1).number - 1));
        }
        Collections.reverse(lines);
        return lines;
    }

    private record Line(int number, String text) {}
}
