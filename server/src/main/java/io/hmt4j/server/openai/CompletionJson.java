package io.hmt4j.server.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hmt4j.answer.Alternative;
import io.hmt4j.answer.Answer;
import io.hmt4j.answer.TokenChoice;
import io.hmt4j.server.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code text_completion}, whole and in pieces. For one answer: offsets of tokens go on from piece to piece. */
public final class CompletionJson implements AnswerJson {

    private static final String OBJECT = "text_completion";

    private final AnswerHead head;
    private final boolean logprobs;
    private int offset;

    /**
     * The shape of one answer.
     *
     * @param logprobs whether choices of tokens are told
     */
    public CompletionJson(AnswerHead head, boolean logprobs) {
        this.head = head;
        this.logprobs = logprobs;
    }

    @Override
    public ObjectNode whole(Answer answer, ObjectNode hmt) {
        ObjectNode root = choice(answer.text(), answer.choices(), AnswerHead.finish(answer));
        root.set("usage", AnswerHead.usage(answer));
        return root.set("hmt", hmt);
    }

    @Override
    public List<ObjectNode> opening() {
        return List.of();
    }

    @Override
    public ObjectNode recalled(ObjectNode hmt) {
        return choice("", List.of(), null).set("hmt", hmt);
    }

    @Override
    public ObjectNode piece(String text, List<TokenChoice> choices) {
        return choice(text, choices, null);
    }

    @Override
    public ObjectNode ending(Answer answer, ObjectNode hmt) {
        return choice("", List.of(), AnswerHead.finish(answer)).set("hmt", hmt);
    }

    @Override
    public ObjectNode usage(Answer answer) {
        ObjectNode root = head.of(OBJECT);
        root.putArray("choices");
        return root.set("usage", AnswerHead.usage(answer));
    }

    private ObjectNode choice(String text, List<TokenChoice> choices, @Nullable String finish) {
        ObjectNode root = head.of(OBJECT);
        ObjectNode choice = root.putArray("choices").addObject().put("index", 0).put("text", text);
        choice.put("finish_reason", finish);
        choice.set("logprobs", logprobs ? logprobs(choices) : null);
        return root;
    }

    private ObjectNode logprobs(List<TokenChoice> choices) {
        ObjectNode node = Json.object();
        ArrayNode tokens = node.putArray("tokens");
        ArrayNode logs = node.putArray("token_logprobs");
        ArrayNode tops = node.putArray("top_logprobs");
        ArrayNode offsets = node.putArray("text_offset");
        for (TokenChoice choice : choices) {
            tokens.add(choice.text());
            logs.add(choice.logprob());
            ObjectNode top = tops.addObject();
            for (Alternative other : choice.top()) {
                top.put(
                        other.text(),
                        Math.max(other.logprob(), top.path(other.text()).asDouble(other.logprob())));
            }
            offsets.add(offset);
            offset += choice.text().length();
        }
        return node;
    }
}
