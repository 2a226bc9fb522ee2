package io.hmt4j.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The catalogue is an index: whatever happens to it, the store is what its folders are. */
class CatalogueTest {

    @TempDir
    private Path folder;

    private StoreFixture fixture;
    private Path catalogue;
    private List<StoredMemory> stored;

    @BeforeEach
    void prepare() throws Exception {
        fixture = new StoreFixture(folder);
        catalogue = fixture.storeFolder().resolve("catalogue.sqlite");
        try (MemoryStore store = fixture.open()) {
            fixture.stored(store, StoreFixture.text(1, 500));
            for (int i = 0; i < 20; i++) {
                store.create("empty " + i);
            }
            stored = store.list();
        }
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void itListsWhatTheStoreHas() throws Exception {
        try (Connection connection = connect();
                var rows = connection
                        .createStatement()
                        .executeQuery("SELECT count(*), sum(tokens), sum(bytes) FROM memories WHERE state = 'READY'")) {
            assertThat(rows.getInt(1)).isEqualTo(21);
            assertThat(rows.getLong(2))
                    .isEqualTo(stored.stream().mapToLong(StoredMemory::tokens).sum());
            assertThat(rows.getLong(3))
                    .isEqualTo(stored.stream().mapToLong(StoredMemory::bytes).sum());
        }
    }

    @Test
    void aCatalogueThatWasDeletedIsMadeAgain() throws Exception {
        Files.delete(catalogue);
        assertStoreIsWhole();
        itListsWhatTheStoreHas();
    }

    @Test
    void aCatalogueOfNoiseIsMadeAgain() throws Exception {
        byte[] noise = new byte[50_000];
        new Random(3).nextBytes(noise);
        Files.write(catalogue, noise);
        Files.write(catalogue.resolveSibling("catalogue.sqlite-journal"), noise);
        assertStoreIsWhole();
        itListsWhatTheStoreHas();
    }

    @Test
    void aTornCatalogueIsMadeAgain() throws Exception {
        byte[] whole = Files.readAllBytes(catalogue);
        Random random = new Random(4);
        for (int trial = 0; trial < 8; trial++) {
            byte[] torn = whole.clone();
            byte[] noise = new byte[600];
            random.nextBytes(noise);
            System.arraycopy(noise, 0, torn, random.nextInt(torn.length - noise.length), noise.length);
            Files.write(catalogue, torn);
            assertStoreIsWhole();
            Files.write(catalogue, whole, StandardOpenOption.TRUNCATE_EXISTING);
            try (var channel = Files.newByteChannel(catalogue, StandardOpenOption.WRITE)) {
                channel.truncate(random.nextInt(whole.length));
            }
            assertStoreIsWhole();
        }
    }

    @Test
    void aCatalogueThatIsDeletedUnderTheOpenStoreIsMissedByNobody() throws Exception {
        try (MemoryStore store = fixture.open()) {
            Files.delete(catalogue);
            String id = store.create("one more").id();
            store.rename(id, "renamed");
            store.delete(id);
            assertThat(store.list()).isEqualTo(stored);
        }
        assertStoreIsWhole();
    }

    @Test
    void aCatalogueThatBecomesNoiseUnderTheOpenStoreIsMadeAgain() throws Exception {
        try (MemoryStore store = fixture.open()) {
            byte[] noise = new byte[(int) Files.size(catalogue)];
            new Random(5).nextBytes(noise);
            Files.write(catalogue, noise);
            for (StoredMemory memory : stored) {
                store.rename(memory.id(), memory.name());
            }
            assertThat(store.list()).isEqualTo(stored);
        }
        assertStoreIsWhole();
    }

    @Test
    void rowsThatAreOutOfDateOrOfNoMemoryDoNotCount() throws Exception {
        String first = stored.get(0).id();
        String second = stored.get(1).id();
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE memories SET name = 'wrong', stamp = 'old' WHERE id = '" + first + "'");
            statement.execute("UPDATE memories SET sources = 'no json' WHERE id = '" + second + "'");
            statement.execute("INSERT INTO memories SELECT '" + "a".repeat(26)
                    + "', stamp, 'ghost', fingerprint, state, failure, tokens, segments, memories, bytes, created, sources, sum"
                    + " FROM memories LIMIT 1");
        }
        assertStoreIsWhole();
    }

    @Test
    void aRowWhoseFiguresWereTornDoesNotCount() throws Exception {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE memories SET tokens = tokens + 1, name = 'torn'");
        }
        assertStoreIsWhole();
    }

    @Test
    void aFolderMayHaveAnyName(@TempDir Path other) throws Exception {
        Path odd = Files.createDirectory(other.resolve("a?cache=shared&b #1 %41"));
        try (StoreFixture there = new StoreFixture(odd)) {
            there.open().close();
            assertThat(there.storeFolder().resolve("catalogue.sqlite")).isRegularFile();
        }
        try (var entries = Files.list(other)) {
            assertThat(entries).containsExactly(odd);
        }
    }

    @Test
    void aCatalogueOfAnotherVersionIsMadeAgain() throws Exception {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA user_version = 7");
        }
        assertStoreIsWhole();
    }

    private Connection connect() throws Exception {
        return DriverManager.getConnection("jdbc:sqlite:" + catalogue);
    }

    private void assertStoreIsWhole() {
        try (MemoryStore store = fixture.open()) {
            assertThat(store.list()).isEqualTo(stored);
        }
    }
}
