package io.hmt4j.memory;

import io.hmt4j.backbone.RandomCheckpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Folders of small models of random weights with a real tokenizer of 512 tokens, the same for the same seed. */
final class TextModels {

    /** Begins with the BOS token's name, as Llama's templates do; answers end with the EOS token's. */
    static final String TEMPLATE =
            "{{ bos_token }}{% for message in messages %}\n{{ message.role }}:{{ message.content }}"
                    + "{% if message.role == 'assistant' %}{{ eos_token }}{% endif %}{% endfor %}"
                    + "{% if add_generation_prompt %}\nassistant:{% endif %}";

    private static final Path TOKENIZER = Path.of("src", "test", "resources", "tokenizers", "stories260K");

    private TextModels() {}

    /** Writes a model with tokenizer, and a chat template unless it is empty. */
    static Path write(Path folder, String template) throws IOException {
        RandomCheckpoint.write(folder, TinyModels.llama().put("vocab_size", 512).put("num_hidden_layers", 1), 3);
        for (String file : new String[] {"tokenizer.json", "tokenizer_config.json"}) {
            Files.copy(TOKENIZER.resolve(file), folder.resolve(file));
        }
        if (!template.isEmpty()) {
            Files.writeString(folder.resolve("chat_template.jinja"), template);
        }
        return folder;
    }

    /** Loads a model with segments of so many tokens. */
    static HmtModel load(Path folder, int segmentTokens) {
        HmtConfig config =
                TinyModels.CONFIG.toBuilder().segmentTokens(segmentTokens).build();
        return HmtModel.load(folder, ModelOptions.DEFAULT.withSettings(settings -> config));
    }
}
