package io.trainyard.job;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The devices of all servers that showed themselves lately. */
@Repository
class DeviceRows {

    /** After so long without a sign a server is taken for gone. */
    static final Duration GONE = Duration.ofSeconds(60);

    private static final int NAME_LENGTH = 200;
    private static final int REASON_LENGTH = 2_000;

    private final JdbcClient jdbc;
    private final Ids ids;

    DeviceRows(JdbcClient jdbc, Ids ids) {
        this.jdbc = jdbc;
        this.ids = ids;
    }

    List<Device> seen() {
        return jdbc.sql("select * from device where seen_at > ? order by server, id")
                .param(Columns.time(ids.nextMoment().minus(GONE)))
                .query(DeviceRows::device)
                .list();
    }

    void replace(String server, List<Device> devices) {
        remove(server);
        for (Device device : devices) {
            jdbc.sql("insert into device values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                    .params(
                            server,
                            device.id(),
                            device.kind(),
                            Columns.text(device.name(), NAME_LENGTH),
                            device.memoryBytes(),
                            device.computeCapability(),
                            device.usable(),
                            device.reason() == null ? null : Columns.text(device.reason(), REASON_LENGTH),
                            device.jobId(),
                            Columns.time(device.seenAt()))
                    .update();
        }
    }

    void remove(String server) {
        jdbc.sql("delete from device where server = ?").param(server).update();
    }

    private static Device device(ResultSet row, int number) throws SQLException {
        return new Device(
                row.getString("server"),
                row.getString("id"),
                row.getString("kind"),
                row.getString("name"),
                row.getLong("memory_bytes"),
                row.getString("compute_capability"),
                row.getBoolean("usable"),
                row.getString("reason"),
                row.getString("job_id"),
                Objects.requireNonNull(Columns.instant(row, "seen_at")));
    }
}
