package io.hmt4j.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenizerTest {

    static Stream<String> all() {
        return RealTokenizers.ALL.stream();
    }

    @ParameterizedTest
    @CsvSource({
        "gpt2, -1, 50256, 50256, 50257",
        "qwen2.5, -1, -1, 151645, 151665",
        "tinyllama, 1, 1, 2, 32000",
        "stories260K, 1, 1, 2, 512",
        "babyllama105, 1, 1, 2, 105",
    })
    void knowsWhatDocumentsBeginAndEndWith(String name, int start, int bos, int eos, int size) {
        Tokenizer tokenizer = RealTokenizers.load(name);
        assertThat(tokenizer.documentStartIds()).containsExactly(start < 0 ? new int[0] : new int[] {start});
        assertThat(tokenizer.bosId().orElse(-1)).isEqualTo(bos);
        assertThat(tokenizer.eosId()).hasValue(eos);
        assertThat(tokenizer.vocabularySize()).isEqualTo(size);
    }

    @ParameterizedTest
    @CsvSource({"gpt2, <|endoftext|>, 50256", "qwen2.5, <|im_end|>, 151645", "tinyllama, </s>, 2"})
    void specialTokensInTheTextAreRecognisedOrText(String name, String token, int id) {
        Tokenizer tokenizer = RealTokenizers.load(name);
        String text = "before " + token + " after";
        assertThat(tokenizer.encode(text)).contains(id);
        int[] asText = tokenizer.encode(text, SpecialTokens.AS_TEXT);
        assertThat(asText).doesNotContain(id);
        assertThat(tokenizer.decode(asText, true)).isEqualTo(text);
        assertThat(tokenizer.decode(tokenizer.encode(token), true)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("all")
    void loneSurrogatesAreReplacedAndTheRestOfTheTextIsKept(String name) {
        Tokenizer tokenizer = RealTokenizers.load(name);
        assertThat(tokenizer.encode("a\uD800 😀\uDC00 b\uDBFF"))
                .containsExactly(tokenizer.encode("a\uFFFD 😀\uFFFD b\uFFFD"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt2", "qwen2.5", "tinyllama", "stories260K"})
    void nulBytesAndStrangeTextsSurviveEncodingAndDecoding(String name) {
        Tokenizer tokenizer = RealTokenizers.load(name);
        assertThat(tokenizer.decode(tokenizer.encode("a\0b \0\0"), false)).isEqualTo("a\0b \0\0");
        String text = StrangeTexts.random(new Random(2), 5_000).replace("▁", "").replaceAll("[^\\x00-\\u02FF]", "?");
        assertThat(tokenizer.decode(tokenizer.encode(text, SpecialTokens.AS_TEXT), false))
                .isEqualTo(text);
    }

    @ParameterizedTest
    @MethodSource("all")
    void theEmptyTextHasNoIds(String name) {
        Tokenizer tokenizer = RealTokenizers.load(name);
        assertThat(tokenizer.encode("")).isEmpty();
        assertThat(tokenizer.encodeDocument("", SpecialTokens.RECOGNISED))
                .containsExactly(tokenizer.documentStartIds());
        assertThat(tokenizer.decode(new int[0], true)).isEmpty();
    }

    @Test
    void idsBesideTheVocabularyDecodeToNothing() {
        Tokenizer tokenizer = RealTokenizers.load(RealTokenizers.GPT2);
        assertThat(tokenizer.decode(new int[] {-1, 50257, Integer.MAX_VALUE, Integer.MIN_VALUE, 64}, false))
                .isEqualTo("a");
        assertThat(tokenizer.tokenText(-1)).isEmpty();
        assertThat(tokenizer.tokenText(50257)).isEmpty();
        assertThat(tokenizer.tokenText(262)).hasValue("Ġthe");
    }

    @Test
    void aTextLongerThanTheWindowsHasTheIdsOfTheWhole() {
        Tokenizer tokenizer = RealTokenizers.load(RealTokenizers.GPT2);
        String text = StrangeTexts.random(new Random(4), Windows.DEFAULT.most() + 50_000);
        assertThat(tokenizer.encode(text)).isEqualTo(tokenizer.encodeAtOnce(text, SpecialTokens.RECOGNISED));
    }

    @Test
    void truncationAndPaddingInTheFileAreNotApplied(@TempDir Path folder) throws IOException {
        String json =
                Files.readString(RealTokenizers.folder(RealTokenizers.STORIES).resolve("tokenizer.json"));
        Files.writeString(
                folder.resolve("tokenizer.json"),
                json.replaceFirst(
                                "\"truncation\": *null",
                                "\"truncation\": {\"direction\": \"Right\", \"max_length\": 4,"
                                        + " \"strategy\": \"LongestFirst\", \"stride\": 0}")
                        .replaceFirst(
                                "\"padding\": *null",
                                "\"padding\": {\"strategy\": {\"Fixed\": 30}, \"direction\":"
                                        + " \"Right\", \"pad_to_multiple_of\": null, \"pad_id\": 0, \"pad_type_id\": 0,"
                                        + " \"pad_token\": \"<unk>\"}"));
        assertThat(Files.readString(folder.resolve("tokenizer.json"))).contains("max_length", "Fixed");
        try (Tokenizer tokenizer = Tokenizer.load(folder)) {
            for (String text : new String[] {"a", "Once upon a time there was a dog"}) {
                assertThat(tokenizer.encode(text))
                        .containsExactly(
                                RealTokenizers.load(RealTokenizers.STORIES).encode(text));
            }
        }
    }

    @Test
    void theConfigurationDecidesWhetherDocumentsBeginWithBos(@TempDir Path folder) throws IOException {
        Files.copy(
                RealTokenizers.folder(RealTokenizers.STORIES).resolve("tokenizer.json"),
                folder.resolve("tokenizer.json"));
        Files.writeString(
                folder.resolve("tokenizer_config.json"),
                "{\"add_bos_token\": false, \"bos_token\": {\"content\": \"<s>\"}}");
        try (Tokenizer tokenizer = Tokenizer.load(folder)) {
            assertThat(tokenizer.documentStartIds()).isEmpty();
            assertThat(tokenizer.bosId()).hasValue(1);
        }
    }

    @Test
    void manyThreadsMayUseOneTokenizer() {
        Tokenizer tokenizer = RealTokenizers.load(RealTokenizers.QWEN);
        String text = StrangeTexts.random(new Random(6), 3_000);
        int[] expected = tokenizer.encode(text);
        IntStream.range(0, 64).parallel().forEach(i -> {
            assertThat(tokenizer.encode(text)).isEqualTo(expected);
            assertThat(tokenizer.decode(expected, false)).isEqualTo(tokenizer.decode(expected.clone(), false));
        });
    }

    @Test
    void aClosedTokenizerSaysSo() {
        Tokenizer tokenizer = Tokenizer.load(RealTokenizers.folder(RealTokenizers.STORIES));
        tokenizer.encode("a", SpecialTokens.AS_TEXT);
        tokenizer.close();
        tokenizer.close();
        for (SpecialTokens special : SpecialTokens.values()) {
            assertThatThrownBy(() -> tokenizer.encode("a", special)).isInstanceOf(IllegalStateException.class);
        }
        assertThatThrownBy(() -> tokenizer.decode(new int[] {1}, true)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void vocabularyAndMergesGiveTheSameIdsAsTheWholeFile() {
        // GPT-2's and Qwen's folders hold vocab.json and merges.txt only; see also the vectors
        Tokenizer tokenizer = RealTokenizers.load(RealTokenizers.QWEN);
        assertThat(tokenizer.encode("e\u0301")).containsExactly(tokenizer.encode("\u00e9"));
        assertThat(Arrays.stream(tokenizer.encode("<tool_call>1</tool_call>"))).contains(151657, 151658);
    }
}
