package io.hmt4j.server.route;

import io.hmt4j.server.failure.ApiException;
import io.hmt4j.server.failure.ErrorCode;
import io.hmt4j.server.json.Json;
import io.hmt4j.server.json.JsonFields;
import io.hmt4j.server.safety.BodyRoom;
import io.hmt4j.server.safety.BoundedInput;
import io.hmt4j.server.safety.PacedInput;
import io.hmt4j.server.safety.RequestLimits;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.server.Request;

/** Bodies of requests, with their bounds. */
final class Bodies {

    private static final Pattern UTF_8 = Pattern.compile("charset\\s*=\\s*\"?utf-?8\\b");

    private final RequestLimits limits;

    private final BodyRoom room;

    /** Bodies of a server. */
    Bodies(RequestLimits limits) {
        this.limits = limits;
        this.room = new BodyRoom(limits.bodyBytes());
    }

    /** Bytes of the large bodies of JSON that are in memory. */
    long held() {
        return room.taken();
    }

    /** An upload as it arrives. */
    InputStream stream(Context ctx) throws IOException {
        return paced(ctx, limits.uploading());
    }

    private InputStream paced(Context ctx, Duration atMost) throws IOException {
        return new PacedInput(ctx.req().getInputStream(), limits.bytesPerSecond(), limits.silence(), atMost);
    }

    /** The JSON object that a request has to bring. */
    JsonFields object(Context ctx) throws IOException {
        String type = mediaType(ctx);
        if (!type.equals("application/json")) {
            throw ApiException.of(
                    ErrorCode.WRONG_CONTENT_TYPE, "the content type is not application/json, which it has to be");
        }
        return Json.parse(bounded(ctx));
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

    /** The type of a body in lower case, without parameters; empty where it says none. Texts are UTF-8. */
    static String mediaType(Context ctx) {
        String header = ctx.header("Content-Type"); // Jetty's own reading of it fails at an unknown charset
        String type = header == null ? "" : header.toLowerCase(Locale.ROOT);
        if (type.contains("charset") && !UTF_8.matcher(type).find()) {
            throw ApiException.of(
                    ErrorCode.WRONG_CONTENT_TYPE,
                    "the charset is not UTF-8, which it has to be: texts are read as UTF-8");
        }
        return type.split(";", 2)[0].strip();
    }

    /** A body of JSON as it arrives; it and what is made of it take room until the request is over. */
    private InputStream bounded(Context ctx) throws IOException {
        if (ctx.req().getContentLengthLong() > limits.requestBytes()) {
            throw tooLarge();
        }
        BodyRoom.Share share = room.share();
        Request.addCompletionListener(
                ServletContextRequest.getServletContextRequest(ctx.req()), failure -> share.close());
        return new BoundedInput(share.counting(paced(ctx, limits.answering())), limits.requestBytes(), this::tooLarge);
    }

    private ApiException tooLarge() {
        return ApiException.of(
                ErrorCode.TOO_LARGE, "the body is too large; allowed: " + limits.requestBytes() + " bytes of JSON");
    }
}
