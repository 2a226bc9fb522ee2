package io.hmt4j.server.route;

import io.hmt4j.server.failure.ApiException;
import io.hmt4j.server.failure.ErrorCode;
import io.hmt4j.server.json.Json;
import io.hmt4j.server.json.JsonFields;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Locale;

/** Bodies of requests, with their bounds. */
final class Bodies {

    private final int most;

    /**
     * Bodies of a server.
     *
     * @param most bytes of a JSON body
     */
    Bodies(int most) {
        this.most = most;
    }

    /** The JSON object that a request has to bring. */
    JsonFields object(Context ctx) throws IOException {
        String type = mediaType(ctx);
        if (!type.equals("application/json")) {
            throw ApiException.of(
                    ErrorCode.WRONG_CONTENT_TYPE, "the content type is not application/json, which it has to be");
        }
        return Json.parse(bytes(ctx));
    }

    /** The JSON object that a request may bring. */
    JsonFields objectOrNone(Context ctx) throws IOException {
        return isEmpty(ctx) ? JsonFields.none() : object(ctx);
    }

    /** Whether a request has no body. */
    static boolean isEmpty(Context ctx) {
        long length = ctx.req().getContentLengthLong();
        return length == 0 || (length < 0 && ctx.header("Transfer-Encoding") == null);
    }

    /** The type of a body in lower case, without parameters; empty where it says none. */
    static String mediaType(Context ctx) {
        String type = ctx.req().getContentType();
        return type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    private byte[] bytes(Context ctx) throws IOException {
        if (ctx.req().getContentLengthLong() > most) {
            throw tooLarge();
        }
        byte[] body = ctx.req().getInputStream().readNBytes(most + 1);
        if (body.length > most) {
            throw tooLarge();
        }
        return body;
    }

    private ApiException tooLarge() {
        return ApiException.of(ErrorCode.TOO_LARGE, "the body is too large; allowed: " + most + " bytes of JSON");
    }
}
