package io.hmt4j.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OPT's files: byte level as GPT-2, but documents begin with the end-of-text token, which has a low id. */
class OptTokenizerTest {

    @Test
    void documentsBeginWithTheBosToken(@TempDir Path folder) throws IOException {
        writeOpt(folder);
        try (Tokenizer tokenizer = Tokenizer.load(folder)) {
            assertThat(tokenizer.documentStartIds()).containsExactly(2);
            assertThat(tokenizer.encodeDocument("Hi", SpecialTokens.RECOGNISED)).containsExactly(2, 4 + 'H', 4 + 'i');
            assertThat(tokenizer.encode("a</s>")).containsExactly(4 + 'a', 2);
            assertThat(tokenizer.encode("the h")).containsExactly(4 + 't', 260, 4 + ' ', 4 + 'h');
            assertThat(tokenizer.bosId()).hasValue(2);
            assertThat(tokenizer.eosId()).hasValue(2);
            assertThat(tokenizer.decode(tokenizer.encodeDocument("é\n", SpecialTokens.RECOGNISED), true))
                    .isEqualTo("é\n");
        }
    }

    /** Bytes have the ids 4 to 259 in order, then the one merge. */
    private static void writeOpt(Path folder) throws IOException {
        ObjectNode vocabulary = JsonNodeFactory.instance.objectNode();
        vocabulary.put("<s>", 0).put("<pad>", 1).put("</s>", 2).put("<unk>", 3);
        for (char c = 0; c < 0x144; c++) {
            byte[] bytes = ByteAlphabet.bytes(String.valueOf(c));
            if (bytes != null) {
                vocabulary.put(String.valueOf(c), 4 + (bytes[0] & 0xFF));
            }
        }
        vocabulary.put("he", 260);
        Files.writeString(folder.resolve("vocab.json"), vocabulary.toString(), StandardCharsets.UTF_8);
        Files.writeString(folder.resolve("merges.txt"), "#version: 0.2\nh e\n");
        Files.writeString(
                folder.resolve("special_tokens_map.json"),
                "{\"bos_token\": {\"content\": \"</s>\", \"normalized\": true}, \"eos_token\": \"</s>\","
                        + " \"unk_token\": \"</s>\", \"pad_token\": \"<pad>\"}");
        Files.writeString(
                folder.resolve("tokenizer_config.json"),
                "{\"tokenizer_class\": \"GPT2Tokenizer\", \"add_bos_token\": true, \"add_prefix_space\": false}");
    }
}
