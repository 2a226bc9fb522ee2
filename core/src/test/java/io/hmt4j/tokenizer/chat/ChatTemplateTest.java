package io.hmt4j.tokenizer.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hmt4j.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChatTemplateTest {

    private static final List<ChatMessage> HELLO = List.of(ChatMessage.user("Hello"));

    private final Path folder;

    ChatTemplateTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private String rendered(ChatOptions options) {
        return ChatTemplate.load(folder).orElseThrow().render(HELLO, options);
    }

    @Test
    void aFolderWithoutATemplateHasNone() throws IOException {
        assertThat(ChatTemplate.load(folder)).isEmpty();
        write("tokenizer_config.json", "{\"bos_token\": \"<s>\"}");
        assertThat(ChatTemplate.load(folder)).isEmpty();
    }

    @Test
    void theTemplateOfTheTokenizerConfigIsRenderedWithItsSpecialTokens() throws IOException {
        write("tokenizer_config.json", """
                {"bos_token": "<s>", "eos_token": {"__type": "AddedToken", "content": "</s>"}, "pad_token": null,
                 "chat_template": "{{ bos_token }}{{ messages[0].content }}{{ eos_token }}{{ pad_token }}"}""");
        assertThat(rendered(ChatOptions.answering())).isEqualTo("<s>Hello</s>");
        assertThat(rendered(ChatOptions.answering().with("bos_token", "[B]"))).isEqualTo("[B]Hello</s>");
    }

    @Test
    void aTemplateFileWinsOverTheJsonFileWhichWinsOverTheConfig() throws IOException {
        write("tokenizer_config.json", "{\"chat_template\": \"config\"}");
        assertThat(rendered(ChatOptions.answering())).isEqualTo("config");
        write("chat_template.json", "{\"chat_template\": \"json\"}");
        assertThat(rendered(ChatOptions.answering())).isEqualTo("json");
        write("chat_template.jinja", "jinja\n");
        assertThat(rendered(ChatOptions.answering())).isEqualTo("jinja");
    }

    @Test
    void toolsChooseTheTemplateNamedToolUse() throws IOException {
        write("tokenizer_config.json", """
                {"chat_template": [{"name": "default", "template": "plain {{ tools is none }}"},
                                   {"name": "tool_use", "template": "tools {{ tools[0].name }}"},
                                   {"name": "rag", "template": "{% never parsed"}]}""");
        assertThat(rendered(ChatOptions.answering())).isEqualTo("plain True");
        assertThat(rendered(ChatOptions.answering().withTools(List.of(Map.of("name", "add")))))
                .isEqualTo("tools add");
        write("chat_template.jinja", "file");
        write("additional_chat_templates/tool_use.jinja", "tool file");
        assertThat(rendered(ChatOptions.answering())).isEqualTo("file");
        assertThat(rendered(ChatOptions.answering().withTools(List.of()))).isEqualTo("tool file");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"chat_template\": 5}",
                "{\"chat_template\": [5]}",
                "{\"chat_template\": [{\"name\": \"rag\", \"template\": \"x\"}]}",
                "{\"chat_template\": [{\"name\": \"default\"}]}",
                "{\"chat_template\": \"{{ x\"}",
                "{\"chat_template\": \"x\", \"bos_token\": 5}",
                "{\"chat_template\": \"x\", \"eos_token\": {}}",
                "[]",
                "{",
                "",
            })
    void aBrokenConfigIsRefusedByName(String config) throws IOException {
        write("tokenizer_config.json", config);
        assertThatThrownBy(() -> ChatTemplate.load(folder))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("tokenizer_config.json");
    }

    @Test
    void aTemplateThatIsNoTextIsRefused() throws IOException {
        Files.write(folder.resolve("chat_template.jinja"), new byte[] {(byte) 0xC3, 0x28});
        assertThatThrownBy(() -> ChatTemplate.load(folder))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("chat_template.jinja");
    }

    @Test
    void anAnswerIsPromptedForAndATranscriptIsNot() {
        ChatTemplate template = ChatTemplate.parse("{{ add_generation_prompt }}", "test");
        assertThat(template.render(HELLO, ChatOptions.answering())).isEqualTo("True");
        assertThat(template.render(HELLO, ChatOptions.transcript())).isEqualTo("False");
    }

    @Test
    void absentAndNullFieldsOfAMessageAreNotTheSame() {
        ChatTemplate template = ChatTemplate.parse("{{ messages[0].x is defined }}", "test");
        assertThat(template.render(HELLO, ChatOptions.answering())).isEqualTo("False");
        ChatMessage withNull = ChatMessage.user("Hello").with("x", null);
        assertThat(template.render(List.of(withNull), ChatOptions.answering())).isEqualTo("True");
        assertThat(withNull.content()).isEqualTo("Hello");
        assertThat(withNull.role()).isEqualTo("user");
    }

    @Test
    void theFieldsOfAMessageKeepTheirOrder() {
        ChatTemplate template = ChatTemplate.parse("{{ messages[0] }}", "test");
        List<ChatMessage> messages = List.of(
                ChatMessage.assistant("A").with("name", "n").with("b", 1).with("a", 2));
        assertThat(template.render(messages, ChatOptions.answering()))
                .isEqualTo("{'role': 'assistant', 'content': 'A', 'name': 'n', 'b': 1, 'a': 2}");
    }

    @Test
    void aMessageNeedsARole() {
        Map<String, Object> fields = new HashMap<>(Map.of("content", "x"));
        assertThatThrownBy(() -> new ChatMessage(fields))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("role");
        fields.put("role", 5);
        assertThatThrownBy(() -> new ChatMessage(fields))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("5");
    }
}
