package io.hmt4j.server.route;

import com.fasterxml.jackson.databind.JsonNode;
import io.hmt4j.server.failure.ApiException;
import io.hmt4j.server.failure.ErrorJson;
import io.hmt4j.server.http.ClientConnection;
import io.hmt4j.server.json.Json;
import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers that are one piece. */
final class Responses {

    private Responses() {}

    static void json(Context ctx, int status, JsonNode body) {
        ctx.status(status).contentType(Json.MEDIA_TYPE).result(Json.text(body));
    }

    private static boolean bodyEnded(Context ctx) {
        try {
            return ClientConnection.bodyEnded(ctx.req());
        } catch (IOException broken) {
            return false;
        }
    }

    /** A failure; nothing where an answer is under way already. */
    static void failure(Context ctx, ApiException failure) {
        if (ctx.res().isCommitted()) {
            return;
        }
        if (!bodyEnded(ctx)) {
            ctx.header("Connection", "close"); // the rest of the body may still be on its way
        }
        HttpServletResponse response = ctx.res();
        response.resetBuffer();
        failure.retryAfter().ifPresent(seconds -> ctx.header("Retry-After", String.valueOf(seconds)));
        json(ctx, failure.error().status(), ErrorJson.of(failure));
    }
}
