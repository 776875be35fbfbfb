package io.trainyard.job;

import io.trainyard.result.IterationChunk;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Metrics per iteration, in chunks: about one a second while an epoch is under way, and few when it is over. 16 bytes a
 * step.
 */
@Repository
class IterationRows {

    private static final int COLUMNS = 4;
    private static final int MOST_STEPS = 1 << 14;

    private final JdbcClient jdbc;

    IterationRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Takes the place of whatever there is from its first step on: a run that went back comes by again. */
    void append(String jobId, IterationChunk chunk) {
        removeAfter(jobId, chunk.first() - 1);
        insert(jobId, chunk);
    }

    private void insert(String jobId, IterationChunk chunk) {
        jdbc.sql("insert into iteration_chunk values (?, ?, ?, ?, ?)")
                .params(jobId, chunk.first(), chunk.last(), chunk.epoch(), content(chunk))
                .update();
    }

    /** The last chunk may reach over the end; what it has before stays. */
    void removeAfter(String jobId, long iteration) {
        List<IterationChunk> reaching = jdbc.sql("""
                        select * from iteration_chunk
                        where job_id = ? and first_iteration <= ? and last_iteration > ?
                        """)
                .params(jobId, iteration, iteration)
                .query(IterationRows::chunk)
                .list();
        jdbc.sql("delete from iteration_chunk where job_id = ? and last_iteration > ?")
                .params(jobId, iteration)
                .update();
        reaching.forEach(chunk -> insert(jobId, chunk.first((int) (iteration - chunk.first() + 1))));
    }

    /** Puts an epoch's chunks together, once no more will come. */
    void compact(String jobId, int epoch) {
        List<IterationChunk> chunks = jdbc.sql(
                        "select * from iteration_chunk where job_id = ? and epoch = ? order by first_iteration")
                .params(jobId, epoch)
                .query(IterationRows::chunk)
                .list();
        if (chunks.size() < 2) {
            return;
        }
        jdbc.sql("delete from iteration_chunk where job_id = ? and epoch = ?")
                .params(jobId, epoch)
                .update();
        IterationChunk open = chunks.get(0);
        for (IterationChunk next : chunks.subList(1, chunks.size())) {
            if (open.size() + next.size() > MOST_STEPS || next.first() != open.last() + 1) {
                insert(jobId, open);
                open = next;
            } else {
                open = open.plus(next);
            }
        }
        insert(jobId, open);
    }

    /** Chunks with steps after {@code iteration}, the first ones first; the first one may begin before. */
    List<IterationChunk> after(String jobId, long iteration, int limit) {
        return jdbc.sql("""
                        select * from iteration_chunk where job_id = ? and last_iteration > ?
                        order by job_id, first_iteration limit ?
                        """)
                .params(jobId, iteration, limit)
                .query(IterationRows::chunk)
                .list();
    }

    /** How many steps there are after {@code iteration}. */
    long count(String jobId, long iteration) {
        return jdbc.sql("""
                        select coalesce(sum(last_iteration - case when first_iteration > :after then first_iteration - 1
                                                                  else :after end), 0)
                        from iteration_chunk where job_id = :job and last_iteration > :after
                        """)
                .param("job", jobId)
                .param("after", iteration)
                .query(Long.class)
                .single();
    }

    private static byte[] content(IterationChunk chunk) {
        ByteBuffer bytes = ByteBuffer.allocate(COLUMNS * Float.BYTES * chunk.size());
        bytes.asFloatBuffer()
                .put(chunk.trainLoss())
                .put(chunk.trainAccuracy())
                .put(chunk.learningRate())
                .put(chunk.imagesPerSecond());
        return bytes.array();
    }

    private static IterationChunk chunk(ResultSet row, int number) throws SQLException {
        FloatBuffer floats = ByteBuffer.wrap(row.getBytes("content")).asFloatBuffer();
        int steps = floats.remaining() / COLUMNS;
        return new IterationChunk(
                row.getInt("epoch"),
                row.getLong("first_iteration"),
                column(floats, steps),
                column(floats, steps),
                column(floats, steps),
                column(floats, steps));
    }

    private static float[] column(FloatBuffer floats, int steps) {
        float[] column = new float[steps];
        floats.get(column);
        return column;
    }
}
