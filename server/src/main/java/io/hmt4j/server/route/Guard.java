package io.hmt4j.server.route;

import io.hmt4j.server.failure.ApiException;
import io.hmt4j.server.failure.ErrorCode;
import io.hmt4j.server.http.RunningRequests;
import io.hmt4j.server.safety.ApiKeys;
import io.hmt4j.server.safety.Origins;
import io.hmt4j.server.safety.SecurityHeaders;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.server.Request;

/** What every request passes before it is answered. */
final class Guard {

    private static final String BEARER = "Bearer ";
    private static final String API = "/v1";
    private static final String WATCHING = "/events";

    private final ApiKeys keys;
    private final Origins origins;
    private final RunningRequests running;

    Guard(ApiKeys keys, Origins origins, RunningRequests running) {
        this.keys = keys;
        this.origins = origins;
        this.running = running;
    }

    /** Lets a request in, or throws. */
    void before(Context ctx) {
        SecurityHeaders.ALL.forEach(ctx::header);
        origins.checkHost(ctx.header("Host"));
        String origin = ctx.header("Origin");
        if (origins.isAllowed(origin)) {
            allow(ctx, String.valueOf(origin));
            if (ctx.method().equals(HandlerType.OPTIONS)) {
                ctx.status(204).skipRemainingHandlers();
                return;
            }
        }
        origins.checkOrigin(origin, ctx.header("Host"));
        if (isGuarded(ctx.path())) {
            requireKey(ctx);
        }
        if (ctx.path().startsWith(API)) { // figures are asked for when it has no place left
            takePlace(ctx);
        }
    }

    private static boolean isGuarded(String path) {
        return path.startsWith(API) || path.equals("/metrics");
    }

    private static void allow(Context ctx, String origin) {
        ctx.header("Access-Control-Allow-Origin", origin)
                .header("Vary", "Origin")
                .header("Access-Control-Allow-Methods", "GET, POST, PATCH, DELETE")
                .header("Access-Control-Allow-Headers", "authorization, content-type, x-hmt-memory")
                .header("Access-Control-Expose-Headers", "location, retry-after")
                .header("Access-Control-Max-Age", "600");
    }

    private void requireKey(Context ctx) {
        if (!keys.required()) {
            return;
        }
        String header = ctx.header("Authorization");
        String key = header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? header.substring(BEARER.length()).strip()
                : null;
        if (!keys.accept(key)) {
            ctx.header("WWW-Authenticate", "Bearer");
            throw ApiException.of(
                    ErrorCode.INVALID_API_KEY,
                    "this server wants an API key: the header Authorization: Bearer KEY; "
                            + (key == null ? "there is none" : "this one is not known"));
        }
    }

    private void takePlace(Context ctx) {
        boolean watches = ctx.path().endsWith(WATCHING);
        if (!running.begin(watches)) {
            throw running.stopping()
                    ? ApiException.of(ErrorCode.STOPPING, "the server stops")
                    : ApiException.queueFull("too many requests at once", 1);
        }
        // Behind the last byte of the answer: a server that stops waits for it.
        Request.addCompletionListener(
                ServletContextRequest.getServletContextRequest(ctx.req()), failure -> running.end(watches));
    }
}
