package io.trainyard.job;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** What the two databases need differently. */
@Configuration(proxyBeanMethods = false)
class StorageConfiguration {

    @Bean
    static JdbcTransactionManager transactionManager(DataSource dataSource) {
        return isH2(dataSource) ? new FlushingTransactionManager(dataSource) : new JdbcTransactionManager(dataSource);
    }

    private static boolean isH2(DataSource dataSource) {
        try (Connection connection = dataSource.getConnection()) {
            return connection.getMetaData().getDatabaseProductName().equals("H2");
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "The database cannot be reached (see spring.datasource.url): " + e.getMessage(), e);
        }
    }
}
