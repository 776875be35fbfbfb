package io.trainyard.worker;

import com.github.kagkarlsson.scheduler.jdbc.DefaultJdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.Queries;

/**
 * Lets db-scheduler take from H2 just as many entries as there are free slots. Without it, it would put every entry it
 * sees at every look into its executor's queue for as long as a job trains.
 */
final class H2Queue extends DefaultJdbcCustomization {

    H2Queue() {
        super(false);
    }

    @Override
    public boolean supportsGenericLockAndFetch() {
        return true;
    }

    @Override
    public String createGenericSelectForUpdateQuery(
            String table, int limit, String requiredAndCondition, boolean orderByPriority) {
        return "select * from " + table + " where picked = ? and execution_time <= ? " + requiredAndCondition
                + Queries.ansiSqlOrderPart(orderByPriority) + getQueryLimitPart(limit) + " for update skip locked";
    }
}
