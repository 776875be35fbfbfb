package io.trainyard.worker;

import io.trainyard.job.Job.JobError;
import io.trainyard.result.FailureCategory;
import io.trainyard.trainer.TrainerExit;
import java.util.List;

/** Puts into words how a trainer ended that did not say so itself. */
final class TrainerDeath {

    private static final int SIGNAL = 128;

    private TrainerDeath() {}

    /** @param lastErrors its last lines on standard error */
    static JobError explain(int exitCode, List<String> lastErrors) {
        return infrastructure(code(exitCode), words(exitCode) + said(lastErrors));
    }

    static JobError infrastructure(String code, String message) {
        return new JobError(FailureCategory.INFRASTRUCTURE, code, message);
    }

    private static String code(int exitCode) {
        return switch (exitCode) {
            case SIGNAL + 9 -> "trainer_killed";
            case SIGNAL + 4, SIGNAL + 6, SIGNAL + 7, SIGNAL + 8, SIGNAL + 11 -> "trainer_crashed";
            default -> exitCode > SIGNAL ? "trainer_killed" : "trainer_exited";
        };
    }

    private static String words(int exitCode) {
        return switch (exitCode) {
            case SIGNAL + 9 ->
                "The trainer was killed (signal 9): by a person, or by the system because memory ran out."
                        + " If it happens again, look for \"Out of memory\" in the system's log and lower"
                        + " training.batch_size or trainyard.trainer.native-memory.";
            case SIGNAL + 4 ->
                "The trainer met a machine instruction that this CPU does not know (signal 4): its native libraries"
                        + " need AVX2.";
            case SIGNAL + 6, SIGNAL + 7, SIGNAL + 8, SIGNAL + 11 ->
                "The trainer's native code crashed (signal %d). If it happens again at the same place, report the spec and the lines below."
                        .formatted(exitCode - SIGNAL);
            case TrainerExit.ORPHANED -> "The trainer lost the connection to its server.";
            case TrainerExit.USAGE -> "The trainer did not understand its command line: server and trainer differ.";
            default ->
                exitCode > SIGNAL
                        ? "The trainer was ended by signal %d.".formatted(exitCode - SIGNAL)
                        : "The trainer ended with exit code %d without saying why.".formatted(exitCode);
        };
    }

    private static String said(List<String> lines) {
        return lines.isEmpty() ? "" : " Its last words: " + String.join(" | ", lines);
    }
}
