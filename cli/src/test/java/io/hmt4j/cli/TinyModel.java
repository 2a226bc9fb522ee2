package io.hmt4j.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hmt4j.backbone.RandomCheckpoint;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** A small Llama of random weights with a real tokenizer, and texts for it. */
final class TinyModel {

    private static final String CONFIG = """
            {"model_type": "llama", "hidden_size": 16, "intermediate_size": 24, "num_hidden_layers": 2,
             "num_attention_heads": 2, "num_key_value_heads": 1, "vocab_size": 512, "max_position_embeddings": 64,
             "rms_norm_eps": 1e-5, "hidden_act": "silu", "rope_theta": 10000.0, "tie_word_embeddings": false,
             "initializer_range": 0.2}
            """;

    private static final String[] WORDS = {
        "the",
        "house",
        "of",
        "a",
        "gardener",
        "stood",
        "by",
        "the",
        "river",
        "and",
        "nobody",
        "knew",
        "why",
        "Lily",
        "was",
        "äöü"
    };

    private TinyModel() {}

    /** Writes the model into a folder. */
    static Path write(Path folder, long seed) throws IOException {
        RandomCheckpoint.write(folder, (ObjectNode) new ObjectMapper().readTree(CONFIG), seed);
        for (String file : new String[] {"tokenizer.json", "tokenizer_config.json"}) {
            try (InputStream resource = TinyModel.class.getResourceAsStream("/tokenizer/" + file)) {
                Files.copy(resource, folder.resolve(file));
            }
        }
        return folder;
    }

    /** A text of so many words, the same for the same seed. */
    static String text(int words, long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < words; i++) {
            text.append(WORDS[random.nextInt(WORDS.length)]).append(i % 12 == 11 ? ".\n" : " ");
        }
        return text.toString();
    }
}
