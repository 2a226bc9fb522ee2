package io.hmt4j.bench.make;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.hmt4j.InputException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A byte-level BPE tokenizer of any number of tokens that encodes every text, made without a corpus: three special tokens,
 * the 256 bytes, then pairs, triples and quadruples of letters, the letters in the order of their frequency in English.
 */
public final class MadeTokenizer {

    /** Begins and ends texts. */
    static final String END = "<|endoftext|>";

    private static final List<String> SPECIAL = List.of(END, "<|im_start|>", "<|im_end|>");
    private static final String LETTERS = "etaoinshrdlcumwfgypbvkjxqz";
    private static final char SPACE = '\u0120'; // a space in the byte alphabet of GPT-2
    private static final int BYTES = 256;

    private final int size;
    private final List<String> tokens = new ArrayList<>();
    private final List<List<String>> merges = new ArrayList<>();

    /**
     * Makes a tokenizer.
     *
     * @param size number of tokens
     * @throws InputException if they are fewer than 259
     */
    public MadeTokenizer(int size) {
        this.size = size;
        if (size < SPECIAL.size() + BYTES) {
            throw new InputException("a tokenizer of " + size + " tokens; allowed: " + (SPECIAL.size() + BYTES)
                    + " and more, for every byte needs one");
        }
        tokens.addAll(SPECIAL);
        byteAlphabet().forEach(character -> tokens.add(String.valueOf(character)));
        List<String> letters = LETTERS.chars().mapToObj(Character::toString).toList();
        List<String> pieces = letters;
        for (int length = 2; tokens.size() < size; length++) {
            pieces = joined(pieces, letters);
            joined(List.of(String.valueOf(SPACE)), length == 2 ? letters : pieces);
        }
    }

    /** Every first piece with every second one, as far as there is room. */
    private List<String> joined(List<String> first, List<String> second) {
        List<String> made = new ArrayList<>();
        for (String left : first) {
            for (String right : second) {
                if (tokens.size() == size) {
                    return made;
                }
                made.add(left + right);
                tokens.add(left + right);
                merges.add(List.of(left, right));
            }
        }
        return made;
    }

    /** The characters that stand for the bytes 0 to 255: themselves where they can be printed, else those from 256 on. */
    private static List<Character> byteAlphabet() {
        List<Character> alphabet = new ArrayList<>();
        char next = BYTES;
        for (int value = 0; value < BYTES; value++) {
            boolean printed = (value >= '!' && value <= '~') || (value >= 0xA1 && value != 0xAD);
            alphabet.add(printed ? (char) value : next++);
        }
        return alphabet;
    }

    /** All tokens by their ids. */
    List<String> tokens() {
        return tokens;
    }

    /** The merges, the first ones first. */
    List<List<String>> merges() {
        return merges;
    }

    /** Its {@code tokenizer.json}. */
    public String json() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("version", "1.0");
            addedTokens(json);
            step(json, "pre_tokenizer");
            step(json, "decoder");
            model(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a string cannot fail to be written", e);
        }
        return text.toString();
    }

    /** Its {@code tokenizer_config.json}. */
    static Map<String, Object> config() {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("tokenizer_class", "GPT2TokenizerFast");
        config.put("add_bos_token", false);
        config.put("bos_token", END);
        config.put("eos_token", END);
        config.put("unk_token", END);
        config.put(
                "chat_template",
                "{% for message in messages %}<|im_start|>{{ message.role }}\n{{ message.content }}<|im_end|>\n"
                        + "{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}");
        return config;
    }

    private static void addedTokens(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("added_tokens");
        for (int id = 0; id < SPECIAL.size(); id++) {
            json.writeStartObject();
            json.writeNumberField("id", id);
            json.writeStringField("content", SPECIAL.get(id));
            for (String flag : List.of("single_word", "lstrip", "rstrip", "normalized")) {
                json.writeBooleanField(flag, false);
            }
            json.writeBooleanField("special", true);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void step(JsonGenerator json, String name) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeStringField("type", "ByteLevel");
        json.writeBooleanField("add_prefix_space", false);
        json.writeBooleanField("trim_offsets", true);
        json.writeBooleanField("use_regex", true);
        json.writeEndObject();
    }

    private void model(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("model");
        json.writeStringField("type", "BPE");
        json.writeBooleanField("byte_fallback", false);
        json.writeObjectFieldStart("vocab");
        for (int id = 0; id < tokens.size(); id++) {
            json.writeNumberField(tokens.get(id), id);
        }
        json.writeEndObject();
        json.writeArrayFieldStart("merges");
        for (List<String> merge : merges) {
            json.writeString(String.join(" ", merge));
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
