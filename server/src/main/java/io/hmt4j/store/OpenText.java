package io.hmt4j.store;

import io.hmt4j.memory.DocumentMemory;
import io.hmt4j.memory.HmtModel;
import io.hmt4j.memory.TextFeed;
import io.hmt4j.tokenizer.MalformedText;
import io.hmt4j.tokenizer.Utf8Reader;
import java.io.IOException;
import java.io.Reader;
import java.util.Optional;

/** A text that is being read into a memory, as far as it has arrived. For one thread. */
final class OpenText implements AutoCloseable {

    private final WaitingText waiting;
    private final ArrivingText bytes;
    private final Reader characters;
    private final TextFeed feed;
    private boolean ended;
    private boolean brokenOff;

    OpenText(HmtModel model, DocumentMemory memory, WaitingText waiting) {
        String name = waiting.note().name();
        this.waiting = waiting;
        this.bytes = new ArrivingText(waiting);
        this.characters = new UploadedText(new Utf8Reader(bytes, name, MalformedText.REFUSE));
        this.feed = new TextFeed(model, memory, name, characters, model.config().segmentTokens());
    }

    WaitingText waiting() {
        return waiting;
    }

    /** Bytes of it that were taken in. */
    long position() {
        return bytes.position();
    }

    /**
     * The next tokens, a segment at most.
     *
     * @return nothing at its end, or where it will never be whole
     * @throws ArrivingText.NotYet if they have not arrived yet
     * @throws UploadedText.Unfit if it is not what a text has to be
     */
    Optional<int[]> next() throws IOException {
        if (!ended && waiting.failure() != null) {
            endBrokenOff();
        }
        if (ended) {
            return Optional.empty();
        }
        try {
            Optional<int[]> tokens = feed.next();
            ended = tokens.isEmpty();
            return tokens;
        } catch (ArrivingText.Stopped stopped) {
            endBrokenOff();
            return Optional.empty();
        }
    }

    private void endBrokenOff() {
        ended = true;
        brokenOff = true;
    }

    /**
     * All of it that there will be was read: the memory notes it.
     *
     * @return whether that is the whole text
     */
    boolean complete() {
        if (!brokenOff) {
            feed.complete();
        }
        return !brokenOff;
    }

    @Override
    public void close() {
        try {
            characters.close();
        } catch (IOException e) {
            // It was only read.
        }
    }
}
