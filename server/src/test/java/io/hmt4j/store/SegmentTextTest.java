package io.hmt4j.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the segments say is what was read, also where a border goes through a character. */
class SegmentTextTest {

    @TempDir
    private Path folder;

    @Test
    void theTextsOfAllSegmentsTogetherAreTheBeginningOfWhatWasRead() throws Exception {
        String text = StoreFixture.text(3, 3000) + "日本語のテキスト。".repeat(40) + " 🙂🙃".repeat(30);
        String id;
        try (StoreFixture fixture = new StoreFixture(folder)) {
            try (MemoryStore store = fixture.open()) {
                id = fixture.stored(store, text);
            }
            try (MemoryStore store = fixture.open()) {
                StringBuilder all = new StringBuilder();
                for (long segment = 0; segment < store.get(id).segments(); segment++) {
                    all.append(store.segmentText(id, segment));
                }
                assertThat(all.toString()).isNotEmpty().doesNotContain("\uFFFD");
                assertThat(text).startsWith(all.toString());
                assertThat(text.length() - all.length()).isLessThan(60);
            }
        }
    }
}
