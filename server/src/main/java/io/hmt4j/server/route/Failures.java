package io.hmt4j.server.route;

import io.hmt4j.InputException;
import io.hmt4j.answer.QueueFull;
import io.hmt4j.log.Log;
import io.hmt4j.server.failure.ApiException;
import io.hmt4j.server.failure.ErrorCode;
import io.hmt4j.server.json.MalformedBody;
import io.hmt4j.server.safety.PacedInput;
import io.hmt4j.store.StoreException;
import io.javalin.http.HttpResponseException;
import java.io.EOFException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;

/** What a failure is to the client. */
final class Failures {

    private static final Log LOG = Log.of(Failures.class);
    private static final int READING_SECONDS = 10; // documents take their time

    private Failures() {}

    /** The failure in the server's words. What nobody foresaw is logged, without its message: it may hold a text. */
    static ApiException of(Throwable failure) {
        if (failure instanceof ApiException known) {
            return known;
        }
        if (failure instanceof StoreException refused) {
            return ofStore(refused);
        }
        if (failure instanceof QueueFull full) {
            return ApiException.queueFull("too many requests: " + full.getMessage(), full.retryAfterSeconds());
        }
        if (failure instanceof InputException || failure instanceof MalformedBody) {
            return ApiException.of(ErrorCode.INVALID_VALUE, String.valueOf(failure.getMessage()));
        }
        if (failure instanceof HttpResponseException refused) {
            return ApiException.ofStatus(refused.getStatus());
        }
        if (failure instanceof HttpException refused) {
            return ApiException.ofStatus(refused.getCode());
        }
        if (failure instanceof IOException broken) {
            return ofConnection(broken);
        }
        return unforeseen(failure);
    }

    private static ApiException ofStore(StoreException refused) {
        if (refused.reason() == StoreException.Reason.QUEUE_FULL) {
            return ApiException.queueFull(String.valueOf(refused.getMessage()), READING_SECONDS);
        }
        ErrorCode code =
                switch (refused.reason()) {
                    case UNKNOWN -> ErrorCode.UNKNOWN_MEMORY;
                    case QUEUE_FULL -> ErrorCode.QUEUE_FULL;
                    case BUSY -> ErrorCode.MEMORY_BUSY;
                    case FULL -> ErrorCode.DISK_FULL;
                    case UNWRITABLE -> ErrorCode.INTERNAL;
                    case TOO_LARGE -> ErrorCode.TOO_LARGE;
                    case FOREIGN -> ErrorCode.INVALID_MEMORY;
                    case INVALID -> ErrorCode.INVALID_VALUE;
                };
        return ApiException.of(code, String.valueOf(refused.getMessage()));
    }

    private static ApiException ofConnection(IOException broken) {
        for (Throwable cause = broken; cause != null; cause = cause.getCause()) {
            if (cause instanceof HttpException refused) {
                return ApiException.ofStatus(refused.getCode());
            }
            if (cause instanceof TimeoutException || cause instanceof PacedInput.TooSlow) {
                return ApiException.of(ErrorCode.BODY_TIMEOUT, "the body stood still for too long, or came too slowly");
            }
        }
        return broken instanceof EOFException
                ? ApiException.of(ErrorCode.INVALID_REQUEST, "the body ended early")
                : unforeseen(broken);
    }

    private static ApiException unforeseen(Throwable failure) {
        LOG.failure("unforeseen", failure);
        return ApiException.of(ErrorCode.INTERNAL, "the server failed; its log says where");
    }
}
