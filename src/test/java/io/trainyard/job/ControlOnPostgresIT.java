package io.trainyard.job;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** Control and forks on PostgreSQL. */
@Testcontainers(disabledWithoutDocker = true)
class ControlOnPostgresIT {

    @Container
    private static final PostgreSQLContainer POSTGRES = new PostgreSQLContainer("postgres:17-alpine");

    private static HikariDataSource dataSource;
    private static Database database;

    @BeforeAll
    static void open() {
        dataSource = Database.on(POSTGRES);
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
            return ControlOnPostgresIT.database;
        }
    }

    @Nested
    class Forking extends ForkContract {
        @Override
        Database database() {
            return ControlOnPostgresIT.database;
        }
    }
}
