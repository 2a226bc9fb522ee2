package io.hmt4j.server.route;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hmt4j.answer.AnswerRequest;
import io.hmt4j.answer.RecalledSegment;
import io.hmt4j.generate.GenerationOptions;
import io.hmt4j.server.failure.ApiException;
import io.hmt4j.server.failure.ErrorCode;
import io.hmt4j.server.http.ClientConnection;
import io.hmt4j.server.http.Patience;
import io.hmt4j.server.json.Json;
import io.hmt4j.server.json.JsonFields;
import io.hmt4j.tokenizer.chat.ChatMessage;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** {@code /v1/memories/{id}/recall}: which segments a question recalls. */
final class RecallRoute {

    private static final int USUAL = 8;
    private static final int MOST = 256;

    private final Services services;
    private final Bodies bodies;

    RecallRoute(Services services, Bodies bodies) {
        this.services = services;
        this.bodies = bodies;
    }

    void handle(Context ctx) throws IOException {
        String id = MemoryRoutes.id(ctx);
        JsonFields fields = bodies.object(ctx);
        fields.allowOnly(Set.of("question", "top"));
        String question = fields.text("question");
        if (question.isBlank()) {
            throw ApiException.of(ErrorCode.INVALID_VALUE, "question", "question is empty");
        }
        int top = (int) fields.integer("top", 1, MOST).orElse(USUAL);
        Patience patience = services.patience(ClientConnection.of(ctx.req()));
        try (AskedMemory memory = AskedMemory.borrow(services.store(), id)) {
            AnswerRequest request =
                    memory.in(AnswerRequest.chat(List.of(ChatMessage.user(question)), GenerationOptions.greedy(1)));
            List<RecalledSegment> recalled = services.answerer().recall(request, patience::over);
            if (recalled.isEmpty() && patience.over()) {
                throw patience.reason();
            }
            Responses.json(ctx, 200, json(memory, recalled, top));
        }
    }

    /** A long question fills segments itself, which lie behind those of the memory and are left out. */
    private static ObjectNode json(AskedMemory memory, List<RecalledSegment> recalled, int top) {
        ObjectNode root = Json.object()
                .put("object", "hmt.recall")
                .put("memory", memory.id())
                .put("segments", memory.segments());
        ArrayNode list = root.putArray("recalled");
        recalled.stream().filter(memory::holds).limit(top).forEach(each -> list.addObject()
                .put("segment", each.segment())
                .put("weight", each.weight())
                .put("text", memory.text(each.segment())));
        return root;
    }
}
