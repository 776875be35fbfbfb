package io.trainyard.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.dataset.DatasetException;
import io.trainyard.result.FailureCategory;
import io.trainyard.spec.InvalidSpecException;
import io.trainyard.spec.Violation;
import io.trainyard.trainer.TrainerMessage.Failed;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailuresTest {

    @Test
    void a_wrong_spec_is_the_users() {
        Failed failed = Failures.classify(
                new InvalidSpecException(List.of(new Violation("/seed", "wrong_type", "is no number"))));
        assertThat(failed).isEqualTo(new Failed(FailureCategory.USER, "invalid_spec", "/seed: is no number"));
    }

    @Test
    void missing_data_is_the_users_and_keeps_its_code() {
        assertThat(Failures.classify(new DatasetException("dataset_missing", "Put it there.")))
                .isEqualTo(new Failed(FailureCategory.USER, "dataset_missing", "Put it there."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Physical memory usage is too high: physicalBytes (3G) > maxPhysicalBytes (2G)",
                "std::bad_alloc",
                "Failed to allocate 1024 bytes from HOST memory",
                "CUDA_ERROR_OUT_OF_MEMORY",
                "cudaMalloc failed; Error code: [2]; out of memory"
            })
    void native_code_that_lacks_memory_is_out_of_memory_however_it_says_so(String message) {
        assertOutOfMemory(new RuntimeException("op failed", new RuntimeException(message)));
    }

    @Test
    void a_full_heap_is_out_of_memory() {
        assertOutOfMemory(new OutOfMemoryError("Java heap space"));
    }

    @Test
    void a_broken_file_is_infrastructure() {
        Failed failed = Failures.classify(new IOException("No space left on device"));
        assertThat(failed.category()).isEqualTo(FailureCategory.INFRASTRUCTURE);
        assertThat(failed.code()).isEqualTo("io_error");
        assertThat(failed.message()).contains("No space left");
    }

    @Test
    void what_nobody_foresaw_is_infrastructure_and_names_its_class() {
        Failed failed = Failures.classify(new ArithmeticException("/ by zero"));
        assertThat(failed.category()).isEqualTo(FailureCategory.INFRASTRUCTURE);
        assertThat(failed.code()).isEqualTo("unexpected_error");
        assertThat(failed.message()).contains("ArithmeticException", "/ by zero");
    }

    private static void assertOutOfMemory(Throwable failure) {
        Failed failed = Failures.classify(failure);
        assertThat(failed.category()).isEqualTo(FailureCategory.OUT_OF_MEMORY);
        assertThat(failed.message()).contains("batch_size");
    }
}
