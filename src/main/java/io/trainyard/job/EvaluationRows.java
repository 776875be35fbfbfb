package io.trainyard.job;

import io.trainyard.result.Calibration;
import io.trainyard.result.EvaluationResult;
import io.trainyard.result.EvaluationResult.TopK;
import io.trainyard.result.Mistake;
import io.trainyard.result.Mistake.Picture;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;

/** What the final test gave. */
@Repository
class EvaluationRows {

    private static final TypeReference<long[][]> CONFUSION = new TypeReference<>() {};
    private static final TypeReference<Calibration> CALIBRATION = new TypeReference<>() {};

    private final JdbcClient jdbc;

    EvaluationRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<EvaluationResult> find(String jobId) {
        return jdbc.sql("select * from evaluation where job_id = ?")
                .param(jobId)
                .query((row, number) -> evaluation(jobId, row))
                .optional();
    }

    private EvaluationResult evaluation(String jobId, ResultSet row) throws SQLException {
        String calibration = row.getString("calibration");
        return new EvaluationResult(
                row.getDouble("loss"),
                row.getDouble("accuracy"),
                topK(row),
                row.getLong("examples"),
                Columns.read(row.getString("confusion"), CONFUSION),
                calibration == null ? null : Columns.read(calibration, CALIBRATION),
                calibration == null ? null : mistakes(jobId));
    }

    private static @Nullable TopK topK(ResultSet row) throws SQLException {
        Double accuracy = Columns.number(row, "top_k_accuracy");
        return accuracy == null ? null : new TopK(row.getInt("top_k"), accuracy);
    }

    private List<Mistake> mistakes(String jobId) {
        return jdbc.sql("select * from mistake where job_id = ? order by number")
                .param(jobId)
                .query(EvaluationRows::mistake)
                .list();
    }

    private static Mistake mistake(ResultSet row, int number) throws SQLException {
        return new Mistake(
                row.getInt("image_index"),
                row.getInt("label"),
                row.getInt("predicted"),
                row.getDouble("confidence"),
                new Picture(row.getInt("channels"), row.getInt("height"), row.getInt("width"), row.getBytes("pixels")));
    }

    void put(String jobId, EvaluationResult test) {
        TopK topK = test.topK();
        Calibration calibration = test.calibration();
        jdbc.sql("""
                        insert into evaluation (job_id, loss, accuracy, top_k, top_k_accuracy, examples, confusion, calibration)
                        values (?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        jobId,
                        test.loss(),
                        test.accuracy(),
                        topK == null ? null : topK.k(),
                        topK == null ? null : topK.accuracy(),
                        test.examples(),
                        Columns.write(test.confusion()),
                        calibration == null ? null : Columns.write(calibration))
                .update();
        List<Mistake> mistakes = test.mistakes() == null ? List.of() : test.mistakes();
        for (int number = 0; number < mistakes.size(); number++) {
            put(jobId, number, mistakes.get(number));
        }
    }

    private void put(String jobId, int number, Mistake mistake) {
        Picture picture = mistake.picture();
        jdbc.sql("insert into mistake values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .params(
                        jobId,
                        number,
                        mistake.index(),
                        mistake.label(),
                        mistake.predicted(),
                        mistake.confidence(),
                        picture.channels(),
                        picture.height(),
                        picture.width(),
                        picture.pixels())
                .update();
    }
}
