package io.trainyard.worker;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.trainyard.job.DatabaseKind;
import io.trainyard.job.Jobs;
import io.trainyard.job.Runs;
import io.trainyard.worker.WorkerProperties.Worker;
import java.time.Duration;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AbstractDependsOnBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/** The workers of this server; absent with {@code trainyard.worker.enabled=false}. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "trainyard.worker.enabled", matchIfMissing = true)
@EnableConfigurationProperties(WorkerProperties.class)
class WorkerConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerConfiguration.class);
    private static final String TRAINER = "io.trainyard.trainer.TrainerMain";
    private static final int MISSED_HEARTBEATS = 6;

    @Bean
    Home home(WorkerProperties settings) {
        return Home.open(settings.home());
    }

    /** Home says plainly that another server uses the folder; the database, coming first, would speak of its own lock. */
    @Bean
    static BeanFactoryPostProcessor homeBeforeDatabase() {
        return new AbstractDependsOnBeanFactoryPostProcessor(DataSource.class, "home") {};
    }

    @Bean
    DeviceSlots deviceSlots(Home home, Runs runs) {
        return new DeviceSlots(home.server(), runs, DeviceProbe.find());
    }

    @Bean
    DeviceWorker deviceWorker(Jobs jobs, Runs runs, Home home, DeviceSlots slots, WorkerProperties settings) {
        TrainerMemory memory = TrainerMemory.of(settings.trainer(), slots.count(), TrainerMemory.ofThisMachine());
        TrainerCommandLine commandLine = new TrainerCommandLine(
                TRAINER,
                new TrainerClasses(System.getProperty("java.class.path"), home.cache()),
                memory,
                settings.trainer().jvmOptions());
        return new DeviceWorker(jobs, runs, home, slots, commandLine, settings);
    }

    @Bean
    Task<Void> trainTask(DeviceWorker worker, Runs runs, DeviceSlots slots) {
        return Tasks.custom(Runs.TASK, Void.class)
                .onFailure((complete, operations) -> recover(
                        runs, complete.getExecution(), "The worker failed; the job goes on from the last checkpoint."))
                .onDeadExecution((complete, operations) -> {
                    // A server that slept for long may take its own jobs for dead.
                    if (!slots.isRunning(complete.getExecution().getId())) {
                        recover(
                                runs,
                                complete.getExecution(),
                                "Its server is gone; the job goes on from the last checkpoint.");
                    }
                })
                .execute((instance, context) -> execute(worker, runs, context));
    }

    private static CompletionHandler<Void> execute(DeviceWorker worker, Runs runs, ExecutionContext context) {
        Execution execution = context.getExecution();
        try {
            if (!context.getSchedulerState().isShuttingDown()) {
                worker.work(
                        execution.getId(),
                        execution.version,
                        () -> context.getSchedulerState().isShuttingDown());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // Removed or given back together with the job's last transition; what is still there had not come so far.
        return (complete, operations) -> recover(runs, execution, "The server stops.");
    }

    private static void recover(Runs runs, Execution execution, String why) {
        runs.recover(execution.getId(), execution.version, why);
    }

    @Bean(destroyMethod = "")
    @DependsOnDatabaseInitialization
    Scheduler scheduler(
            DataSource dataSource, Task<Void> task, Home home, DeviceSlots slots, WorkerProperties settings) {
        if (slots.count() == 0) {
            LOG.warn("This server has no usable device and will not train.");
        }
        Worker worker = settings.worker();
        Duration grace = worker.stopGrace().plus(worker.cancelGrace()).plusSeconds(20);
        SchedulerBuilder builder = Scheduler.create(new TransactionAwareDataSourceProxy(dataSource), task)
                .schedulerName(new SchedulerName.Fixed(home.server()))
                .threads(Math.max(1, slots.count()))
                .enablePriority()
                .pollUsingLockAndFetch(0.5, 1.0)
                .pollingInterval(worker.pollInterval())
                .heartbeatInterval(worker.heartbeat())
                .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                .shutdownMaxWait(grace);
        if (DatabaseKind.of(dataSource) == DatabaseKind.H2) {
            builder.jdbcCustomization(new H2Queue());
        }
        return builder.build();
    }

    @Bean
    WorkerLifecycle workerLifecycle(Scheduler scheduler, Runs runs, Home home, DeviceSlots slots) {
        return new WorkerLifecycle(scheduler, runs, home, slots);
    }
}
