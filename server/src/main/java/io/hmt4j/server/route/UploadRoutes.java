package io.hmt4j.server.route;

import io.hmt4j.server.failure.ApiException;
import io.hmt4j.server.failure.ErrorCode;
import io.hmt4j.server.json.JsonUpload;
import io.hmt4j.store.MemoryStore;
import io.hmt4j.store.StoreException;
import io.hmt4j.store.StoredMemory;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What brings a text or a memory. Uploads go to the store as they arrive. */
final class UploadRoutes {

    private static final String NAME = "name";
    private static final String SOURCE = "source";
    private static final String UNNAMED = "Untitled";
    private static final String TEXT_TYPE = "text/plain";
    private static final String JSON_TYPE = "application/json";
    private static final String MEMORY_TYPE = "application/octet-stream";

    private final MemoryStore store;
    private final MemoryRoutes memories;
    private final Bodies bodies;

    UploadRoutes(MemoryStore store, MemoryRoutes memories, Bodies bodies) {
        this.store = store;
        this.memories = memories;
        this.bodies = bodies;
    }

    List<Route> all() {
        return List.of(
                Route.post("/v1/memories", this::create),
                Route.post("/v1/memories/import", this::importMemory),
                Route.post("/v1/memories/{id}/texts", this::addText));
    }

    private void create(Context ctx) throws IOException {
        @Nullable String name = ctx.queryParam(NAME);
        @Nullable String source = ctx.queryParam(SOURCE);
        requireUploadType(ctx);
        StoredMemory memory = store.create(firstOf(name, source));
        try {
            if (!Bodies.isEmpty(ctx)) {
                upload(ctx, memory.id(), firstOf(source, name), name == null);
            }
        } catch (IOException | RuntimeException failure) {
            discard(memory.id()); // nobody was told its id
            throw failure;
        }
        memories.sendCreated(ctx, store.get(memory.id()));
    }

    private void addText(Context ctx) throws IOException {
        String id = MemoryRoutes.id(ctx);
        store.get(id);
        requireUploadType(ctx);
        if (Bodies.isEmpty(ctx)) {
            throw ApiException.of(ErrorCode.MISSING_VALUE, "text", "there is no text");
        }
        upload(ctx, id, firstOf(ctx.queryParam(SOURCE), null), false);
        memories.send(ctx, 202, store.get(id));
    }

    private void importMemory(Context ctx) throws IOException {
        requireType(ctx, Set.of(MEMORY_TYPE));
        memories.sendCreated(ctx, store.importFrom(bodies.stream(ctx), ctx.queryParam(NAME)));
    }

    private void upload(Context ctx, String id, String source, boolean mayName) throws IOException {
        if (Bodies.mediaType(ctx).equals(TEXT_TYPE)) {
            store.addText(id, source, bodies.stream(ctx));
            return;
        }
        JsonUpload upload = new JsonUpload(bodies.stream(ctx), mayName ? Set.of(NAME, SOURCE) : Set.of(SOURCE));
        if (upload.seekText()) {
            String named = upload.field(SOURCE).or(() -> upload.field(NAME)).orElse(source);
            store.addText(id, named, new WholeUpload(upload));
        }
        upload.field(NAME).ifPresent(name -> store.rename(id, name));
    }

    private void discard(String id) {
        try {
            store.delete(id);
        } catch (StoreException alreadyGone) {
            assert alreadyGone.reason() == StoreException.Reason.UNKNOWN;
        }
    }

    private static void requireUploadType(Context ctx) {
        if (!Bodies.isEmpty(ctx)) {
            requireType(ctx, Set.of(TEXT_TYPE, JSON_TYPE));
        }
    }

    private static void requireType(Context ctx, Set<String> allowed) {
        if (!allowed.contains(Bodies.mediaType(ctx))) {
            throw ApiException.of(
                    ErrorCode.WRONG_CONTENT_TYPE,
                    "the content type is not one of those allowed here: " + String.join(", ", allowed));
        }
    }

    private static String firstOf(@Nullable String first, @Nullable String second) {
        return Optional.ofNullable(first).or(() -> Optional.ofNullable(second)).orElse(UNNAMED);
    }
}
