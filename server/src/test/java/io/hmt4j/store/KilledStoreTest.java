package io.hmt4j.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hmt4j.InputException;
import io.hmt4j.server.testing.ChildJvm;
import io.hmt4j.work.Share;
import io.hmt4j.work.Turn;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that has a store is killed (kill -9) again and again, and another goes on. */
class KilledStoreTest {

    /** As often as {@code -Dkills=20} says; each takes a start of a JVM. */
    private static final int KILLS = Integer.getInteger("kills", 2);

    private static final int MOST_KILLS_WITHIN = 10;

    private static final String FIRST = StoreFixture.text(1, 2000);
    private static final String SECOND = StoreFixture.text(2, 9000);

    @TempDir
    private Path folder;

    private StoreFixture fixture;

    @BeforeEach
    void prepare() throws Exception {
        fixture = new StoreFixture(folder);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aReadingThatIsKilledAgainAndAgainEndsAsOneThatWasNot() throws Exception {
        String id = waitingMemory();
        String beside = waitingMemory();
        Random random = new Random(1);
        for (int kill = 0; kill < KILLS; kill++) {
            killAfter(5 + random.nextInt(300 / KILLS), "read");
        }
        assertThat(start("read").waitFor()).isZero();

        try (MemoryStore store = fixture.open()) {
            assertThat(store.get(id).state()).isEqualTo(MemoryState.READY);
            assertThat(store.segmentText(id, 40)).isNotEmpty();
            Path expected = fixture.readDirectly(folder.resolve("expected"), FIRST, SECOND);
            StoreFixture.assertSameMemory(fixture.memoryFolder(id), expected);
            StoreFixture.assertSameMemory(fixture.memoryFolder(beside), expected);
        }
    }

    @Test
    void aKillWithinTheWriteOfAMemoryLeavesTheOneBefore() throws Exception {
        String id = waitingMemory();
        int within = 0;
        for (int kill = 0; kill < MOST_KILLS_WITHIN && within == 0; kill++) {
            Process process = start("write " + id);
            process.waitFor();
            within += leftovers(id);
        }
        assertThat(within)
                .as("kills between the beginning of a write and its rename")
                .isPositive();
        assertThat(start("read").waitFor()).isZero();

        assertThat(leftovers(id)).isZero();
        StoreFixture.assertSameMemory(
                fixture.memoryFolder(id), fixture.readDirectly(folder.resolve("expected"), FIRST, SECOND));
    }

    /** Files of writes that did not end. */
    private int leftovers(String id) {
        String[] left = fixture.memoryFolder(id).toFile().list((folder, name) -> Killed.isBeingWritten(name));
        return left.length;
    }

    @Test
    void whatWasSaidToBeDoneIsDoneWhenTheProcessIsKilled() throws Exception {
        Random random = new Random(2);
        List<String> said = new ArrayList<>();
        for (int kill = 0; kill < KILLS; kill++) {
            said.addAll(killAfter(3 + random.nextInt(60), "change"));
        }
        try (MemoryStore store = fixture.open()) {
            for (String line : said) {
                String[] words = line.split(" ", -1);
                assertThat(store.get(words[0]).name()).isIn(words[1], words[1] + "-renamed");
                assertThat(store.get(words[0]).state()).isEqualTo(MemoryState.READY);
            }
            assertThat(said).isNotEmpty();
            List<StoredMemory> listed = store.list();
            assertThat(fixture.storeFolder().resolve("memories").toFile().list())
                    .containsExactlyInAnyOrderElementsOf(
                            listed.stream().map(StoredMemory::id).toList());
            assertThat(listed.size()).isBetween(said.size(), said.size() + KILLS);
        }
    }

    @Test
    void anotherProcessIsRefusedAsLongAsOneHasTheStore() throws Exception {
        try (MemoryStore store = fixture.open()) {
            assertThatThrownBy(fixture::open).hasMessageContaining("in use by this process");
            Process other = start("read");
            try (BufferedReader says = other.inputReader(StandardCharsets.UTF_8)) {
                assertThat(says.readLine()).contains("in use by another process");
            }
            assertThat(other.waitFor()).isEqualTo(1);
            assertThat(store.list()).isEmpty();
        }
    }

    /** A memory whose texts are uploaded and not read. */
    private String waitingMemory() throws Exception {
        try (Turn question = fixture.turns().enter(Share.QUESTION).orElseThrow();
                MemoryStore store = fixture.open()) {
            assertThat(question.begin(() -> false)).isTrue();
            String id = store.create("book").id();
            store.addText(id, "text 0", StoreFixture.utf8(FIRST));
            store.addText(id, "text 1", StoreFixture.utf8(SECOND));
            return id;
        }
    }

    /** Kills a process after so many lines; returns them. */
    private List<String> killAfter(int lines, String work) throws Exception {
        Process process = start(work);
        List<String> said = new ArrayList<>();
        try (BufferedReader says = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = says.readLine(); line != null; line = says.readLine()) {
                said.add(line);
                if (said.size() == lines) {
                    break;
                }
            }
        }
        process.destroyForcibly();
        process.waitFor();
        return said;
    }

    private Process start(String work) throws IOException {
        return ChildJvm.start(Killed.class, folder, work);
    }

    /** The process: opens the store and works on it, and says a line for each segment read or change made. */
    public static final class Killed {

        private Killed() {}

        /** Goes on with the readings of a store, or makes memories without end. */
        public static void main(String[] arguments) throws Exception {
            try (StoreFixture fixture = new StoreFixture(Path.of(arguments[0]));
                    MemoryStore store = fixture.open()) {
                if (arguments[1].startsWith("write ")) {
                    Path memory = fixture.memoryFolder(arguments[1].substring("write ".length()));
                    Thread killer = new Thread(() -> haltInAWrite(memory));
                    killer.setDaemon(true);
                    killer.start();
                    read(store);
                } else if (arguments[1].equals("read")) {
                    read(store);
                } else {
                    change(store);
                }
            } catch (InputException e) {
                System.out.println(e.getMessage());
                System.exit(1);
            }
        }

        static boolean isBeingWritten(String file) {
            return file.startsWith(".memory.safetensors.");
        }

        /** Ends the process, as kill -9 does, as soon as the file that will become the memory is there. */
        private static void haltInAWrite(Path memory) {
            File folder = memory.toFile();
            while (true) {
                for (String file : folder.list()) {
                    if (isBeingWritten(file)) {
                        Runtime.getRuntime().halt(137);
                    }
                }
            }
        }

        private static void read(MemoryStore store) throws Exception {
            for (StoredMemory memory : store.list()) {
                store.watch(memory.id(), progress -> System.out.println("segments " + progress.segments()));
                StoreFixture.awaitEnd(store, memory.id());
            }
        }

        private static void change(MemoryStore store) {
            for (int i = 0; i < 10_000; i++) {
                String id = store.create("memory-" + i).id();
                System.out.println(id + " memory-" + i);
                store.rename(id, "memory-" + i + "-renamed");
            }
        }
    }
}
