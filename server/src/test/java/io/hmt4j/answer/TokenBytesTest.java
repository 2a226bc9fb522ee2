package io.hmt4j.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.hmt4j.server.testing.ServedModels;
import io.hmt4j.tokenizer.Tokenizer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bytes of tokens, whole characters or not, make the text they came from. */
class TokenBytesTest {

    private static final String TEXT = "Zoë said: “日本語” 😀\n\tand  so on.";

    @TempDir
    private Path folder;

    @Test
    void tokensOfASentencePieceModelMakeTheirText() throws IOException {
        try (Tokenizer tokenizer = Tokenizer.load(ServedModels.write(folder.resolve("model"), "", 1))) {
            assertThat(joined(tokenizer, TEXT)).isEqualTo(TEXT);
            byte[] first = new TokenBytes(tokenizer).of(tokenizer.encode("said")[0], true);
            byte[] later = new TokenBytes(tokenizer).of(tokenizer.encode("said")[0], false);
            assertThat(later).hasSize(first.length + 1).startsWith(' ');
        }
    }

    @Test
    void tokensOfAByteLevelModelMakeTheirText() throws IOException {
        try (Tokenizer tokenizer = Tokenizer.load(ServedModels.writeByteLevelTokenizer(folder))) {
            assertThat(tokenizer.encode(TEXT)).hasSize(TEXT.getBytes(StandardCharsets.UTF_8).length);
            assertThat(joined(tokenizer, TEXT)).isEqualTo(TEXT);
        }
    }

    @Test
    void everyByteOfAByteLevelModelIsItself() throws IOException {
        try (Tokenizer tokenizer = Tokenizer.load(ServedModels.writeByteLevelTokenizer(folder))) {
            boolean[] seen = new boolean[256];
            TokenBytes bytes = new TokenBytes(tokenizer);
            for (int id = 0; id < 256; id++) {
                byte[] one = bytes.of(id, false);
                assertThat(one).hasSize(1);
                seen[one[0] & 0xFF] = true;
            }
            assertThat(seen).doesNotContain(false);
        }
    }

    @Test
    void anIdWithoutTokenHasNoBytes() throws IOException {
        try (Tokenizer tokenizer = Tokenizer.load(ServedModels.writeByteLevelTokenizer(folder))) {
            assertThat(new TokenBytes(tokenizer).of(5000, false)).isEmpty();
        }
    }

    @Test
    void tokensOfAWordModelStandApart() {
        try (Tokenizer tokenizer = Tokenizer.load(ServedModels.DEMO)) {
            assertThat(joined(tokenizer, "the red fox .")).isEqualTo("the red fox .");
        }
    }

    private static String joined(Tokenizer tokenizer, String text) {
        TokenBytes bytes = new TokenBytes(tokenizer);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        int[] ids = tokenizer.encode(text);
        for (int i = 0; i < ids.length; i++) {
            all.writeBytes(bytes.of(ids[i], i == 0));
        }
        return all.toString(StandardCharsets.UTF_8);
    }
}
