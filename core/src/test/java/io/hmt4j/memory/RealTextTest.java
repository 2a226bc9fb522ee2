package io.hmt4j.memory;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hmt4j.SharedModels;
import io.hmt4j.generate.Generation;
import io.hmt4j.generate.GenerationListener;
import io.hmt4j.generate.GenerationOptions;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pretrained models beside the repository say what they said when they were converted, through the whole of hmt4j. */
class RealTextTest {

    @ParameterizedTest
    @ValueSource(strings = {"stories260K", "babyllama105"})
    void continuesStoriesWordForWordWithoutAMemory(String name) throws IOException {
        Path folder = SharedModels.require(name);
        JsonNode expected =
                new ObjectMapper().readTree(folder.resolve("expected.json").toFile());
        ModelOptions options = ModelOptions.DEFAULT.withSettings(config -> config.toBuilder()
                .mode(Mode.BASELINE)
                .segmentTokens(250)
                .sensoryTokens(0)
                .summaryFraction(0.1)
                .build());
        try (HmtModel model = HmtModel.load(folder, options)) {
            for (JsonNode story : expected.path("cases")) {
                assertThat(continuation(model, story).tokens()).isEqualTo(ids(story.path("new_ids")));
                assertThat(continuation(model, story).text().strip())
                        .isEqualTo(story.path("new_text").asText().strip());
            }
        }
    }

    @Test
    void theFiveLinesOfTheReadmeReadATextAndAnswer() throws IOException {
        Path folder = SharedModels.require("stories260K");
        String story = "Once there was a small bird who could not fly. ".repeat(200);
        try (HmtModel model = HmtModel.load(folder);
                DocumentMemory memory = model.newMemory()) {
            model.read(memory, new StringReader(story));
            assertThat(memory.segments()).isPositive();
            assertThat(memory.sources()).hasSize(1);
            assertThat(model.ask(memory, "The bird")).isNotBlank().isEqualTo(model.ask(memory, "The bird"));
        }
    }

    private static Generation continuation(HmtModel model, JsonNode story) {
        int[] prompt = ids(story.path("prompt_ids")).stream()
                .mapToInt(Integer::intValue)
                .toArray();
        try (DocumentMemory memory = model.newMemory()) {
            return model.generate(memory, prompt, GenerationOptions.greedy(200), GenerationListener.SILENT);
        }
    }

    private static List<Integer> ids(JsonNode array) {
        List<Integer> ids = new ArrayList<>();
        array.forEach(id -> ids.add(id.asInt()));
        return ids;
    }
}
