package io.trainyard.job;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** Control and forks on the embedded default. */
class ControlOnH2Test {

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

    @Nested
    class Control extends ControlContract {
        @Override
        Database database() {
            return ControlOnH2Test.database;
        }
    }

    @Nested
    class Forking extends ForkContract {
        @Override
        Database database() {
            return ControlOnH2Test.database;
        }
    }
}
