package io.hmt4j.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.hmt4j.answer.PrefixMemory.Known;
import io.hmt4j.memory.DocumentMemory;
import io.hmt4j.memory.HmtModel;
import io.hmt4j.tensor.Engine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prefixes are found by their tokens, within a budget, and freed. */
class PrefixMemoryTest {

    private static final int[] TEXT = IntStream.range(100, 200).toArray();

    @TempDir
    private static Path folder;

    private static HmtModel model;

    @BeforeAll
    static void loadModel() throws IOException {
        model = AnswerTestModels.plain(folder);
    }

    @AfterAll
    static void closeModel() {
        model.close();
    }

    @Test
    void theLongestBeginningIsFound() {
        try (PrefixMemory prefixes = new PrefixMemory(1 << 20)) {
            assertThat(prefixes.longest("", TEXT)).isNull();
            remember(prefixes, "", 10);
            remember(prefixes, "", 50);
            remember(prefixes, "", 30);
            remember(prefixes, "other", 70);
            assertThat(known(prefixes, "", TEXT)).isEqualTo(50);
            assertThat(known(prefixes, "", Arrays.copyOf(TEXT, 50))).isEqualTo(50);
            assertThat(known(prefixes, "", Arrays.copyOf(TEXT, 49))).isEqualTo(30);
            assertThat(known(prefixes, "other", TEXT)).isEqualTo(70);
            int[] differing = TEXT.clone();
            differing[20] = 7;
            assertThat(known(prefixes, "", differing)).isEqualTo(10);
            differing[0] = 7;
            assertThat(prefixes.longest("", differing)).isNull();
            assertThat(prefixes.size()).isEqualTo(4);
        }
    }

    @Test
    void whatWasNotAskedForLongestLeavesFirst() {
        try (PrefixMemory prefixes = new PrefixMemory(3 * bytesOf(40))) {
            remember(prefixes, "a", 40);
            remember(prefixes, "b", 40);
            remember(prefixes, "c", 40);
            assertThat(prefixes.size()).isEqualTo(3);
            assertThat(known(prefixes, "a", TEXT)).isEqualTo(40);
            remember(prefixes, "d", 40);
            assertThat(prefixes.longest("b", TEXT)).isNull();
            assertThat(known(prefixes, "a", TEXT)).isEqualTo(40);
            assertThat(known(prefixes, "c", TEXT)).isEqualTo(40);
            assertThat(known(prefixes, "d", TEXT)).isEqualTo(40);
            assertThat(prefixes.bytes()).isLessThanOrEqualTo(3 * bytesOf(40));
        }
    }

    @Test
    void whatIsLargerThanTheBudgetIsNotHeldAndPushesNothingOut() {
        try (PrefixMemory prefixes = new PrefixMemory(bytesOf(40))) {
            remember(prefixes, "a", 40);
            remember(prefixes, "a", 60);
            assertThat(known(prefixes, "a", TEXT)).isEqualTo(40);
        }
    }

    @Test
    void theSameTokensAreHeldOnce() {
        try (PrefixMemory prefixes = new PrefixMemory(1 << 20)) {
            remember(prefixes, "a", 40);
            long bytes = prefixes.bytes();
            remember(prefixes, "a", 40);
            assertThat(prefixes.size()).isEqualTo(1);
            assertThat(prefixes.bytes()).isEqualTo(bytes);
        }
    }

    @Test
    void aTranscriptIsFoundByItsTextAndItsMemory() {
        try (PrefixMemory prefixes = new PrefixMemory(1 << 20);
                DocumentMemory memory = read(40)) {
            prefixes.remember("a", Arrays.copyOf(TEXT, 40), "Who? Tim.", memory);
            prefixes.remember("a", Arrays.copyOf(TEXT, 20), "Who?", memory);
            assertThat(prefixes.transcript("a", "Who? Tim. Why?").ids()).hasSize(40);
            assertThat(prefixes.transcript("a", "Who? Tim. Why?").length()).isEqualTo(9);
            assertThat(prefixes.transcript("a", "Who? Tom.").ids()).hasSize(20);
            assertThat(prefixes.transcript("a", "Why?")).isNull();
            assertThat(prefixes.transcript("b", "Who? Tim. Why?")).isNull();
        }
    }

    @Test
    void whatWasReadWithOtherBordersIsAnother() {
        int[] bordered = PromptEncoder.concatenated(Arrays.copyOf(TEXT, 10), new int[] {Prompt.BORDER});
        int[] goesOn = PromptEncoder.concatenated(bordered, Arrays.copyOfRange(TEXT, 10, 20));
        try (PrefixMemory prefixes = new PrefixMemory(1 << 20);
                DocumentMemory memory = read(20)) {
            prefixes.remember("", goesOn, null, memory);
            assertThat(prefixes.longest("", TEXT)).isNull();
            remember(prefixes, "", 20);
            assertThat(known(prefixes, "", TEXT)).isEqualTo(20);
            try (DocumentMemory known = prefixes.longest("", goesOn).memory()) {
                assertThat(known.tokens()).isEqualTo(20);
            }
        }
    }

    @Test
    void allThatIsHeldIsFreed() {
        rememberAndForget();
        long objects = Engine.liveObjects();
        rememberAndForget();
        assertThat(Engine.liveObjects()).isLessThanOrEqualTo(objects);
    }

    private static void rememberAndForget() {
        PrefixMemory prefixes = new PrefixMemory(5 * bytesOf(40));
        for (int i = 0; i < 20; i++) {
            remember(prefixes, "key" + i, 40);
            remember(prefixes, "key" + i, 40);
            known(prefixes, "key" + i, TEXT);
        }
        assertThat(prefixes.size()).isEqualTo(5);
        prefixes.close();
        remember(prefixes, "late", 40);
        assertThat(prefixes.size()).isZero();
        assertThat(prefixes.bytes()).isZero();
    }

    private static void remember(PrefixMemory prefixes, String key, int tokens) {
        try (DocumentMemory memory = read(tokens)) {
            prefixes.remember(key, Arrays.copyOf(TEXT, tokens), null, memory);
        }
    }

    private static int known(PrefixMemory prefixes, String key, int[] ids) {
        Known known = prefixes.longest(key, ids);
        try (DocumentMemory memory = known.memory()) {
            assertThat(memory.tokens()).isEqualTo(known.length());
            return known.length();
        }
    }

    private static long bytesOf(int tokens) {
        try (PrefixMemory prefixes = new PrefixMemory(1 << 20)) {
            remember(prefixes, "", tokens);
            return prefixes.bytes();
        }
    }

    private static DocumentMemory read(int tokens) {
        DocumentMemory memory = model.newMemory();
        model.read(memory, Arrays.copyOf(TEXT, tokens));
        return memory;
    }
}
