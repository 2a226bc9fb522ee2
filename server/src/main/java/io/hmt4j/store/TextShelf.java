package io.hmt4j.store;

import io.hmt4j.InputException;
import io.hmt4j.log.Log;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The texts that wait to be read into one memory. Changed under the lock of the memory, read by all threads. */
final class TextShelf {

    private static final Log LOG = Log.of(TextShelf.class);
    private static final int MOST = 1000;

    private final List<WaitingText> texts = new CopyOnWriteArrayList<>();
    private final MemoryFolder folder;
    private final DiskBudget disk;
    private long nextNumber;

    TextShelf(MemoryFolder folder, DiskBudget disk) {
        this.folder = folder;
        this.disk = disk;
    }

    /** Takes in those that were there when the store was opened. */
    void find() throws IOException {
        List<WaitingText> found = folder.findTexts();
        texts.addAll(found);
        nextNumber = found.isEmpty() ? 0 : found.get(found.size() - 1).number() + 1;
        disk.count(bytes());
    }

    /** Begins a text behind the others. */
    WaitingText begin(String name) {
        if (texts.size() >= MOST) {
            throw new StoreException(
                    StoreException.Reason.BUSY, MOST + " texts of this memory wait to be read already");
        }
        try {
            WaitingText text = WaitingText.begin(folder.texts(), nextNumber, name);
            nextNumber++;
            texts.add(text);
            return text;
        } catch (IOException | InputException e) {
            throw Faults.notWritten(e, folder.path());
        }
    }

    List<WaitingText> all() {
        return texts;
    }

    boolean isEmpty() {
        return texts.isEmpty();
    }

    long bytes() {
        return texts.stream().mapToLong(WaitingText::bytes).sum();
    }

    long characters() {
        return texts.stream().mapToLong(WaitingText::characters).sum();
    }

    boolean uploadsEnded() {
        return texts.stream().allMatch(WaitingText::uploadEnded);
    }

    /** Ends all uploads. */
    void breakOff(String reason) {
        texts.forEach(text -> text.breakOff(reason));
    }

    void remove(WaitingText text) {
        if (!texts.remove(text)) {
            return;
        }
        text.breakOff("the text is not wanted any more");
        disk.count(-text.bytes());
        try {
            text.delete();
            folder.removeTextsIfEmpty(texts);
        } catch (IOException e) {
            LOG.failure("A text that was read could not be removed", e);
        }
    }

    void removeAll() {
        List.copyOf(texts).forEach(this::remove);
    }
}
