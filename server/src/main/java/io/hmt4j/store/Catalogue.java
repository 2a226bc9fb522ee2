package io.hmt4j.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.hmt4j.InputException;
import io.hmt4j.log.Log;
import io.hmt4j.memory.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * An index of the store in SQLite, so that opening a store of many memories does not open each of them. It holds nothing
 * that the folders do not say: a row counts only while its stamp is that of its folder, and a file that is missing, torn or
 * noise is made anew. Nothing that goes wrong with it stops the store. Safe for all threads.
 */
final class Catalogue implements AutoCloseable {

    static final String FILE = "catalogue.sqlite";

    private static final Log LOG = Log.of(Catalogue.class);
    private static final int VERSION = 2;

    /** SQLite's number for a full disk: the row is then out of date, and does not count. */
    private static final int FULL = 13;

    private static final TypeReference<List<Source>> SOURCES = new TypeReference<>() {};

    // It is not forced to the disk: what a power cut tears is found by the check, what it loses by the stamps.
    private static final List<String> SETTINGS = List.of("PRAGMA synchronous = OFF", "PRAGMA journal_mode = DELETE");

    private static final String TABLE = """
            CREATE TABLE IF NOT EXISTS memories (
                id TEXT PRIMARY KEY, stamp TEXT NOT NULL, name TEXT NOT NULL, fingerprint TEXT NOT NULL,
                state TEXT NOT NULL, failure TEXT, tokens INTEGER NOT NULL, segments INTEGER NOT NULL,
                memories INTEGER NOT NULL, bytes INTEGER NOT NULL, created TEXT NOT NULL, sources TEXT NOT NULL, sum INTEGER NOT NULL)""";

    private static final String PUT = "INSERT OR REPLACE INTO memories VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private final Path file;
    private @Nullable Connection connection;

    private Catalogue(Path file) {
        this.file = file;
    }

    /**
     * A memory as it was when its row was written.
     *
     * @param stamp that of its folder then
     */
    record Row(String stamp, StoredMemory memory) {

        /** Whether it says what the folder does. While texts wait, only the folder does. */
        boolean isUpToDate(MemoryFolder folder) {
            try {
                return memory.state() != MemoryState.READING && !folder.hasTexts() && stamp.equals(folder.stamp());
            } catch (IOException e) {
                return false;
            }
        }
    }

    /** Opens the catalogue of a store, or makes it. */
    static Catalogue open(Path folder) {
        Catalogue catalogue = new Catalogue(folder.resolve(FILE));
        try {
            catalogue.connect();
        } catch (SQLException e) {
            catalogue.makeAnew(e);
        }
        return catalogue;
    }

