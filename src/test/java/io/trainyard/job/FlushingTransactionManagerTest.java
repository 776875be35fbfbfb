package io.trainyard.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.after;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.transaction.support.TransactionTemplate;

@Timeout(20)
class FlushingTransactionManagerTest {

    private final CountDownLatch writing = new CountDownLatch(1);
    private final CountDownLatch written = new CountDownLatch(1);

    @Test
    void nothing_is_rolled_back_while_the_file_is_written() throws Exception {
        Connection committing = connectionWithSlowDisk();
        Connection rollingBack = mock();
        DataSource dataSource = mock();
        when(dataSource.getConnection()).thenReturn(committing, rollingBack);
        TransactionTemplate transaction = new TransactionTemplate(new FlushingTransactionManager(dataSource));

        CompletableFuture<Void> commit =
                CompletableFuture.runAsync(() -> transaction.executeWithoutResult(status -> {}));
        assertThat(writing.await(10, TimeUnit.SECONDS)).isTrue();
        CountDownLatch refused = new CountDownLatch(1);
        CompletableFuture<Void> rollback = CompletableFuture.runAsync(() -> transaction.executeWithoutResult(status -> {
            status.setRollbackOnly();
            refused.countDown();
        }));
        assertThat(refused.await(10, TimeUnit.SECONDS)).isTrue();

        verify(rollingBack, after(100).never()).rollback();
        written.countDown();
        commit.get();
        rollback.get();
        verify(rollingBack).rollback();
    }

    private Connection connectionWithSlowDisk() throws SQLException {
        Statement statement = mock();
        when(statement.execute("checkpoint")).thenAnswer(call -> {
            writing.countDown();
            return written.await(10, TimeUnit.SECONDS);
        });
        Connection connection = mock();
        when(connection.createStatement()).thenReturn(statement);
        return connection;
    }
}
