package io.hmt4j.answer;

import io.hmt4j.InputException;
import io.hmt4j.tokenizer.chat.ChatMessage;
import java.util.ArrayList;
import java.util.List;

/**
 * A conversation for a model without a chat template. Such a model has learnt no roles, so it is given none: what was said
 * stands as text, each message on a line of its own, but an answer on the line of what it answers. The text ends behind
 * the last message, where the answer begins. A single message is thus continued as it stands.
 */
final class PlainTurns {

    private static final String ASSISTANT = "assistant";

    private PlainTurns() {}

    static String render(List<ChatMessage> messages) {
        return render(messages, new ArrayList<>());
    }

    /** Where the questions behind answers begin: there a segment ends. */
    static List<Cut> cuts(List<ChatMessage> messages) {
        List<Cut> cuts = new ArrayList<>();
        render(messages, cuts);
        return cuts;
    }

    private static String render(List<ChatMessage> messages, List<Cut> cuts) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < messages.size(); i++) {
            ChatMessage message = messages.get(i);
            String content = message.content();
            if (content == null) {
                throw new InputException("messages[" + i + "].content is no text; this model has no chat template that"
                        + " knows other content");
            }
            boolean answer = message.role().equals(ASSISTANT);
            if (i > 0
                    && message.role().equals("user")
                    && messages.get(i - 1).role().equals(ASSISTANT)) {
                cuts.add(new Cut(text.length(), true));
            }
            text.append(i > 0 && !answer ? "\n" : "");
            text.append(answer ? withAnswer(text, content) : content);
        }
        return text.toString();
    }

    /** An answer as it stands behind its question: with a space between words that would else be one. */
    static String withAnswer(CharSequence question, String answer) {
        boolean apart = question.isEmpty()
                || answer.isEmpty()
                || Character.isWhitespace(question.charAt(question.length() - 1))
                || Character.isWhitespace(answer.charAt(0));
        return apart ? answer : " " + answer;
    }
}
