package io.hmt4j.data;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hmt4j.InputException;
import io.hmt4j.memory.ModelText;
import io.hmt4j.tokenizer.chat.ChatMessage;
import io.hmt4j.tokenizer.chat.ChatOptions;
import io.hmt4j.tokenizer.chat.ChatTemplate;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes conversations by the model's chat template; what the assistant says is an answer, with the token that ends it.
 *
 * <p>Templates that ask for the date are told always the same one: the same data gives the same tokens.
 */
final class ChatText {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, @Nullable Object>> FIELDS = new TypeReference<>() {};
    private static final ChatOptions TRANSCRIPT =
            ChatOptions.transcript().withClock(Clock.fixed(Instant.parse("2024-07-26T12:00:00Z"), ZoneOffset.UTC));

    private final ModelText text;

    ChatText(ModelText text) {
        this.text = text;
    }

    TextDocument write(String document, RecordFields fields) {
        ChatTemplate template = text.chatTemplate()
                .orElseThrow(() -> new InputException(
                        document + ": has messages, but the model has no chat template to write them with"));
        List<ChatMessage> messages = messages(fields);
        AssistantTurns turns = new AssistantTurns(messages, marked -> render(document, template, marked));
        String rendered = render(document, template, messages);
        return new TextDocument(document, rendered, turns.find(document, rendered, endOfTurn()), List.of(), false);
    }

    private static String render(String document, ChatTemplate template, List<ChatMessage> messages) {
        try {
            return template.render(messages, TRANSCRIPT);
        } catch (InputException e) {
            throw new InputException(document + ": " + e.getMessage(), e);
        }
    }

    private String endOfTurn() {
        int eos = text.tokenizer().eosId().orElse(-1);
        return eos < 0 ? "" : text.tokenizer().tokenText(eos).orElse("");
    }

    private static List<ChatMessage> messages(RecordFields fields) {
        JsonNode list = fields.list("messages");
        List<ChatMessage> messages = new ArrayList<>();
        for (JsonNode message : list) {
            if (!message.path("role").isTextual()) {
                throw fields.wrong(
                        "messages[" + messages.size() + "]", message, "{\"role\": \"user\", \"content\": \"...\"}");
            }
            messages.add(new ChatMessage(JSON.convertValue(message, FIELDS)));
        }
        if (messages.isEmpty() || !list.isArray()) {
            throw fields.wrong("messages", list, "a list of at least one {\"role\": ..., \"content\": ...}");
        }
        return messages;
    }
}
