package io.trainyard.trainer;

import io.trainyard.dataset.DatasetException;
import io.trainyard.result.FailureCategory;
import io.trainyard.spec.InvalidSpecException;
import io.trainyard.trainer.TrainerMessage.Failed;
import io.trainyard.training.NumericalException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Whose fault it was. What is not known to be anybody's counts as infrastructure: another attempt costs little, goes on
 * from the last checkpoint, and helps where the cause was the machine.
 */
final class Failures {

    /** How the JVM, JavaCPP, the C++ library and CUDA say that memory ran out. */
    private static final List<String> OUT_OF_MEMORY = List.of(
            "physical memory usage is too high",
            "cannot allocate",
            "failed to allocate",
            "bad_alloc",
            "out of memory",
            "cuda_error_out_of_memory");

    private Failures() {}

    static Failed classify(Throwable failure) {
        if (failure instanceof InvalidSpecException e) {
            return new Failed(FailureCategory.USER, "invalid_spec", message(e));
        }
        if (failure instanceof DatasetException e) {
            return new Failed(FailureCategory.USER, e.code(), message(e));
        }
        if (failure instanceof NumericalException e) {
            return new Failed(FailureCategory.NUMERICAL, "not_finite", message(e));
        }
        if (causes(failure).anyMatch(Failures::isOutOfMemory)) {
            return new Failed(
                    FailureCategory.OUT_OF_MEMORY,
                    "out_of_memory",
                    "The memory did not suffice (%s). Make training.batch_size smaller, then the model's widest layers; "
                                    .formatted(message(failure))
                            + "or give the trainer more memory.");
        }
        if (failure instanceof IOException) {
            return new Failed(FailureCategory.INFRASTRUCTURE, "io_error", message(failure));
        }
        return new Failed(FailureCategory.INFRASTRUCTURE, "unexpected_error", message(failure));
    }

    private static boolean isOutOfMemory(Throwable cause) {
        String text = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        return cause instanceof OutOfMemoryError || OUT_OF_MEMORY.stream().anyMatch(text::contains);
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(20);
    }

    private static String message(Throwable failure) {
        boolean speaksForItself = failure instanceof InvalidSpecException
                || failure instanceof DatasetException
                || failure instanceof NumericalException;
        return speaksForItself ? String.valueOf(failure.getMessage()) : failure.toString();
    }
}
