package io.hmt4j.server.route;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hmt4j.answer.Answerer;
import io.hmt4j.server.failure.ApiException;
import io.hmt4j.server.failure.ErrorCode;
import io.hmt4j.server.http.ClientConnection;
import io.hmt4j.server.json.Json;
import io.hmt4j.server.json.JsonFields;
import io.hmt4j.store.MemoryState;
import io.hmt4j.store.MemoryStore;
import io.hmt4j.store.StoreException;
import io.hmt4j.store.StoredMemory;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code /v1/memories}: all that is done with whole memories. */
final class MemoryRoutes {

    private final MemoryStore store;
    private final Answerer answerer;
    private final Bodies bodies;

    MemoryRoutes(MemoryStore store, Answerer answerer, Bodies bodies) {
        this.store = store;
        this.answerer = answerer;
        this.bodies = bodies;
    }

    List<Route> all() {
        return List.of(
                Route.get("/v1/memories", this::list),
                Route.get("/v1/memories/{id}", ctx -> send(ctx, 200, store.get(id(ctx)))),
                Route.patch("/v1/memories/{id}", this::rename),
                Route.delete("/v1/memories/{id}", this::delete),
                Route.post("/v1/memories/{id}/copy", this::copy),
                Route.post("/v1/memories/{id}/cancel", this::cancel),
                Route.get("/v1/memories/{id}/export", this::export),
                Route.get("/v1/memories/{id}/segments/{segment}", this::segment));
    }

    /** The id of a path. What cannot be one never reaches the store. */
    static String id(Context ctx) {
        String id = ctx.pathParam("id");
        if (!id.matches("[a-z0-9_]{1,64}")) {
            throw ApiException.of(ErrorCode.UNKNOWN_MEMORY, "there is no memory with this id");
        }
        return id;
    }

    /** Answers with a memory. */
    void send(Context ctx, int status, StoredMemory memory) {
        Responses.json(ctx, status, json(memory));
    }

    /** A memory that is new now. */
    void sendCreated(Context ctx, StoredMemory memory) {
        ctx.header("Location", "/v1/memories/" + memory.id());
        send(ctx, 201, memory);
    }

    private ObjectNode json(StoredMemory memory) {
        return MemoryJson.of(memory, memory.state() == MemoryState.READING ? store.progress(memory.id()) : null);
    }

    private void list(Context ctx) {
        ObjectNode root = Json.object().put("object", "list");
        ArrayNode data = root.putArray("data");
        store.list().forEach(memory -> jsonIfThere(memory).ifPresent(data::add));
        Responses.json(ctx, 200, root);
    }

    /** A memory of the list; empty where somebody deleted it meanwhile. */
    private Optional<ObjectNode> jsonIfThere(StoredMemory memory) {
        try {
            return Optional.of(json(memory));
        } catch (StoreException refused) {
            if (refused.reason() == StoreException.Reason.UNKNOWN) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    private void rename(Context ctx) throws IOException {
        String id = id(ctx);
        JsonFields fields = bodies.object(ctx);
        fields.allowOnly(Set.of("name"));
        send(ctx, 200, store.rename(id, fields.text("name")));
    }

    private void delete(Context ctx) {
        String id = id(ctx);
        store.delete(id);
        answerer.forget(AskedMemory.keyStart(id));
        Responses.json(
                ctx,
                200,
                Json.object().put("id", id).put("object", "hmt.memory.deleted").put("deleted", true));
    }

    private void copy(Context ctx) throws IOException {
        String id = id(ctx);
        JsonFields fields = bodies.objectOrNone(ctx);
        fields.allowOnly(Set.of("name"));
        String name = fields.optionalText("name")
                .orElseGet(() -> "Copy of " + store.get(id).name());
        sendCreated(ctx, store.copy(id, name));
    }

    private void cancel(Context ctx) {
        String id = id(ctx);
        store.cancelReading(id);
        send(ctx, 200, store.get(id));
    }

    private void export(Context ctx) throws IOException {
        String id = id(ctx);
        store.get(id);
        ctx.contentType("application/octet-stream")
                .header("Content-Disposition", "attachment; filename=\"" + id + ".hmtmemory\"");
        try {
            store.exportTo(id, ctx.res().getOutputStream());
        } catch (IOException | RuntimeException failure) {
            if (ctx.res().isCommitted()) {
                ClientConnection.of(ctx.req()).abort();
            }
            ctx.res().setHeader("Content-Disposition", null);
            throw failure;
        }
    }

    private void segment(Context ctx) {
        String id = id(ctx);
        String number = ctx.pathParam("segment");
        long segments = store.get(id).segments();
        long segment = number.matches("[0-9]{1,15}") ? Long.parseLong(number) : Long.MAX_VALUE;
        String text = text(id, segment, segments);
        Responses.json(
                ctx,
                200,
                Json.object()
                        .put("object", "hmt.segment")
                        .put("memory", id)
                        .put("segment", segment)
                        .put("text", text));
    }

    /** The text of a segment; behind the last one, of the open segment that a question closes. */
    private String text(String id, long segment, long segments) {
        String text = segment < segments ? store.segmentText(id, segment) : "";
        if (segment == segments) {
            text = store.openText(id);
        }
        if (segment > segments || (segment == segments && text.isEmpty())) {
            throw ApiException.of(
                    ErrorCode.UNKNOWN_SEGMENT, "the memory has no such segment; it has " + segments + ", from 0");
        }
        return text;
    }
}
