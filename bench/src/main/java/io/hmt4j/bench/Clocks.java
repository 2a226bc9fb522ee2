package io.hmt4j.bench;

import java.lang.management.ManagementFactory;

/**
 * Time that passes and time that this process computes, all threads together. On a shared machine the second tells more: it
 * leaves out what other processes take.
 */
public final class Clocks {

    private static final com.sun.management.OperatingSystemMXBean SYSTEM =
            (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private double wall;
    private double computed;

    /** Runs something and adds what it took. */
    public void add(Runnable work) {
        long start = System.nanoTime();
        long startComputed = computedNanos();
        work.run();
        computed += (computedNanos() - startComputed) / 1e9;
        wall += (System.nanoTime() - start) / 1e9;
    }

    /** Nanoseconds that this process has computed, all threads together. */
    public static long computedNanos() {
        return SYSTEM.getProcessCpuTime();
    }

    /** Seconds that passed. */
    public double wall() {
        return wall;
    }

    /** Seconds computed by all threads. */
    public double computed() {
        return computed;
    }
}
