package io.hmt4j.server.route;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hmt4j.memory.Source;
import io.hmt4j.server.json.Json;
import io.hmt4j.store.MemoryState;
import io.hmt4j.store.ReadingProgress;
import io.hmt4j.store.StoredMemory;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Stored memories as JSON. */
final class MemoryJson {

    private MemoryJson() {}

    /** A memory; with its progress while it is read. */
    static ObjectNode of(StoredMemory memory, @Nullable ReadingProgress progress) {
        ObjectNode node = Json.object()
                .put("id", memory.id())
                .put("object", "hmt.memory")
                .put("name", memory.name())
                .put("state", name(memory.state()))
                .put("failure", memory.failure())
                .put("tokens", memory.tokens())
                .put("segments", memory.segments())
                .put("memories", memory.memories())
                .put("bytes", memory.bytes())
                .put("created", memory.created().getEpochSecond())
                .put("fingerprint", memory.fingerprint());
        ArrayNode sources = node.putArray("sources");
        for (Source source : memory.sources()) {
            sources.addObject()
                    .put("name", source.name())
                    .put("tokens", source.tokens())
                    .put("characters", source.characters())
                    .put("complete", source.complete());
        }
        return node.set("progress", progress == null ? null : of(progress));
    }

    /** How far a reading is. */
    static ObjectNode of(ReadingProgress progress) {
        ObjectNode node = Json.object()
                .put("id", progress.id())
                .put("state", name(progress.state()))
                .put("queued", progress.queued())
                .put("tokens", progress.tokens())
                .put("segments", progress.segments())
                .put("tokens_per_second", progress.tokensPerSecond())
                .put("characters_read", progress.charactersRead())
                .put("characters_known", progress.charactersKnown())
                .put("upload_ended", progress.uploadEnded())
                .put("memory_bytes", progress.memoryBytes())
                .put("failure", progress.failure());
        double left = progress.secondsLeft();
        return Double.isFinite(left) ? node.put("seconds_left", left) : node.putNull("seconds_left");
    }

    private static String name(MemoryState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
