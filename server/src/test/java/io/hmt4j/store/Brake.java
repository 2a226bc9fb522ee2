package io.hmt4j.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Halts a reading where a test wants it: it is called on the reading's thread. */
final class Brake implements AutoCloseable {

    private final CountDownLatch halted = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    void at(boolean here) {
        if (here && Thread.currentThread().getName().equals("hmt4j-reading")) {
            halted.countDown();
            try {
                released.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    void awaitHalt() throws InterruptedException {
        assertThat(halted.await(60, TimeUnit.SECONDS)).isTrue();
    }

    void release() {
        released.countDown();
    }

    @Override
    public void close() {
        release();
    }
}
