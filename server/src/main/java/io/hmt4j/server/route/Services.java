package io.hmt4j.server.route;

import io.hmt4j.answer.Answerer;
import io.hmt4j.memory.HmtModel;
import io.hmt4j.server.http.ClientConnection;
import io.hmt4j.server.http.EventStream;
import io.hmt4j.server.http.Patience;
import io.hmt4j.server.http.RunningRequests;
import io.hmt4j.server.safety.RequestLimits;
import io.hmt4j.store.MemoryStore;
import io.javalin.http.Context;

/**
 * What the routes answer from.
 *
 * @param modelName the model's name in requests
 */
public record Services(
        HmtModel model,
        String modelName,
        MemoryStore store,
        Answerer answerer,
        RunningRequests running,
        RequestLimits limits) {

    Patience patience(ClientConnection client) {
        return new Patience(client, running, limits.answering());
    }

    EventStream stream(Context ctx, ClientConnection client) {
        return new EventStream(ctx.res(), client, limits.heartbeat());
    }
}
