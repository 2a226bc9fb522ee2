package io.hmt4j.store;

import io.hmt4j.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Writes a text to disk as it comes in, in constant memory. */
final class Upload {

    private static final int BLOCK = 1 << 16;

    private final WaitingText text;
    private final long most;
    private final DiskBudget disk;
    private final Path folder;

    /**
     * An upload of a text.
     *
     * @param most bytes it may have
     * @param folder the memory's folder, for messages
     */
    Upload(WaitingText text, long most, DiskBudget disk, Path folder) {
        this.text = text;
        this.most = most;
        this.disk = disk;
        this.folder = folder;
    }

    /** Returns when the text is whole and on disk; else it is broken off, and what is wrong is thrown. */
    void copy(InputStream utf8) throws IOException {
        boolean whole = false;
        String reason = "the upload of " + text.note().name() + " broke off";
        try (FileChannel channel = create()) {
            copy(utf8, channel);
            whole = true;
        } catch (StoreException refused) {
            reason = text.note().name() + ": " + refused.getMessage();
            throw refused;
        } finally {
            if (!whole) {
                text.breakOff(reason);
            }
        }
    }

    private void copy(InputStream utf8, FileChannel channel) throws IOException {
        Utf8Count count = new Utf8Count(BLOCK);
        byte[] block = new byte[BLOCK];
        long written = 0;
        for (int read = utf8.read(block); read >= 0; read = utf8.read(block)) {
            requireAllowed(written + read);
            count.accept(block, read);
            write(channel, block, read);
            written += read;
            if (!text.grown(written, count.characters())) {
                disk.count(-read);
            }
            requireWanted();
        }
        count.finish();
        requireWanted();
        complete(channel);
    }

    /** Somebody may have cancelled the reading meanwhile, or deleted the memory. */
    private void requireWanted() {
        String failure = text.failure();
        if (failure != null) {
            throw new StoreException(StoreException.Reason.BUSY, failure);
        }
    }

    private void requireAllowed(long bytes) {
        if (bytes > most) {
            throw new StoreException(
                    StoreException.Reason.TOO_LARGE, "the text has more than the allowed " + most + " bytes");
        }
    }

    private FileChannel create() {
        try {
            return text.create();
        } catch (IOException e) {
            requireWanted(); // the folder is gone with a memory that was deleted
            throw Faults.notWritten(e, folder);
        }
    }

    private void write(FileChannel channel, byte[] block, int count) {
        disk.take(count);
        try {
            ByteBuffer bytes = ByteBuffer.wrap(block, 0, count);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            disk.count(-count);
            throw Faults.notWritten(e, folder);
        }
    }

    private void complete(FileChannel channel) {
        try {
            channel.force(true);
            text.whole();
        } catch (IOException | InputException e) {
            requireWanted();
            throw Faults.notWritten(e, folder);
        }
    }
}
