package io.trainyard.job;

import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** What the two databases need differently. */
@Configuration(proxyBeanMethods = false)
class StorageConfiguration {

    @Bean
    static JdbcTransactionManager transactionManager(DataSource dataSource) {
        return DatabaseKind.of(dataSource) == DatabaseKind.H2
                ? new FlushingTransactionManager(dataSource)
                : new JdbcTransactionManager(dataSource);
    }
}
