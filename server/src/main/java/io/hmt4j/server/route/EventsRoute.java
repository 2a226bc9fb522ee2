package io.hmt4j.server.route;

import io.hmt4j.server.failure.ApiException;
import io.hmt4j.server.failure.ErrorCode;
import io.hmt4j.server.http.ClientConnection;
import io.hmt4j.server.http.EventStream;
import io.hmt4j.server.json.Json;
import io.hmt4j.store.MemoryState;
import io.hmt4j.store.ReadingProgress;
import io.hmt4j.store.StoreException;
import io.javalin.http.Context;
import java.util.Optional;

/** {@code /v1/memories/{id}/events}: how far a reading is, as it goes on. */
final class EventsRoute {

    private static final long LOOK_AFTER_MILLIS = 250;

    private final Services services;

    EventsRoute(Services services) {
        this.services = services;
    }

    void handle(Context ctx) throws Exception {
        String id = MemoryRoutes.id(ctx);
        boolean follow = follows(ctx);
        EventStream stream = services.stream(ctx, ClientConnection.of(ctx.req()));
        LatestProgress progress = new LatestProgress();
        try (AutoCloseable watched = services.store().watch(id, progress)) {
            send(id, progress, stream, follow);
        }
    }

    private static boolean follows(Context ctx) {
        String follow = ctx.queryParam("follow");
        if (follow != null && !follow.equals("true") && !follow.equals("false")) {
            throw ApiException.of(ErrorCode.INVALID_VALUE, "follow", "follow is unknown; allowed: true, false");
        }
        return "true".equals(follow);
    }

    private void send(String id, LatestProgress progress, EventStream stream, boolean follow)
            throws InterruptedException {
        while (!stream.gone() && !services.running().stopping()) {
            boolean waits = follow && !progress.begun();
            Optional<ReadingProgress> next = progress.next(LOOK_AFTER_MILLIS);
            if (next.isEmpty()) {
                stream.beat("still here");
            } else if (next.get().state() == MemoryState.READING || (waits && !isDeleted(id))) {
                stream.event("progress", MemoryJson.of(next.get()));
            } else {
                end(id, next.get(), stream);
                return;
            }
        }
    }

    private void end(String id, ReadingProgress last, EventStream stream) {
        if (last.state() == MemoryState.FAILED && isDeleted(id)) {
            stream.event("deleted", Json.object().put("id", id));
        } else {
            stream.event("end", MemoryJson.of(last));
        }
    }

    private boolean isDeleted(String id) {
        try {
            services.store().get(id);
            return false;
        } catch (StoreException gone) {
            return gone.reason() == StoreException.Reason.UNKNOWN;
        }
    }
}
