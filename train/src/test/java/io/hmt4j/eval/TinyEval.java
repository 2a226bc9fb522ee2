package io.hmt4j.eval;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hmt4j.backbone.RandomCheckpoint;
import io.hmt4j.data.Document;
import io.hmt4j.eval.lineup.LineupBuilder;
import io.hmt4j.memory.HmtConfig;
import io.hmt4j.memory.HmtModel;
import io.hmt4j.memory.Mode;
import io.hmt4j.memory.ModelOptions;
import io.hmt4j.memory.ReadingSpeed;
import io.hmt4j.memory.RecallQuery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A small model of random weights whose tokens are bytes, and documents for it. */
public final class TinyEval {

    /** Segments of 12 tokens, 3 sensory tokens, a bank of 4, queries of 6 tokens. */
    public static final HmtConfig CONFIG =
            new HmtConfig(Mode.HMT, 12, 3, 4, 16, 0.5, 1, RecallQuery.SEGMENT, ReadingSpeed.CONSTANT);

    private static final ObjectMapper JSON = new ObjectMapper();

    private TinyEval() {}

    /** Writes a model with a tokenizer into a folder; 96 positions. */
    public static Path write(Path folder, long seed) {
        ObjectNode config = JSON.createObjectNode();
        config.put("model_type", "llama");
        config.put("hidden_size", 32);
        config.put("intermediate_size", 48);
        config.put("num_hidden_layers", 2);
        config.put("num_attention_heads", 4);
        config.put("num_key_value_heads", 2);
        config.put("vocab_size", 256);
        config.put("max_position_embeddings", 96);
        config.put("rms_norm_eps", 1e-5);
        config.put("hidden_act", "silu");
        config.put("initializer_range", 0.1);
        config.put("tie_word_embeddings", true);
        RandomCheckpoint.write(folder, config, seed);
        try {
            Files.writeString(folder.resolve("tokenizer.json"), JSON.writeValueAsString(bytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return folder;
    }

    /** Loads a model that was written, in a mode, with fresh memory parameters. */
    public static HmtModel load(Path folder, HmtConfig config) {
        return HmtModel.load(folder, ModelOptions.DEFAULT.withSeed(5).withSettings(stored -> config));
    }

    /** Everybody against a model. */
    public static LineupBuilder lineup(HmtModel model, Path folder) {
        return new LineupBuilder(model, folder, (from, mode) -> {
            throw new AssertionError("nothing is to be loaded from " + from);
        });
    }

    /** Documents of random tokens. */
    public static List<Document> documents(int count, int tokens, long seed) {
        Random random = new Random(seed);
        List<Document> documents = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            documents.add(
                    Document.plain("document " + i, random.ints(tokens, 0, 256).toArray()));
        }
        return documents;
    }

    /** Byte-level BPE without merges: 256 tokens. */
    private static ObjectNode bytes() {
        ObjectNode tokenizer = JSON.createObjectNode().put("version", "1.0");
        tokenizer.putNull("truncation").putNull("padding").putNull("normalizer").putNull("post_processor");
        tokenizer.putArray("added_tokens");
        tokenizer.set("pre_tokenizer", byteLevel());
        tokenizer.set("decoder", byteLevel());
        ObjectNode model = tokenizer.putObject("model").put("type", "BPE");
        ObjectNode vocabulary = model.putObject("vocab");
        int next = 256;
        for (int value = 0; value < 256; value++) {
            boolean printable = (value >= '!' && value <= '~') || (value >= 161 && value != 173);
            vocabulary.put(Character.toString(printable ? value : next++), value);
        }
        model.putArray("merges");
        return tokenizer;
    }

    private static ObjectNode byteLevel() {
        return JSON.createObjectNode()
                .put("type", "ByteLevel")
                .put("add_prefix_space", false)
                .put("trim_offsets", true)
                .put("use_regex", true);
    }
}
