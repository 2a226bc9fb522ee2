package io.hmt4j.server.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hmt4j.answer.Alternative;
import io.hmt4j.answer.Answer;
import io.hmt4j.answer.TokenChoice;
import io.hmt4j.server.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code chat.completion} and its chunks. */
public final class ChatJson implements AnswerJson {

    private static final String CHUNK = "chat.completion.chunk";

    private final AnswerHead head;
    private final boolean logprobs;

    /**
     * The shape of one answer.
     *
     * @param logprobs whether choices of tokens are told
     */
    public ChatJson(AnswerHead head, boolean logprobs) {
        this.head = head;
        this.logprobs = logprobs;
    }

    @Override
    public ObjectNode whole(Answer answer, ObjectNode hmt) {
        ObjectNode root = head.of("chat.completion");
        ObjectNode choice = root.putArray("choices").addObject().put("index", 0);
        choice.putObject("message")
                .put("role", "assistant")
                .put("content", answer.text())
                .putNull("refusal");
        choice.put("finish_reason", AnswerHead.finish(answer));
        choice.set("logprobs", logprobs(answer.choices()));
        root.set("usage", AnswerHead.usage(answer));
        return root.set("hmt", hmt);
    }

    @Override
    public List<ObjectNode> opening() {
        ObjectNode delta = Json.object().put("role", "assistant").put("content", "");
        return List.of(chunk(delta, List.of(), null));
    }

    @Override
    public ObjectNode recalled(ObjectNode hmt) {
        return chunk(Json.object(), List.of(), null).set("hmt", hmt);
    }

    @Override
    public ObjectNode piece(String text, List<TokenChoice> choices) {
        return chunk(Json.object().put("content", text), choices, null);
    }

    @Override
    public ObjectNode ending(Answer answer, ObjectNode hmt) {
        ObjectNode chunk = chunk(Json.object(), List.of(), AnswerHead.finish(answer));
        return chunk.set("hmt", hmt);
    }

    @Override
    public ObjectNode usage(Answer answer) {
        ObjectNode root = head.of(CHUNK);
        root.putArray("choices");
        return root.set("usage", AnswerHead.usage(answer));
    }

    private ObjectNode chunk(ObjectNode delta, List<TokenChoice> choices, @Nullable String finish) {
        ObjectNode root = head.of(CHUNK);
        ObjectNode choice = root.putArray("choices").addObject().put("index", 0);
        choice.set("delta", delta);
        choice.put("finish_reason", finish);
        choice.set("logprobs", choices.isEmpty() ? null : logprobs(choices));
        return root;
    }

    private @Nullable ObjectNode logprobs(List<TokenChoice> choices) {
        if (!logprobs) {
            return null;
        }
        ObjectNode node = Json.object();
        ArrayNode content = node.putArray("content");
        for (TokenChoice choice : choices) {
            ObjectNode token = token(content.addObject(), choice.text(), choice.logprob(), choice.utf8());
            ArrayNode top = token.putArray("top_logprobs");
            for (Alternative other : choice.top()) {
                token(top.addObject(), other.text(), other.logprob(), other.utf8());
            }
        }
        return node.putNull("refusal");
    }

    private static ObjectNode token(ObjectNode node, String text, double logprob, byte[] utf8) {
        node.put("token", text).put("logprob", logprob);
        ArrayNode bytes = node.putArray("bytes");
        for (byte each : utf8) {
            bytes.add(each & 0xff);
        }
        return node;
    }
}