    /** All rows that can be read, by id. */
    synchronized Map<String, Row> rows() {
        Map<String, Row> rows = new HashMap<>();
        if (connection == null) {
            return rows;
        }
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT * FROM memories")) {
            while (result.next()) {
                Row row = row(result);
                if (row != null) {
                    rows.put(row.memory().id(), row);
                }
            }
        } catch (SQLException e) {
            makeAnew(e);
            return new HashMap<>();
        }
        return rows;
    }

    /** Writes a memory's row. */
    synchronized void put(StoredMemory memory, String stamp) {
        change(PUT, statement -> {
            statement.setString(1, memory.id());
            statement.setString(2, stamp);
            statement.setString(3, memory.name());
            statement.setString(4, memory.fingerprint());
            statement.setString(5, memory.state().name());
            statement.setString(6, memory.failure());
            statement.setLong(7, memory.tokens());
            statement.setLong(8, memory.segments());
            statement.setInt(9, memory.memories());
            statement.setLong(10, memory.bytes());
            statement.setString(11, memory.created().toString());
            statement.setString(12, json(memory.sources()));
            statement.setLong(13, sum(stamp, memory));
        });
    }

    /** Removes a memory's row. */
    synchronized void remove(String id) {
        change("DELETE FROM memories WHERE id = ?", statement -> statement.setString(1, id));
    }

    @Override
    public synchronized void close() {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            LOG.warn("The catalogue did not close: SQLite says {}", e.getErrorCode());
        }
        connection = null;
    }

    /** The values of a statement. */
    @FunctionalInterface
    private interface Values {
        void setIn(PreparedStatement statement) throws SQLException;
    }

    private void change(String sql, Values values) {
        if (connection == null) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            values.setIn(statement);
            statement.executeUpdate();
        } catch (SQLException e) {
            if (e.getErrorCode() == FULL) {
                LOG.warn("The catalogue is not up to date: the disk is full");
            } else {
                makeAnew(e);
            }
        }
    }

    private void connect() throws SQLException {
        Connection opened = DriverManager.getConnection("jdbc:sqlite:" + file.toUri());
        try (Statement statement = opened.createStatement()) {
            for (String setting : SETTINGS) {
                statement.execute(setting);
            }
            require(statement, "PRAGMA quick_check", "ok");
            requireVersion(statement);
            statement.execute(TABLE);
            statement.execute("PRAGMA user_version = " + VERSION);
            connection = opened;
        } finally {
            if (connection != opened) {
                opened.close();
            }
        }
    }

    private static void requireVersion(Statement statement) throws SQLException {
        int version;
        try (ResultSet result = statement.executeQuery("PRAGMA user_version")) {
            version = result.next() ? result.getInt(1) : 0;
        }
        if (version != 0 && version != VERSION) {
            throw new SQLException("its version is " + version + ", not " + VERSION);
        }
    }

    private static void require(Statement statement, String query, String expected) throws SQLException {
        try (ResultSet result = statement.executeQuery(query)) {
            String found = result.next() ? result.getString(1) : "";
            if (!expected.equals(found)) {
                throw new SQLException(query + " says " + found);
            }
        }
    }

    /** Begins with an empty file; if that fails too, the store goes on without a catalogue until it is opened again. */
    private void makeAnew(SQLException fault) {
        LOG.warn("The catalogue cannot be used (SQLite says {}) and is made anew", fault.getErrorCode());
        close();
        try {
            for (String suffix : List.of("", "-journal", "-wal", "-shm")) {
                Files.deleteIfExists(file.resolveSibling(file.getFileName() + suffix));
            }
            connect();
        } catch (SQLException | IOException e) {
            LOG.failure("The store goes on without a catalogue", e);
        }
    }

    private static @Nullable Row row(ResultSet result) throws SQLException {
        try {
            StoredMemory memory = new StoredMemory(
                    text(result, "id"),
                    text(result, "name"),
                    text(result, "fingerprint"),
                    MemoryState.valueOf(text(result, "state")),
                    result.getString("failure"),
                    result.getLong("tokens"),
                    result.getLong("segments"),
                    result.getInt("memories"),
                    result.getLong("bytes"),
                    Instant.parse(text(result, "created")),
                    StoreJson.MAPPER.readValue(text(result, "sources"), SOURCES));
            String stamp = text(result, "stamp");
            return result.getLong("sum") == sum(stamp, memory) ? new Row(stamp, memory) : null;
        } catch (InputException | IllegalArgumentException | DateTimeException | JsonProcessingException e) {
            return null; // as if it were not there: the folder is read instead
        }
    }

    private static String text(ResultSet result, String column) throws SQLException {
        String text = result.getString(column);
        if (text == null) {
            throw new InputException(column + " is missing");
        }
        return text;
    }

    /** A tear within a page may leave a value that is another and looks sound. */
    private static long sum(String stamp, StoredMemory memory) {
        CRC32 sum = new CRC32();
        sum.update((stamp + memory).getBytes(StandardCharsets.UTF_8));
        return sum.getValue();
    }

    private static String json(List<Source> sources) {
        try {
            return StoreJson.MAPPER.writeValueAsString(sources);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
