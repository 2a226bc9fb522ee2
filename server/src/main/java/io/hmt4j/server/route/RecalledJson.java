package io.hmt4j.server.route;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hmt4j.answer.Answer;
import io.hmt4j.answer.RecalledSegment;
import io.hmt4j.server.json.Json;
import java.util.List;

/** What an answer says beyond OpenAI's format, under {@code hmt}. */
final class RecalledJson {

    private static final double LEAST_WEIGHT = 0.001;
    private static final int MOST_RECALLED = 256;

    private RecalledJson() {}

    /** What was recalled for an answer that has not begun yet. */
    static ObjectNode of(List<RecalledSegment> recalled, AskedMemory memory) {
        ObjectNode node = Json.object().put("memory", memory.id()).put("segments", memory.segments());
        ArrayNode list = node.putArray("recalled");
        recalled.stream()
                .filter(segment -> segment.weight() >= LEAST_WEIGHT)
                .filter(memory::holds)
                .limit(MOST_RECALLED)
                .forEach(segment ->
                        list.addObject().put("segment", segment.segment()).put("weight", segment.weight()));
        return node;
    }

    /** All that is to be said of an answer. */
    static ObjectNode of(Answer answer, AskedMemory memory, boolean updated) {
        return of(answer.recalled(), memory)
                .put("tokens_read", answer.promptTokens() - answer.cachedTokens())
                .put("tokens_cached", answer.cachedTokens())
                .put("memory_updated", updated);
    }
}
