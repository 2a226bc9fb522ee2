package io.hmt4j.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hmt4j.InputException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What tokenizer_config.json, special_tokens_map.json and added_tokens.json say of a tokenizer. */
final class TokenizerConfig {

    /** The roles a special token can have; each is a key of the configuration files. */
    private static final List<String> ROLES =
            List.of("bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token", "mask_token");

    private final Path file;
    private final ObjectNode config;
    private final ObjectNode specialTokens;
    private final ObjectNode addedTokens;

    private TokenizerConfig(Path folder) {
        this.file = folder.resolve("tokenizer_config.json");
        this.config = JsonFile.readIfPresent(file);
        this.specialTokens = JsonFile.readIfPresent(folder.resolve("special_tokens_map.json"));
        this.addedTokens = JsonFile.readIfPresent(folder.resolve("added_tokens.json"));
    }

    /** Reads the files of a folder; each may be missing. */
    static TokenizerConfig read(Path folder) {
        return new TokenizerConfig(folder);
    }

    /** The class of transformers that reads this tokenizer, without the ending {@code Fast}. */
    Optional<String> tokenizerClass() {
        return textOf(config.path("tokenizer_class")).map(name -> name.replaceFirst("Fast$", ""));
    }

    /** Whether the file says that a document begins with the BOS token; empty where it says nothing. */
    Optional<Boolean> addBosToken() {
        JsonNode value = config.path("add_bos_token");
        return value.isBoolean() ? Optional.of(value.booleanValue()) : Optional.empty();
    }

    boolean addPrefixSpace() {
        return config.path("add_prefix_space").asBoolean(false);
    }

    /** Whether the role is named at all, be it with null for "none". */
    boolean mentions(String role) {
        return config.has(role) || specialTokens.has(role);
    }

    /** The text of the token with a role such as {@code eos_token}. */
    Optional<String> special(String role) {
        return textOf(config.path(role)).or(() -> textOf(specialTokens.path(role)));
    }

    /** The texts of all special tokens, in the order in which transformers adds them. */
    Stream<String> specials() {
        return Stream.concat(
                ROLES.stream().flatMap(role -> special(role).stream()),
                Stream.of(config, specialTokens).flatMap(TokenizerConfig::additional));
    }

    /** The added tokens with their ids, by id. */
    Map<Integer, AddedToken> added() {
        Map<Integer, AddedToken> added = new TreeMap<>();
        addedTokens.properties().forEach(entry -> {
            int id = entry.getValue().asInt(-1);
            added.put(id, new AddedToken(id, entry.getKey(), false, true, false, false, false));
        });
        config.path("added_tokens_decoder").properties().forEach(entry -> {
            int id = id(entry.getKey());
            added.put(id, AddedToken.of(id, entry.getValue()));
        });
        return added;
    }

    private int id(String key) {
        try {
            return Integer.parseInt(key);
        } catch (NumberFormatException e) {
            throw new InputException(
                    file + ": added_tokens_decoder has the key \"" + key + "\"; its keys are token ids", e);
        }
    }

    private static Stream<String> additional(ObjectNode file) {
        return file.path("additional_special_tokens").valueStream().flatMap(token -> textOf(token).stream());
    }

    /** A token is written as its text or as an object with its text. */
    private static Optional<String> textOf(JsonNode token) {
        JsonNode content = token.isObject() ? token.path("content") : token;
        return content.isTextual() ? Optional.of(content.textValue()) : Optional.empty();
    }
}
