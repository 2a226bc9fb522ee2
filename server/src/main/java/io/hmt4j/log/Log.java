package io.hmt4j.log;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is written into the log: what happened to which id, and where it failed. Messages of exceptions are left out, since
 * they may hold names and texts of users. Safe for all threads.
 */
public final class Log {

    private static final int FRAMES = 12;
    private static final int CAUSES = 4;

    private final Logger logger;

    private Log(Class<?> type) {
        this.logger = LoggerFactory.getLogger(type);
    }

    /** The log of a class. */
    public static Log of(Class<?> type) {
        return new Log(type);
    }

    /**
     * Notes something that is amiss.
     *
     * @param what a sentence with a {@code {}} for each id
     * @param ids ids, counts and the store's own file names: nothing that a user said
     */
    public void warn(String what, Object... ids) {
        logger.warn(what, ids);
    }

    /** Notes a failure that nobody foresaw: its classes and where it was, without its messages. */
    public void failure(String what, Throwable failure) {
        if (logger.isErrorEnabled()) {
            logger.error("{}: {}", what, traced(failure, CAUSES));
        }
    }

    private static String traced(Throwable failure, int causes) {
        String where = Arrays.stream(failure.getStackTrace())
                .limit(FRAMES)
                .map(frame -> "\n  at " + frame)
                .collect(Collectors.joining());
        Throwable cause = failure.getCause();
        String because = cause == null || causes == 0 ? "" : "\ncaused by " + traced(cause, causes - 1);
        return failure.getClass().getName() + where + because;
    }
}
