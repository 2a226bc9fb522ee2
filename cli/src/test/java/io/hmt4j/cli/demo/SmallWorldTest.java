package io.hmt4j.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.hmt4j.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmallWorldTest {

    @Test
    void aSeedTellsOneStory() {
        assertThat(paragraphs(5, 200)).isEqualTo(paragraphs(5, 200)).isNotEqualTo(paragraphs(6, 200));
    }

    /** Known on every machine and Java: the demonstration's figures can be compared. */
    @Test
    void theStoryBeginsAsItAlwaysDid() {
        assertThat(paragraphs(1, 1).get(0))
                .startsWith("The harvest is in, and the barns are full. Ilse the weaver takes the short way");
    }

    @Test
    void theStoryGoesOnAndDoesNotRepeatItself() {
        assertThat(paragraphs(1, 2_000)).doesNotHaveDuplicates();
    }

    @Test
    void whoGivesAThingHasFoundItOrGotIt() {
        String story = String.join(" ", paragraphs(2, 300));
        assertThat(story).contains(" gives ", " finds ").doesNotContain("{", "null");
    }

    @Test
    void theTokenizerKnowsEveryWordAndGivesTheTextBack(@TempDir Path folder) throws IOException {
        WordTokenizer.write(folder, SmallWorld.words());
        try (Tokenizer tokenizer = Tokenizer.load(folder)) {
            for (String paragraph : paragraphs(3, 500)) {
                int[] ids = tokenizer.encode(paragraph);
                assertThat(ids).doesNotContain(0);
                assertThat(tokenizer.decode(ids, true)).isEqualTo(paragraph);
            }
        }
    }

    private static List<String> paragraphs(long seed, int count) {
        SmallWorld world = new SmallWorld(seed);
        return Stream.generate(world::nextParagraph).limit(count).toList();
    }
}
