package io.hmt4j.store;

import io.hmt4j.InputException;
import io.hmt4j.memory.DocumentMemory;
import io.hmt4j.memory.ModelIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one memory, and what lies in its folder. Whoever changes it holds its monitor; who only looks does not, and
 * so never waits for a save.
 */
final class ShelfFacts {

    private final String id;
    private final MemoryFolder folder;
    private final StoreParts parts;
    private final TextShelf texts;

    private volatile About about;
    private volatile Contents contents;
    private volatile long fileBytes;
    private volatile long version;
    private volatile boolean deleted;

    /** Why the texts cannot be read for now; they stay. Not on disk: the next start tries again. */
    private volatile @Nullable String stuck;

    private volatile boolean stuckForRoom;

    private ShelfFacts(String id, MemoryFolder folder, StoreParts parts, About about, Contents contents) {
        this.id = id;
        this.folder = folder;
        this.parts = parts;
        this.about = about;
        this.contents = contents;
        this.texts = new TextShelf(folder, parts.disk());
        this.fileBytes = folder.bytes();
        this.version = parts.versions().incrementAndGet();
    }

    /** The facts of a folder; {@code listed} is what the catalogue says, null to look into the folder. */
    static ShelfFacts load(String id, MemoryFolder folder, StoreParts parts, @Nullable StoredMemory listed) {
        removeLeftovers(folder);
        ShelfFacts facts = listed == null
                ? read(id, folder, parts)
                : new ShelfFacts(id, folder, parts, About.of(listed), Contents.of(listed));
        parts.disk().count(facts.fileBytes);
        if (facts.contents.damage() == null) {
            facts.findTexts();
        }
        return facts;
    }

    private static ShelfFacts read(String id, MemoryFolder folder, StoreParts parts) {
        try {
            return new ShelfFacts(id, folder, parts, folder.about(), Contents.of(folder.path()));
        } catch (InputException e) {
            Contents damaged = Contents.damaged(Faults.inWords(e, folder.path()));
            return new ShelfFacts(id, folder, parts, About.now("damaged"), damaged);
        }
    }

    private static void removeLeftovers(MemoryFolder folder) {
        try {
            folder.removeLeftovers();
        } catch (IOException e) {
            // They take room and do no harm.
        }
    }

    private void findTexts() {
        try {
            texts.find();
        } catch (InputException | IOException e) {
            stuck = "its texts cannot be read: " + Faults.inWords(e, folder.path());
        }
        if (!texts.isEmpty() && !isMine()) {
            stuck = "it was begun by another checkpoint (fingerprint " + ModelIdentity.shortened(contents.fingerprint())
                    + "); its reading goes on where that one is served";
        }
    }

    String id() {
        return id;
    }

    MemoryFolder folder() {
        return folder;
    }

    StoreParts parts() {
        return parts;
    }

    TextShelf texts() {
        return texts;
    }

    About about() {
        return about;
    }

    Contents contents() {
        return contents;
    }

    long version() {
        return version;
    }

    boolean isDeleted() {
        return deleted;
    }

    boolean isStuck() {
        return stuck != null;
    }

    /** Whether its texts wait for room on the disk. */
    boolean waitsForRoom() {
        return stuck != null && stuckForRoom;
    }

    /** Whether its texts can be read by the model that is served. */
    boolean isMine() {
        return contents.fingerprint().equals(parts.model().identity().fingerprint());
    }

    StoredMemory info() {
        Contents now = contents;
        MemoryState state = state();
        return new StoredMemory(
                id,
                about.name(),
                now.fingerprint(),
                state,
                state == MemoryState.FAILED ? failure() : null,
                now.tokens(),
                now.segments(),
                now.memories(),
                fileBytes + texts.bytes(),
                about.createdAt(),
                now.sources());
    }

    MemoryState state() {
        if (contents.damage() != null || stuck != null) {
            return MemoryState.FAILED;
        }
        if (!texts.isEmpty()) {
            return MemoryState.READING;
        }
        return about.failure() == null ? MemoryState.READY : MemoryState.FAILED;
    }

    private @Nullable String failure() {
        if (contents.damage() != null) {
            return contents.damage();
        }
        return stuck != null ? stuck : about.failure();
    }

    // Under its monitor

    void setStuck(@Nullable String reason, boolean forRoom) {
        stuckForRoom = forRoom;
        stuck = reason;
    }

    /** Notes why a text was not read to its end; null takes the note back. */
    void setFailure(@Nullable String failure) {
        if (failure == null && about.failure() == null) {
            return;
        }
        about = about.withFailure(failure);
        try {
            folder.write(about);
        } catch (InputException e) {
            // A full disk: it is said as long as the store is open, and a restart reads on or finds the same fault.
        }
    }

    void rename(String name) {
        About renamed = about.withName(name);
        try {
            folder.write(renamed);
        } catch (InputException e) {
            throw Faults.notWritten(e, folder.path());
        }
        about = renamed;
    }

    /** Saves a memory in the place of the one before, and the segments closed since. */
    void save(DocumentMemory memory, List<int[]> closed) {
        long logged = closed.stream().mapToLong(segment -> segment.length).sum();
        parts.disk().require(memory.bankBytes() + folder.segments().bytes(closed.size(), logged));
        try {
            folder.segments().append(memory.segments() - closed.size(), closed);
        } catch (IOException e) {
            throw Faults.notWritten(e, folder.path());
        }
        parts.model().saveMemory(memory, folder.path());
        long bytes = folder.bytes();
        parts.disk().count(bytes - fileBytes);
        fileBytes = bytes;
        contents = Contents.of(memory);
        version = parts.versions().incrementAndGet();
        parts.loaded().replace(id, memory, version);
    }

    void delete() {
        Path gone;
        try {
            gone = StoreFolder.takeOut(folder.path());
        } catch (IOException e) {
            throw Faults.notWritten(e, folder.path());
        }
        deleted = true;
        texts.breakOff("the memory was deleted");
        StoreFolder.remove(gone);
        parts.disk().count(-fileBytes - texts.bytes());
        parts.loaded().drop(id);
        parts.catalogue().remove(id);
    }

    /** Writes the catalogue's row. */
    void list() {
        if (deleted) {
            return;
        }
        try {
            if (contents.damage() == null && stuck == null) {
                parts.catalogue().put(info(), folder.stamp());
                return;
            }
        } catch (IOException e) {
            // as if there were no row
        }
        parts.catalogue().remove(id);
    }

    // What has to hold

    void requireThere() {
        if (deleted) {
            throw new StoreException(StoreException.Reason.UNKNOWN, "there is no memory " + id);
        }
    }

    void requireWhole() {
        requireThere();
        String damage = contents.damage();
        if (damage != null) {
            throw new StoreException(StoreException.Reason.FOREIGN, damage);
        }
    }

    void requireMine() {
        if (!isMine()) {
            throw new StoreException(
                    StoreException.Reason.FOREIGN,
                    "the memory was made by another checkpoint (fingerprint "
                            + ModelIdentity.shortened(contents.fingerprint()) + ") than the one that is served ("
                            + ModelIdentity.shortened(parts.model().identity().fingerprint()) + ")");
        }
    }

    void requireNot(boolean busy, String why) {
        if (busy) {
            throw new StoreException(StoreException.Reason.BUSY, "the memory is busy: " + why);
        }
    }
}
