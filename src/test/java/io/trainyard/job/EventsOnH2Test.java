package io.trainyard.job;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Events on the embedded default. */
class EventsOnH2Test extends EventsContract {

    private static HikariDataSource dataSource;
    private static Database database;

    @BeforeAll
    static void open(@TempDir Path folder) {
        dataSource = Database.h2(folder.resolve("trainyard"), "");
        database = new Database(dataSource);
    }

    @AfterAll
    static void close() {
        dataSource.close();
    }

    @Override
    Database database() {
        return database;
    }
}
