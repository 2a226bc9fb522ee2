package io.hmt4j.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.hmt4j.tokenizer.chat.ChatMessage;
import io.hmt4j.tokenizer.chat.ChatOptions;
import io.hmt4j.tokenizer.chat.ChatTemplate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where the turns of a conversation begin in what templates of common kinds make of it. */
class TemplateTurnsTest {

    private static final String CHAT_ML = "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n"
            + "{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}";

    private static final String BRACKETS =
            "<s>{% for m in messages %}{% if m.role == 'user' %}[INST] {{ m.content }} [/INST]"
                    + "{% else %} {{ m.content }}</s>{% endif %}{% endfor %}";

    /** The last answer thinks, and so does the one that is asked for; earlier ones are written without it. */
    private static final String THINKING = "{% for m in messages %}<{{ m.role }}>"
            + "{% if loop.last and m.role == 'assistant' %}<think></think>{% endif %}{{ m.content }}</{{ m.role }}>"
            + "{% endfor %}{% if add_generation_prompt %}<assistant>{% endif %}";

    private static final String START = "<|im_start|>";
    private static final String END = "<|im_end|>\n";
    private static final String ANSWER = END + START + "assistant\n";

    private static final String REFUSING = "{{ raise_exception('one question only') }}";

    private static final List<ChatMessage> TURNS = List.of(
            ChatMessage.of("system", "Be kind."),
            ChatMessage.user("assistant"),
            ChatMessage.assistant("user"),
            ChatMessage.user("Why?"),
            ChatMessage.assistant("No."),
            ChatMessage.user("No."));

    @Test
    void chatMl() {
        assertThat(parts(CHAT_ML, TURNS))
                .containsExactly(
                        START + "system\nBe kind." + END + START + "user\nassistant" + ANSWER,
                        "user",
                        END,
                        "| " + START + "user\nWhy?" + ANSWER,
                        "No.",
                        END,
                        "| " + START + "user\nNo." + ANSWER);
    }

    @Test
    void questionsInBrackets() {
        assertThat(parts(BRACKETS, TURNS.subList(1, 4)))
                .containsExactly("<s>[INST] assistant [/INST] ", "user", "</s>", "| [INST] Why? [/INST]");
    }

    @Test
    void aTemplateThatThinksInTheLastAnswerOnly() {
        assertThat(parts(THINKING, TURNS.subList(1, 4)))
                .containsExactly(
                        "<user>assistant</user><assistant>", "user", "</assistant>", "| <user>Why?</user><assistant>");
    }

    @Test
    void whereATemplateWritesAnswersInAnotherWayNothingIsCut() {
        List<ChatMessage> trimmed =
                List.of(ChatMessage.user("Who?"), ChatMessage.assistant(" Tim "), ChatMessage.user("Why?"));
        assertThat(parts(CHAT_ML.replace("m.content", "m.content | trim"), trimmed))
                .hasSize(1);
        assertThat(parts("{{ messages[0].content }}", TURNS)).hasSize(1);
        assertThat(TemplateTurns.of(ChatTemplate.parse(REFUSING, "refusing")).cuts(TURNS, "assistant user"))
                .isEmpty();
    }

    @Test
    void twoAnswersInARowBeginNoSegment() {
        List<ChatMessage> turns =
                List.of(ChatMessage.user("Who?"), ChatMessage.assistant("Tim"), ChatMessage.assistant("Tom"));
        assertThat(parts(CHAT_ML, turns)).noneMatch(part -> part.startsWith("| "));
    }

    /** The text in its parts, those behind the end of a segment with a stroke. */
    private static List<String> parts(String source, List<ChatMessage> turns) {
        ChatTemplate template = ChatTemplate.parse(source, "template");
        String text = template.render(turns, ChatOptions.answering());
        List<String> parts = new ArrayList<>();
        int at = 0;
        String sign = "";
        for (Cut cut : TemplateTurns.of(template).cuts(turns, text)) {
            parts.add(sign + text.substring(at, cut.at()));
            sign = cut.endsSegment() ? "| " : "";
            at = cut.at();
        }
        parts.add(sign + text.substring(at));
        return parts;
    }
}
