package io.trainyard.job;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** The databases that jobs are kept in; a few things are done differently on each. */
public enum DatabaseKind {
    H2,
    POSTGRESQL;

    /** @throws IllegalStateException if the database does not answer */
    public static DatabaseKind of(DataSource dataSource) {
        try (Connection connection = dataSource.getConnection()) {
            return connection.getMetaData().getDatabaseProductName().equals("H2") ? H2 : POSTGRESQL;
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "The database cannot be reached (see spring.datasource.url): " + e.getMessage(), e);
        }
    }
}
