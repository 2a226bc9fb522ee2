package io.hmt4j.tokenizer.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hmt4j.InputException;
import io.hmt4j.tokenizer.chat.jinja.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a model's folder keeps its chat templates and special tokens. */
final class ChatTemplateFolder {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String KEY = "chat_template";

    private final Path folder;

    ChatTemplateFolder(Path folder) {
        this.folder = folder;
    }

    Optional<ChatTemplate> load() {
        Path config = folder.resolve("tokenizer_config.json");
        JsonNode configured = Files.exists(config) ? json(config) : JSON.createObjectNode();
        Map<String, Template> named = templates(config, configured);
        Template standard = named.get("default");
        return standard == null
                ? Optional.empty()
                : Optional.of(new ChatTemplate(standard, named.get("tool_use"), specialTokens(config, configured)));
    }

    private Map<String, Template> templates(Path config, JsonNode configured) {
        Path plain = folder.resolve("chat_template.jinja");
        if (Files.exists(plain)) {
            return withToolUse(Template.parse(text(plain), plain.toString()));
        }
        Path processor = folder.resolve("chat_template.json");
        return Files.exists(processor)
                ? named(processor, json(processor).path(KEY))
                : named(config, configured.path(KEY));
    }

    private Map<String, Template> withToolUse(Template standard) {
        Map<String, Template> named = new LinkedHashMap<>(Map.of("default", standard));
        Path toolUse = folder.resolve("additional_chat_templates").resolve("tool_use.jinja");
        if (Files.exists(toolUse)) {
            named.put("tool_use", Template.parse(text(toolUse), toolUse.toString()));
        }
        return named;
    }

    /** A template as text, or a list of objects with name and template. */
    private static Map<String, Template> named(Path file, JsonNode value) {
        Map<String, Template> named = new LinkedHashMap<>();
        if (value.isTextual()) {
            named.put("default", Template.parse(value.textValue(), file.toString()));
        } else if (value.isArray()) {
            value.forEach(entry -> addNamed(file, entry, named));
            requireDefault(file, value, named);
        } else if (!value.isMissingNode() && !value.isNull()) {
            throw wrong(file, value);
        }
        return named;
    }

    private static void requireDefault(Path file, JsonNode value, Map<String, Template> named) {
        if (!named.containsKey("default")) {
            throw new InputException(
                    file + ": " + KEY + " has no template named \"default\"; found: " + value.findValuesAsText("name"));
        }
    }

    private static void addNamed(Path file, JsonNode entry, Map<String, Template> named) {
        JsonNode name = entry.path("name");
        JsonNode template = entry.path("template");
        if (!name.isTextual() || !template.isTextual()) {
            throw wrong(file, entry);
        }
        boolean used = name.textValue().equals("default") || name.textValue().equals("tool_use");
        if (used) {
            named.put(name.textValue(), Template.parse(template.textValue(), file + " (" + name.textValue() + ")"));
        }
    }

    private static InputException wrong(Path file, JsonNode value) {
        return new InputException(file + ": " + KEY + " holds a " + value.getNodeType()
                + "; allowed: text, or a list of {\"name\": text, \"template\": text}");
    }

    private static Map<String, Object> specialTokens(Path config, JsonNode configured) {
        Map<String, Object> tokens = new LinkedHashMap<>();
        configured.properties().forEach(entry -> {
            String token = entry.getKey().endsWith("_token") ? token(entry.getValue()) : null;
            if (token != null) {
                tokens.put(entry.getKey(), token);
            } else if (isTokenKey(entry.getKey()) && !entry.getValue().isNull()) {
                throw new InputException(config + ": " + entry.getKey() + " is " + entry.getValue()
                        + "; allowed: text, null, or an object with the text \"content\"");
            }
        });
        return tokens;
    }

    private static boolean isTokenKey(String key) {
        return key.equals("bos_token") || key.equals("eos_token");
    }

    private static @Nullable String token(JsonNode value) {
        JsonNode text = value.isObject() ? value.path("content") : value;
        return text.isTextual() ? text.textValue() : null;
    }

    private static JsonNode json(Path file) {
        try {
            JsonNode json = JSON.readTree(text(file));
            if (!json.isObject()) {
                throw new InputException(file + ": holds a " + json.getNodeType() + "; a JSON object is expected");
            }
            return json;
        } catch (JsonProcessingException broken) {
            throw new InputException(file + ": no JSON: " + broken.getOriginalMessage(), broken);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new InputException(file + ": cannot be read as UTF-8 text: " + unreadable, unreadable);
        }
    }
}
