package io.hmt4j.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hmt4j.InputException;
import io.hmt4j.tokenizer.chat.ChatMessage;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A conversation as plain text. */
class PlainTurnsTest {

    @Test
    void aSingleMessageStandsAsItIs() {
        assertThat(PlainTurns.render(List.of(ChatMessage.user(" Once upon ")))).isEqualTo(" Once upon ");
    }

    @Test
    void eachMessageHasALineAndAnAnswerThatOfItsQuestion() {
        assertThat(PlainTurns.render(List.of(
                        ChatMessage.system("Be kind."),
                        ChatMessage.user("Who?"),
                        ChatMessage.assistant("Tim."),
                        ChatMessage.user("Why?"))))
                .isEqualTo("Be kind.\nWho? Tim.\nWhy?");
    }

    @Test
    void anAnswerThatBeginsWithASpaceGetsNoSecondOne() {
        assertThat(PlainTurns.render(List.of(ChatMessage.user("Who?"), ChatMessage.assistant(" Tim."))))
                .isEqualTo("Who? Tim.");
        assertThat(PlainTurns.render(List.of(ChatMessage.user("Who?\n"), ChatMessage.assistant("Tim."))))
                .isEqualTo("Who?\nTim.");
        assertThat(PlainTurns.render(List.of(ChatMessage.user("Who?"), ChatMessage.assistant(""))))
                .isEqualTo("Who?");
    }

    @Test
    void contentThatIsNoTextIsRefused() {
        assertThatThrownBy(() -> PlainTurns.render(
                        List.of(ChatMessage.user("Who?"), ChatMessage.user("").with("content", List.of()))))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("messages[1].content is no text");
    }
}
