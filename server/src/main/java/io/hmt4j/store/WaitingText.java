package io.hmt4j.store;

import io.hmt4j.memory.Source;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text on its way into a memory: a file that an upload lengthens while the reading follows it, and a note beside it.
 * Safe for all threads; one writes, one reads.
 */
final class WaitingText {

    private static final String TEXT = ".text";
    private static final String NOTE = ".json";
    private static final String NUMBER = "[0-9]{12}";

    /** Held while the note is written, which waits for the disk; who only looks does not hold it. */
    private final Object writing = new Object();

    private final Path file;
    private final Path noteFile;
    private TextNote note;
    private long bytes;
    private long characters;
    private @Nullable String failure;
    private @Nullable Runnable follower;

    private WaitingText(Path file, Path noteFile, TextNote note) {
        this.file = file;
        this.noteFile = noteFile;
        this.note = note;
        this.bytes = note.bytes();
        this.characters = note.characters();
    }

    /** A new text in a folder of texts, before its upload. */
    static WaitingText begin(Path folder, long number, String name) throws IOException {
        Files.createDirectories(folder);
        String file = String.format("%012d", number);
        TextNote note = new TextNote(name, System.currentTimeMillis(), false, 0, 0, TextNote.NOT_BEGUN);
        StoreJson.write(folder.resolve(file + NOTE), note);
        return new WaitingText(folder.resolve(file + TEXT), folder.resolve(file + NOTE), note);
    }

    /** A text that was there when the store was opened. */
    static WaitingText found(Path noteFile) throws IOException {
        String name = String.valueOf(noteFile.getFileName());
        Path file = noteFile.resolveSibling(name.substring(0, name.length() - NOTE.length()) + TEXT);
        WaitingText text = new WaitingText(file, noteFile, StoreJson.read(noteFile, TextNote.class));
        long size = Files.exists(file) ? Files.size(file) : 0;
        if (!text.note.whole() || size != text.note.bytes()) {
            text.bytes = size;
            text.failure = "the upload of " + text.note.name() + " broke off";
        }
        return text;
    }

    static boolean isText(String file) {
        return file.matches(NUMBER + "[.]text");
    }

    static boolean isNote(String file) {
        return file.matches(NUMBER + "[.]json");
    }

    /** The note beside a text's file. */
    static Path noteOf(Path text) {
        String name = String.valueOf(text.getFileName());
        return text.resolveSibling(name.substring(0, name.length() - TEXT.length()) + NOTE);
    }

    /** Its number in the folder. */
    long number() {
        String name = String.valueOf(file.getFileName());
        return Long.parseLong(name.substring(0, name.length() - TEXT.length()));
    }

    synchronized TextNote note() {
        return note;
    }

    /** Bytes that are on disk. */
    synchronized long bytes() {
        return bytes;
    }

    /** Characters that are on disk. */
    synchronized long characters() {
        return characters;
    }

    /** Why it will never be whole; null where it is or may be. */
    synchronized @Nullable String failure() {
        return failure;
    }

    synchronized boolean uploadEnded() {
        return note.whole() || failure != null;
    }

    /** Begins its reading into a memory with these sources, or goes on with it. */
    void beginReading(List<Source> sources) {
        synchronized (writing) {
            TextNote now = note();
            if (now.source() == TextNote.NOT_BEGUN) {
                write(now.begun(sources));
            }
        }
    }

    FileChannel create() throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    /** The upload has written so much; false if it is not wanted any more. */
    boolean grown(long writtenBytes, long decodedCharacters) {
        synchronized (this) {
            if (failure != null) {
                return false;
            }
            bytes = writtenBytes;
            characters = decodedCharacters;
        }
        tell();
        return true;
    }

    /** The upload is over and all of it safe on disk. */
    void whole() {
        synchronized (writing) {
            write(note().whole(bytes(), characters()));
        }
        tell();
    }

    private void write(TextNote changed) {
        StoreJson.write(noteFile, changed);
        synchronized (this) {
            note = changed;
        }
    }

    /** The upload broke off, or is not wanted any more. */
    void breakOff(String reason) {
        synchronized (this) {
            if (!note.whole() && failure == null) {
                failure = reason;
            }
        }
        tell();
    }

    /**
     * Tells once when there are more than so many bytes, or no more will come: at once where that is so already. A later call
     * takes the place of one before.
     *
     * @param told called on the thread that uploads, or this one, without a lock of this text
     */
    void whenMore(long position, Runnable told) {
        synchronized (this) {
            if (bytes == position && !uploadEnded()) {
                follower = told;
                return;
            }
        }
        told.run();
    }

    private void tell() {
        Runnable told;
        synchronized (this) {
            told = follower;
            follower = null;
        }
        if (told != null) {
            told.run();
        }
    }

    /** Reads what is there at a position; throws if it is no longer there. */
    int read(FileChannel channel, byte[] target, int offset, int length, long position) throws IOException {
        long there = Math.min(length, bytes() - position);
        return channel.read(ByteBuffer.wrap(target, offset, (int) there), position);
    }

    FileChannel open() throws IOException {
        return FileChannel.open(file, StandardOpenOption.READ);
    }

    /** Removes it. The note goes first: without it the text is nothing. */
    void delete() throws IOException {
        Files.deleteIfExists(noteFile);
        Files.deleteIfExists(file);
    }
}
