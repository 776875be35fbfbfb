package io.trainyard.trainer;

import io.trainyard.result.FailureCategory;
import io.trainyard.training.StopSignal;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A trainer process: {@code TrainerMain <job id> <working folder>}. Reads {@code task.json} from the folder, says
 * {@link TrainerMessage}s on standard output, follows {@link TrainerCommand}s on standard input, and ends with one of
 * the {@link TrainerExit} codes. The job id is there to be seen in the process list.
 */
public final class TrainerMain {

    private static final int SECONDS_TO_STOP = 60;

    private TrainerMain() {}

    public static void main(String[] args) {
        // Before anything makes a logger.
        System.setProperty("logback.configurationFile", "logback-trainer.xml");
        System.setProperty("org.bytedeco.javacpp.logger", "slf4j");
        TrainerOutput output = TrainerOutput.takeStandardOutput();
        if (args.length != 2) {
            System.err.println("Usage: TrainerMain <job id> <working folder>");
            System.exit(TrainerExit.USAGE);
        }
        StopSignal stop = new StopSignal();
        CountDownLatch done = new CountDownLatch(1);
        new CommandReader(System.in, stop::raise, () -> Runtime.getRuntime().halt(TrainerExit.ORPHANED)).start();
        stopBeforeShutdown(stop, done);

        TrainerMessage last = train(Path.of(args[1]), output, stop);
        output.say(last);
        done.countDown();
        System.exit(last instanceof TrainerMessage.Failed ? TrainerExit.FAILED : TrainerExit.DONE);
    }

    private static TrainerMessage train(Path folder, TrainerOutput output, StopSignal stop) {
        try {
            return new TrainerRun(folder, TrainerProtocol.readTask(folder), output, stop).run();
        } catch (Throwable failure) {
            TrainerMessage.Failed failed = Failures.classify(failure);
            if (failed.category() != FailureCategory.USER) {
                failure.printStackTrace();
            }
            return failed;
        }
    }

    /** A signal (Ctrl-C reaches the whole process group) is a stop too: the checkpoint is written before the end. */
    private static void stopBeforeShutdown(StopSignal stop, CountDownLatch done) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            stop.raise();
                            try {
                                done.await(SECONDS_TO_STOP, TimeUnit.SECONDS);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        },
                        "stop"));
    }
}
