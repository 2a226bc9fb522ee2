package io.hmt4j.bench.make;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hmt4j.InputException;
import io.hmt4j.backbone.Backbones;
import io.hmt4j.bench.Shape;
import io.hmt4j.checkpoint.ConfigReader;
import io.hmt4j.generate.GenerationListener;
import io.hmt4j.generate.GenerationOptions;
import io.hmt4j.memory.DocumentMemory;
import io.hmt4j.memory.HmtModel;
import io.hmt4j.tensor.DType;
import io.hmt4j.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelMakerTest {

    @TempDir
    private Path folder;

    @Test
    void aMadeModelReadsTextAndAnswers() {
        Path made = made("tiny", new ModelMaker(Shape.TINY, DType.FLOAT32, 1));
        try (HmtModel model = HmtModel.load(made);
                DocumentMemory memory = model.newMemory()) {
            int[] text = model.text().tokenizer().encode("The whale rose. ".repeat(60));
            model.read(memory, text);
            assertThat(model.generate(memory, text, GenerationOptions.greedy(5), GenerationListener.SILENT)
                            .tokens())
                    .hasSize(5);
            assertThat(model.endIds()).containsExactly(0);
        }
    }

    @Test
    void theSameSeedGivesTheSameBytesAndAnotherSeedOthers() throws IOException {
        byte[] first = weights(made("a", new ModelMaker(Shape.TINY, DType.BFLOAT16, 1)));
        assertThat(weights(made("b", new ModelMaker(Shape.TINY, DType.BFLOAT16, 1))))
                .isEqualTo(first);
        assertThat(weights(made("c", new ModelMaker(Shape.TINY, DType.BFLOAT16, 2))))
                .isNotEqualTo(first);
    }

    @Test
    void weightsAreDividedIntoShardsThatLoadAsTheWholeFileDoes() {
        ModelMaker maker = new ModelMaker(Shape.TINY, DType.FLOAT32, 1);
        Path whole = made("whole", maker);
        Path shards = folder.resolve("shards");
        maker.make(shards, 200_000);
        assertThat(shards.resolve("model.safetensors.index.json")).exists();
        try (HmtModel one = HmtModel.load(whole);
                HmtModel several = HmtModel.load(shards)) {
            assertThat(several.identity().fingerprint())
                    .isEqualTo(one.identity().fingerprint());
        }
    }

    @Test
    void theTokenizerOfEveryShapeHasItsSizeAndGivesTextsBack() throws IOException {
        String text = "Caf\u00e9, \u6f22\u5b57 \ud83d\ude00: the weather\n\tin 1851 was rather wonderful.";
        for (int size : new int[] {259, 512, 8192, 49152, 151936}) {
            Path made = Files.createDirectory(folder.resolve("tokenizer-" + size));
            Files.writeString(made.resolve("tokenizer.json"), new MadeTokenizer(size).json());
            try (Tokenizer tokenizer = Tokenizer.load(made)) {
                assertThat(tokenizer.vocabularySize()).isEqualTo(size);
                assertThat(tokenizer.decode(tokenizer.encode(text), false)).isEqualTo(text);
            }
        }
        assertThatThrownBy(() -> new MadeTokenizer(100))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("100 tokens; allowed: 259 and more");
    }

    @Test
    void theShapesHaveTheNumbersOfWeightsTheirModelsArePublishedWith() {
        Map<String, Long> published = Map.of(
                "smollm-135m", 134_515_008L,
                "smollm-360m", 361_821_120L,
                "qwen2.5-0.5b", 494_032_768L,
                "tinyllama-1b", 1_100_048_384L,
                "llama-1b", 1_235_814_400L);
        published.forEach((name, count) -> assertThat(Backbones.architecture(new ConfigReader(
                                "config.json", Shape.parse(name).config(), Set.of()))
                        .weights()
                        .parameters())
                .as(name)
                .isEqualTo(count));
    }

    @Test
    void aFolderThatIsThereIsNotOverwritten() {
        assertThatThrownBy(() -> new ModelMaker(Shape.TINY, DType.FLOAT32, 1).make(folder))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("exists already");
    }

    private Path made(String name, ModelMaker maker) {
        Path path = folder.resolve(name);
        maker.make(path);
        return path;
    }

    private static byte[] weights(Path model) throws IOException {
        return Files.readAllBytes(model.resolve("model.safetensors"));
    }
}
