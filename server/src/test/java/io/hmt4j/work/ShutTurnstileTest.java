package io.hmt4j.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Whoever shuts the turnstile may free the model afterwards. */
class ShutTurnstileTest {

    private final Turnstile turnstile = new Turnstile(4);

    @Test
    void itWaitsForTheSliceThatRuns() throws Exception {
        Turn computing = turnstile.enter(Share.QUESTION).orElseThrow();
        assertThat(computing.begin(() -> false)).isTrue();
        CompletableFuture<Boolean> waiting = waiting();
        CompletableFuture<Void> shut = CompletableFuture.runAsync(turnstile::shut);

        assertThat(waiting.get(60, TimeUnit.SECONDS)).as("who waits is told").isFalse();
        assertThat(shut).isNotDone();
        assertThat(computing.pass(() -> false)).as("its own slice goes on").isTrue();
        computing.close();
        shut.get(60, TimeUnit.SECONDS);
    }

    @Test
    void afterwardsNobodyComputes() {
        Turn early = turnstile.enter(Share.READING).orElseThrow();
        turnstile.shut();

        assertThat(turnstile.enter(Share.QUESTION)).isEmpty();
        assertThat(early.begin(() -> false)).isFalse();
        early.close();
    }

    @Test
    void whoIsAsideIsNotWaitedForAndDoesNotComeBack() throws Exception {
        Turn aside = turnstile.enter(Share.QUESTION).orElseThrow();
        CountDownLatch shut = new CountDownLatch(1);
        assertThat(aside.begin(() -> false)).isTrue();
        CompletableFuture<Void> shutting = new CompletableFuture<>();
        boolean back = aside.aside(
                () -> {
                    Thread shutter = new Thread(() -> {
                        turnstile.shut();
                        shutting.complete(null);
                        shut.countDown();
                    });
                    shutter.setDaemon(true);
                    shutter.start();
                    await(shut);
                },
                () -> false);

        assertThat(back).isFalse();
        shutting.get(60, TimeUnit.SECONDS);
    }

    private CompletableFuture<Boolean> waiting() {
        Turn turn = turnstile.enter(Share.QUESTION).orElseThrow();
        return CompletableFuture.supplyAsync(() -> turn.begin(() -> false));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
