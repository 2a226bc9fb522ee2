package io.hmt4j.server.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hmt4j.answer.Answer;
import io.hmt4j.generate.FinishReason;
import io.hmt4j.server.json.Json;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;

/**
 * What every part of an answer begins with.
 *
 * @param id the answer's generated id
 * @param created when it was asked for
 * @param model the model's name
 * @param fingerprint what tells the model's weights from others
 */
public record AnswerHead(String id, Instant created, String model, String fingerprint) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int ID_BYTES = 12;

    /** The head of a new answer, its id behind a prefix. */
    public static AnswerHead draw(String prefix, String model, String fingerprint) {
        byte[] id = new byte[ID_BYTES];
        RANDOM.nextBytes(id);
        return new AnswerHead(prefix + HexFormat.of().formatHex(id), Instant.now(), model, fingerprint);
    }

    ObjectNode of(String object) {
        return Json.object()
                .put("id", id)
                .put("object", object)
                .put("created", created.getEpochSecond())
                .put("model", model)
                .put("system_fingerprint", fingerprint);
    }

    static String finish(Answer answer) {
        return answer.finishReason() == FinishReason.LENGTH ? "length" : "stop";
    }

    static ObjectNode usage(Answer answer) {
        ObjectNode usage = Json.object()
                .put("prompt_tokens", answer.promptTokens())
                .put("completion_tokens", answer.answerTokens())
                .put("total_tokens", answer.promptTokens() + answer.answerTokens());
        usage.putObject("prompt_tokens_details").put("cached_tokens", answer.cachedTokens());
        return usage;
    }
}
