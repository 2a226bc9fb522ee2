package io.hmt4j.server.failure;

import java.util.Arrays;
import java.util.Locale;

/** What can go wrong: its HTTP status, and the type by which OpenAI's clients choose an exception. */
public enum ErrorCode {
    INVALID_JSON(400, ErrorCode.REQUEST),
    INVALID_REQUEST(400, ErrorCode.REQUEST),
    INVALID_VALUE(400, ErrorCode.REQUEST),
    INVALID_MEMORY(400, ErrorCode.REQUEST),
    MISSING_VALUE(400, ErrorCode.REQUEST),
    UNKNOWN_FIELD(400, ErrorCode.REQUEST),
    UNSUPPORTED_VALUE(400, ErrorCode.REQUEST),
    INVALID_API_KEY(401, "authentication_error"),
    FOREIGN_ORIGIN(403, ErrorCode.REQUEST),
    FOREIGN_HOST(403, ErrorCode.REQUEST),
    UNKNOWN_ROUTE(404, ErrorCode.REQUEST),
    UNKNOWN_MEMORY(404, ErrorCode.REQUEST),
    UNKNOWN_SEGMENT(404, ErrorCode.REQUEST),
    MODEL_NOT_FOUND(404, ErrorCode.REQUEST),
    WRONG_METHOD(405, ErrorCode.REQUEST),
    BODY_TIMEOUT(408, ErrorCode.REQUEST),
    MEMORY_BUSY(409, ErrorCode.REQUEST),
    TOO_LARGE(413, ErrorCode.REQUEST),
    PATH_TOO_LONG(414, ErrorCode.REQUEST),
    WRONG_CONTENT_TYPE(415, ErrorCode.REQUEST),
    QUEUE_FULL(429, "rate_limit_error"),
    HEADER_TOO_LARGE(431, ErrorCode.REQUEST),
    INTERNAL(500, ErrorCode.SERVER),
    WRONG_VERSION(505, ErrorCode.REQUEST),
    STOPPING(503, ErrorCode.SERVER),
    TIMEOUT(504, ErrorCode.SERVER),
    DISK_FULL(507, ErrorCode.SERVER);

    private static final String REQUEST = "invalid_request_error";
    private static final String SERVER = "server_error";

    private final int status;
    private final String type;

    ErrorCode(int status, String type) {
        this.status = status;
        this.type = type;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** OpenAI's word for this kind of failure. */
    public String type() {
        return type;
    }

    /** The name in answers. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What a status stands for, where nothing more is known: 4xx is the client's doing. */
    public static ErrorCode ofStatus(int status) {
        return Arrays.stream(values())
                .filter(code -> code.status == status && status != 400)
                .findFirst()
                .orElse(status >= 400 && status < 500 ? INVALID_REQUEST : INTERNAL);
    }
}
