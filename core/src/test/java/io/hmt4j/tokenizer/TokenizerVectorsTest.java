package io.hmt4j.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The ids that llama.cpp and transformers give to strange texts. */
class TokenizerVectorsTest {

    @ParameterizedTest
    @CsvSource({"gpt2, gpt-2", "qwen2.5, qwen2", "tinyllama, llama-spm"})
    void encodesAndDecodesLlamaCppsVectors(String name, String vectors) throws IOException {
        Tokenizer tokenizer = RealTokenizers.load(name);
        List<String> texts = llamaCppTexts();
        List<String> ids = RealTokenizers.resource("vectors/ggml-vocab-" + vectors + ".gguf.out")
                .lines()
                .map(String::strip)
                .toList();
        assertThat(texts).hasSize(46).hasSameSizeAs(ids);
        for (int i = 0; i < texts.size(); i++) {
            int[] expected = Arrays.stream(ids.get(i).split(" "))
                    .filter(id -> !id.isEmpty())
                    .mapToInt(Integer::parseInt)
                    .toArray();
            assertThat(tokenizer.encode(texts.get(i))).as(texts.get(i)).containsExactly(expected);
            assertThat(tokenizer.decode(expected, false)).isEqualTo(texts.get(i));
        }
    }

    static List<String> llamaCppTexts() throws IOException {
        String all = RealTokenizers.resource("vectors/ggml-vocab-gpt-2.gguf.inp");
        List<String> texts = List.of(all.split("\n__ggml_vocab_test__\n", -1));
        return texts.subList(0, texts.size() - 1); // the file ends with a mark
    }

    @ParameterizedTest
    @ValueSource(strings = {RealTokenizers.STORIES, RealTokenizers.CHARACTERS})
    void encodesAndDecodesTheSmallModelsVectors(String name) throws IOException {
        Tokenizer tokenizer = RealTokenizers.load(name);
        JsonNode vectors = new ObjectMapper().readTree(RealTokenizers.resource(name + "/tokenizer_vectors.json"));
        assertThat(vectors).hasSizeGreaterThan(20);
        for (JsonNode vector : vectors) {
            String text = vector.path("text").asText();
            int[] ids =
                    vector.path("ids").valueStream().mapToInt(JsonNode::asInt).toArray();
            assertThat(tokenizer.encodeDocument(text, SpecialTokens.RECOGNISED))
                    .as(text)
                    .containsExactly(ids);
            assertThat(tokenizer.decode(ids, true))
                    .isEqualTo(vector.path("decoded").asText());
        }
    }
}
