package io.trainyard.job;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class ListingOnH2Test extends ListingContract {

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

    @Override
    DataSource dataSource() {
        return dataSource;
    }
}
