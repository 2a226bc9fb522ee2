package io.hmt4j.bench.gguf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hmt4j.InputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A byte-level BPE tokenizer as a GGUF file holds it.
 *
 * @param tokens all tokens by id
 * @param merges the merges, two tokens with a space between
 * @param special ids of special tokens
 */
record GgufTokenizer(List<String> tokens, List<String> merges, List<Integer> special) {

    private static final int NORMAL = 1;
    private static final int CONTROL = 3;

    /** Reads {@code tokenizer.json} of a folder, and fills ids up to the size of the vocabulary. */
    static GgufTokenizer read(Path folder, int vocabulary) {
        Path file = folder.resolve("tokenizer.json");
        JsonNode json;
        try {
            json = new ObjectMapper().readTree(file.toFile());
        } catch (IOException e) {
            throw new InputException(file + " cannot be read: " + e.getMessage(), e);
        }
        List<String> tokens = IntStream.range(0, vocabulary)
                .mapToObj(id -> "[unused " + id + "]")
                .collect(Collectors.toCollection(ArrayList::new));
        json.path("model")
                .path("vocab")
                .properties()
                .forEach(entry -> tokens.set(entry.getValue().asInt(), entry.getKey()));
        List<Integer> special = new ArrayList<>();
        json.path("added_tokens").forEach(token -> {
            tokens.set(token.path("id").asInt(), token.path("content").asText());
            special.add(token.path("id").asInt());
        });
        List<String> merges = new ArrayList<>();
        json.path("model").path("merges").forEach(merge -> merges.add(text(merge)));
        return new GgufTokenizer(tokens, merges, special);
    }

    /** A merge is a text, or since 2024 a list of two. */
    private static String text(JsonNode merge) {
        return merge.isArray() ? merge.path(0).asText() + " " + merge.path(1).asText() : merge.asText();
    }

    void writeTo(GgufHeader header) {
        List<Integer> types = new ArrayList<>(Collections.nCopies(tokens.size(), NORMAL));
        special.forEach(id -> types.set(id, CONTROL));
        header.set("tokenizer.ggml.model", "gpt2")
                .set("tokenizer.ggml.pre", "gpt-2")
                .setTexts("tokenizer.ggml.tokens", tokens)
                .setIntegers("tokenizer.ggml.token_type", types)
                .setTexts("tokenizer.ggml.merges", merges)
                .set("tokenizer.ggml.bos_token_id", 0)
                .set("tokenizer.ggml.eos_token_id", 0)
                .set("tokenizer.ggml.add_bos_token", false);
    }
}
