package io.hmt4j.server.failure;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A request is not answered as it was meant; the message is for who sent it. */
public final class ApiException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode error;
    private final @Nullable String param;
    private final @Nullable Integer retryAfter;

    private ApiException(ErrorCode error, @Nullable String param, String message, @Nullable Integer retryAfter) {
        super(message);
        this.error = error;
        this.param = param;
        this.retryAfter = retryAfter;
    }

    /** A failure that is no single field's. */
    public static ApiException of(ErrorCode error, String message) {
        return new ApiException(error, null, message, null);
    }

    /** A failure of one field, as {@code messages[0].content}. */
    public static ApiException of(ErrorCode error, String param, String message) {
        return new ApiException(error, param, message, null);
    }

    /** A request that was refused with a status and nothing more is known of. */
    public static ApiException ofStatus(int status) {
        ErrorCode code = ErrorCode.ofStatus(status);
        return of(code, "the request cannot be answered: " + code.code().replace('_', ' '));
    }

    /** No place now; one may be there in so many seconds. */
    public static ApiException queueFull(String message, int seconds) {
        return new ApiException(ErrorCode.QUEUE_FULL, null, message, Math.max(1, seconds));
    }

    /** What went wrong. */
    public ErrorCode error() {
        return error;
    }

    /** The field that is wrong; null where it is none. */
    public @Nullable String param() {
        return param;
    }

    /** Seconds after which to try again. */
    public OptionalInt retryAfter() {
        return retryAfter == null ? OptionalInt.empty() : OptionalInt.of(retryAfter);
    }

    /** The words of the failure. */
    public String words() {
        return String.valueOf(getMessage());
    }
}
