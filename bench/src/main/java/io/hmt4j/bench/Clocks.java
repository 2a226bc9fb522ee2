package io.hmt4j.bench;

import java.lang.management.ManagementFactory;

/**
 * Time that passes and time that this process computes, all threads together. On a shared machine the second tells more: it
 * leaves out what other processes take.
 */
final class Clocks {

    private static final com.sun.management.OperatingSystemMXBean SYSTEM =
            (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private double wall;
    private double computed;

    /** Runs something and adds what it took. */
    void add(Runnable work) {
        long start = System.nanoTime();
        long startComputed = SYSTEM.getProcessCpuTime();
        work.run();
        computed += (SYSTEM.getProcessCpuTime() - startComputed) / 1e9;
        wall += (System.nanoTime() - start) / 1e9;
    }

    /** Seconds that passed. */
    double wall() {
        return wall;
    }

    /** Seconds computed by all threads. */
    double computed() {
        return computed;
    }
}
