package io.hmt4j.answer;

import io.hmt4j.InputException;
import io.hmt4j.tokenizer.chat.ChatMessage;
import io.hmt4j.tokenizer.chat.ChatOptions;
import io.hmt4j.tokenizer.chat.ChatTemplate;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the answers of a conversation in the text that a chat template made of it. The template is asked once how answers
 * begin and end; where it writes them in another way, nothing is found.
 */
final class TemplateTurns {

    private static final String ASSISTANT = "assistant";
    private static final String USER = "user";
    private static final String MARK = "\uE000"; // for private use: no template knows it

    private final String before;
    private final String behind;
    private final boolean known;

    private TemplateTurns(String before, String behind, boolean known) {
        this.before = before;
        this.behind = behind;
        this.known = known;
    }

    /** How a template writes answers. */
    static TemplateTurns of(ChatTemplate template) {
        List<ChatMessage> turns = List.of(ChatMessage.user("Who?"), ChatMessage.assistant(MARK));
        List<ChatMessage> more = List.of(turns.get(0), turns.get(1), ChatMessage.user("Why?"));
        try {
            String asked = template.render(turns.subList(0, 1), ChatOptions.transcript());
            String answering = template.render(turns.subList(0, 1), ChatOptions.answering());
            String answered = template.render(turns, ChatOptions.transcript());
            String before = answering.startsWith(asked) ? answering.substring(asked.length()) : "";
            String behind = answered.substring(answered.lastIndexOf(MARK) + MARK.length());
            boolean known = template.render(more, ChatOptions.answering()).contains(before + MARK + behind);
            return new TemplateTurns(before, behind, known && answered.contains(MARK));
        } catch (InputException refused) {
            return new TemplateTurns("", "", false);
        }
    }

    /**
     * Where an answer begins and ends, and where the question behind it begins: there a segment ends. From the first answer
     * on that is not found there are none.
     */
    List<Cut> cuts(List<ChatMessage> messages, String text) {
        List<Cut> cuts = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < messages.size() && known; i++) {
            String content = messages.get(i).content();
            if (!messages.get(i).role().equals(ASSISTANT) || content == null) {
                continue;
            }
            int found = text.indexOf(before + content + behind, from);
            if (found < 0) {
                return cuts;
            }
            int begin = found + before.length();
            from = begin + content.length() + behind.length();
            boolean asksOn =
                    i + 1 < messages.size() && messages.get(i + 1).role().equals(USER);
            cuts.add(new Cut(begin, false));
            cuts.add(new Cut(begin + content.length(), false));
            cuts.add(new Cut(from, asksOn));
        }
        return cuts;
    }
}
