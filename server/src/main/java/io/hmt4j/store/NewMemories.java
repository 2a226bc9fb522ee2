package io.hmt4j.store;

import io.hmt4j.InputException;
import io.hmt4j.checkpoint.AtomicFolder;
import io.hmt4j.memory.DocumentMemory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes memories: each is there as a whole or not at all. Safe for all threads. */
final class NewMemories {

    private final StoreFolder folder;
    private final StoreParts parts;

    NewMemories(StoreFolder folder, StoreParts parts) {
        this.folder = folder;
        this.parts = parts;
    }

    /** Writes the files of a new memory but for {@code about.json}, and returns what that says. */
    @FunctionalInterface
    private interface Making {
        About fill(MemoryFolder made) throws IOException;
    }

    /** One that holds nothing. */
    Shelf empty(String name) {
        About about = About.now(Names.require(name));
        return make(made -> {
            try (DocumentMemory empty = parts.model().newMemory()) {
                parts.model().saveMemory(empty, made.path());
            }
            made.segments().append(0, List.of());
            return about;
        });
    }

    /** One that is what another is. */
    Shelf copy(Shelf original, String name) {
        About about = About.now(Names.require(name));
        try (ShelfSnapshot snapshot = original.ownSnapshot();
                Room room = new Room(Long.MAX_VALUE, parts.disk())) {
            room.take(snapshot.bytes());
            return make(made -> {
                snapshot.copyTo(made.path());
                parts.adopt(made);
                return about;
            });
        } catch (IOException e) {
            throw Faults.notWritten(e, original.path());
        }
    }

    /** One that was exported; see {@link MemoryStore#importFrom}. */
    Shelf imported(InputStream exported, @Nullable String name) throws IOException {
        String wanted = name == null ? null : Names.require(name);
        try (Room room = new Room(parts.limits().uploadBytes(), parts.disk())) {
            return make(made -> {
                About had = MemoryArchive.read(new UncheckedInput(exported), made.path(), room);
                parts.adopt(made);
                return About.now(wanted == null ? had.name() : wanted);
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private Shelf make(Making making) {
        if (parts.closing().get()) {
            throw new StoreException(StoreException.Reason.BUSY, "the store is closing");
        }
        parts.disk().require(1);
        String id = MemoryIds.next();
        try {
            AtomicFolder.create(folder.memory(id), beside -> {
                MemoryFolder made = MemoryFolder.of(beside, parts.model());
                made.write(making.fill(made));
            });
        } catch (InputException e) {
            throw Faults.notWritten(e, folder.memory(id));
        }
        return Shelf.load(id, MemoryFolder.of(folder.memory(id), parts.model()), parts, null);
    }
}
