package io.trainyard.job;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Hands what was committed over to the operating system before a transaction returns. H2 by itself does so up to half
 * a second later, and a server that was killed meanwhile would forget a job that it had confirmed. (H2's own
 * WRITE_DELAY=0 would do likewise, but with it the file is never compacted and only grows.)
 *
 * <p>No transaction is rolled back meanwhile. H2 takes a change back by an update of the undo log; a write of the file
 * makes it repeat that update, and with it restores the row once more, over what another transaction, which had waited
 * for the row, may have written and committed by then.
 */
final class FlushingTransactionManager extends JdbcTransactionManager {

    private static final long serialVersionUID = 1L;

    private final ReentrantLock file = new ReentrantLock();

    FlushingTransactionManager(DataSource dataSource) {
        super(dataSource);
    }

    @Override
    protected void doCommit(DefaultTransactionStatus status) {
        super.doCommit(status);
        ConnectionHolder holder = (ConnectionHolder) TransactionSynchronizationManager.getResource(obtainDataSource());
        if (holder == null) {
            throw new IllegalStateException("A transaction has a connection until it is cleaned up.");
        }
        file.lock();
        try (Statement statement = holder.getConnection().createStatement()) {
            statement.execute("checkpoint");
        } catch (SQLException e) {
            throw new TransactionSystemException("What was committed could not be written to the database file.", e);
        } finally {
            file.unlock();
        }
    }

    @Override
    protected void doRollback(DefaultTransactionStatus status) {
        file.lock();
        try {
            super.doRollback(status);
        } finally {
            file.unlock();
        }
    }
}
