package io.hmt4j.cli.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A {@code tokenizer.json} whose tokens are whole words and punctuation marks; id 0 stands for any word it lacks. */
final class WordTokenizer {

    private static final String UNKNOWN = "<unk>";

    /** Stands before a word where a space does; punctuation has none before it. */
    private static final String SPACE = "\u2581";

    private static final ObjectMapper JSON = new ObjectMapper();

    private WordTokenizer() {}

    /** Writes the tokenizer of these words and punctuation marks; returns the size of its vocabulary. */
    static int write(Path folder, List<String> words) throws IOException {
        ObjectNode tokenizer = JSON.createObjectNode().put("version", "1.0");
        tokenizer.putNull("truncation").putNull("padding").putNull("normalizer").putNull("post_processor");
        tokenizer.putArray("added_tokens");
        ObjectNode split = tokenizer.putObject("pre_tokenizer").put("type", "Sequence");
        ArrayNode steps = split.putArray("pretokenizers");
        steps.add(metaspace());
        steps.addObject().put("type", "Punctuation").put("behavior", "Isolated");
        tokenizer.set("decoder", metaspace());
        ObjectNode model = tokenizer.putObject("model").put("type", "WordLevel").put("unk_token", UNKNOWN);
        ObjectNode vocabulary = model.putObject("vocab").put(UNKNOWN, 0);
        for (String word : words) {
            boolean mark = !Character.isLetter(word.codePointAt(0));
            vocabulary.put(mark ? word : SPACE + word, vocabulary.size());
        }
        Files.writeString(folder.resolve("tokenizer.json"), JSON.writeValueAsString(tokenizer));
        return vocabulary.size();
    }

    private static ObjectNode metaspace() {
        return JSON.createObjectNode()
                .put("type", "Metaspace")
                .put("replacement", SPACE)
                .put("prepend_scheme", "always")
                .put("split", true);
    }
}
