package io.hmt4j.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tokens of segments are found again, and what a crash left behind them is not. */
class SegmentLogTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {2, 256, 257, 65_536, 65_537, 16_777_217, Integer.MAX_VALUE})
    void idsOfEveryVocabularyAreFoundAgain(int vocabulary) throws IOException {
        SegmentLog log = new SegmentLog(folder, vocabulary);
        int[] ids = {0, 1, vocabulary - 1, vocabulary / 2};
        log.append(0, List.of(ids, new int[] {1}));
        log.append(2, List.of(ids));

        assertThat(log.read(0)).isEqualTo(ids);
        assertThat(log.read(1)).containsExactly(1);
        assertThat(log.read(2)).isEqualTo(ids);
        assertThat(log.read(3)).isEmpty();
        assertThat(log.isSound(3)).isTrue();
        assertThat(log.isSound(2)).isFalse();
    }

    @Test
    void whatIsAheadOfTheMemoryIsCut() throws IOException {
        SegmentLog log = new SegmentLog(folder, 1000);
        log.append(0, List.of(new int[] {1}, new int[] {2, 3}, new int[] {4}));
        log.append(1, List.of(new int[] {5, 6, 7}));

        assertThat(log.read(0)).containsExactly(1);
        assertThat(log.read(1)).containsExactly(5, 6, 7);
        assertThat(log.isSound(2)).isTrue();
    }

    @Test
    void whatIsMissingOrDamagedIsNotKnownAndHarmsNothingBehind() throws IOException {
        SegmentLog log = new SegmentLog(folder, 1000);
        log.append(3, List.of(new int[] {8}));
        assertThat(log.read(2)).isEmpty();
        assertThat(log.read(3)).containsExactly(8);

        byte[] noise = new byte[4 * 8];
        noise[7] = 0x40;
        Files.write(folder.resolve("segments.ends"), noise);
        assertThat(log.read(0)).isEmpty();
        log.append(1, List.of(new int[] {9}));
        assertThat(log.read(0)).isEmpty();
        assertThat(log.read(1)).containsExactly(9);

        Files.delete(folder.resolve("segments.tokens"));
        assertThat(log.read(1)).isEmpty();
        log.append(2, List.of(new int[] {10}));
        assertThat(log.read(2)).containsExactly(10);
    }

    @Test
    void aPrefixIsCopiedWhateverComesBehindIt() throws IOException {
        SegmentLog log = new SegmentLog(folder, 1000);
        log.append(0, List.of(new int[] {1, 2}, new int[] {3}));
        Path copy = Files.createDirectory(folder.resolve("copy"));
        try (SegmentPrefix prefix = log.open(2, true)) {
            log.append(2, List.of(new int[] {4}));
            prefix.copyTo(copy);
        }
        assertThat(new SegmentLog(copy, 1000).isSound(2)).isTrue();
        assertThat(new SegmentLog(copy, 1000).read(1)).containsExactly(3);
    }
}
