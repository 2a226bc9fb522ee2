package io.hmt4j.cli;

/** What the command tells the shell. */
final class ExitCode {

    static final int FINE = 0;
    static final int FAILED = 1;
    static final int WRONG_USAGE = 2;

    /** Ended by Ctrl-C: 128 and the number of SIGINT, as shells have it. */
    static final int INTERRUPTED = 130;

    private ExitCode() {}
}
