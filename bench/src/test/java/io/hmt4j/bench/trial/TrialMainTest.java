package io.hmt4j.bench.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.hmt4j.InputException;
import io.hmt4j.tensor.ComputeDevice;
import io.hmt4j.tensor.DType;
import io.hmt4j.tensor.Scope;
import io.hmt4j.tensor.Tensors;
import org.junit.jupiter.api.Test;

class TrialMainTest {

    private static final long MORE_BYTES_THAN_ADDRESSES = 1L << 60;

    @Test
    void anAllocationThatFailsIsSaidInOneLine() {
        try (Scope scope = Scope.withoutGradient()) {
            Throwable failure =
                    catchThrowable(() -> Tensors.empty(DType.UINT8, ComputeDevice.CPU, MORE_BYTES_THAN_ADDRESSES));

            assertThat(failure).isNotNull();
            assertThat(TrialMain.words(failure))
                    .contains("allocate", Long.toString(MORE_BYTES_THAN_ADDRESSES))
                    .doesNotContain("\n", "io.hmt4j");
        }
    }

    @Test
    void whatFailedWithoutAMessageIsNamed() {
        assertThat(TrialMain.words(new InputException("--text x is empty"))).isEqualTo("--text x is empty");
        assertThat(TrialMain.words(new IllegalStateException())).isEqualTo("java.lang.IllegalStateException");
        assertThat(TrialMain.words(new OutOfMemoryError("Java heap space")))
                .isEqualTo("java.lang.OutOfMemoryError: Java heap space");
    }
}
