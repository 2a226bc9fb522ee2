package io.hmt4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class AwaitedTest {

    @Test
    void givesWhatWasMade() {
        assertThat(Awaited.of(CompletableFuture.completedFuture("made"))).isEqualTo("made");
    }

    @Test
    void throwsWhatItsMakingThrew() {
        IllegalArgumentException refused = new IllegalArgumentException("refused");
        assertThatThrownBy(() -> Awaited.of(CompletableFuture.failedFuture(refused)))
                .isSameAs(refused);
        AssertionError broken = new AssertionError("broken");
        assertThatThrownBy(() -> Awaited.of(CompletableFuture.failedFuture(broken)))
                .isSameAs(broken);
        assertThatThrownBy(() -> Awaited.of(CompletableFuture.failedFuture(new IOException("checked"))))
                .isInstanceOf(IllegalStateException.class)
                .hasRootCauseMessage("checked");
    }

    @Test
    void anInterruptWaitsUntilItIsThere() {
        FutureTask<String> task = new FutureTask<>(() -> "made");
        Thread.currentThread().interrupt();
        new Thread(task).start();
        assertThat(Awaited.of(task)).isEqualTo("made");
        assertThat(Thread.interrupted()).isTrue();
    }
}
