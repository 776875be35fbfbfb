package io.trainyard.job;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** Events on PostgreSQL. */
@Testcontainers(disabledWithoutDocker = true)
class EventsOnPostgresIT extends EventsContract {

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

    @Override
    Database database() {
        return database;
    }
}
