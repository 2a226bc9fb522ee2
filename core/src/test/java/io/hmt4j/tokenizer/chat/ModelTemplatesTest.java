package io.hmt4j.tokenizer.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.hmt4j.InputException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Templates of many model families over many conversations, against what Jinja2 made of them. */
class ModelTemplatesTest {

    private static final JsonNode FIXTURE = Fixtures.json("models.json");

    static Stream<String> templates() {
        return cases().map(each -> each.get("template").textValue()).distinct();
    }

    @ParameterizedTest
    @MethodSource("templates")
    void aModelsTemplateGivesThePromptThatHuggingFaceGivesOrRefusesTheConversation(String template) {
        ChatTemplate chat = ChatTemplate.parse(Fixtures.text("templates/" + template), template);
        SoftAssertions softly = new SoftAssertions();
        cases().filter(each -> each.get("template").textValue().equals(template))
                .forEach(each -> softly.assertThat(outcome(chat, each))
                        .as("%s, options %s", each.get("conversation"), each.get("options"))
                        .isEqualTo(
                                each.has("error")
                                        ? "refused"
                                        : each.get("expected").textValue()));
        softly.assertAll();
    }

    @Test
    void theFixturesCoverPromptsAndRefusals() {
        assertThat(cases().filter(each -> each.has("expected"))).hasSizeGreaterThan(400);
        assertThat(cases().filter(each -> each.has("error"))).hasSizeGreaterThan(100);
    }

    private static Stream<JsonNode> cases() {
        List<JsonNode> cases = new ArrayList<>();
        FIXTURE.get("cases").forEach(cases::add);
        return cases.stream();
    }

    private static String outcome(ChatTemplate chat, JsonNode each) {
        JsonNode conversation =
                FIXTURE.get("conversations").get(each.get("conversation").textValue());
        try {
            return chat.render(
                    messages(conversation),
                    options(FIXTURE.get("options").get(each.get("options").intValue())));
        } catch (InputException refused) {
            assertThat(refused)
                    .hasMessageStartingWith(
                            "chat template " + each.get("template").textValue());
            return "refused";
        }
    }

    private static List<ChatMessage> messages(JsonNode conversation) {
        List<Map<String, Object>> messages =
                Fixtures.JSON.convertValue(conversation, new TypeReference<List<Map<String, Object>>>() {});
        return messages.stream().map(ChatMessage::new).toList();
    }

    private static ChatOptions options(JsonNode options) {
        Map<String, Object> variables =
                new HashMap<>(Fixtures.JSON.convertValue(options, new TypeReference<Map<String, Object>>() {}));
        variables.remove("tools");
        variables.remove("add_generation_prompt");
        List<Map<String, Object>> tools =
                Fixtures.JSON.convertValue(options.get("tools"), new TypeReference<List<Map<String, Object>>>() {});
        return new ChatOptions(options.get("add_generation_prompt").booleanValue(), tools, variables, Fixtures.CLOCK)
                .with("bos_token", "<s>")
                .with("eos_token", "</s>");
    }
}
