package io.hmt4j.server.route;

import com.fasterxml.jackson.databind.JsonNode;
import io.hmt4j.server.failure.ApiException;
import io.hmt4j.server.failure.ErrorJson;
import io.hmt4j.server.json.Json;
import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;

/** Answers that are one piece. */
final class Responses {

    static final String JSON = "application/json; charset=utf-8";

    private Responses() {}

    static void json(Context ctx, int status, JsonNode body) {
        ctx.status(status).contentType(JSON).result(Json.text(body));
    }

    /** A failure; nothing where an answer is under way already. */
    static void failure(Context ctx, ApiException failure) {
        if (ctx.res().isCommitted()) {
            return;
        }
        HttpServletResponse response = ctx.res();
        response.resetBuffer();
        failure.retryAfter().ifPresent(seconds -> ctx.header("Retry-After", String.valueOf(seconds)));
        json(ctx, failure.error().status(), ErrorJson.of(failure));
    }
}
