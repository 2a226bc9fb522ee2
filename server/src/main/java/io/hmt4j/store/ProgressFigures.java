package io.hmt4j.store;

import io.hmt4j.memory.HmtModel;
import org.jspecify.annotations.Nullable;

/** Puts together how far a memory is. */
final class ProgressFigures {

    private static final int FLOAT_BYTES = 4;

    private ProgressFigures() {}

    /**
     * How far a memory is.
     *
     * @param gone why it is no more; null while it is there
     * @param job figures of the reading that runs; null where none has begun
     */
    static ReadingProgress of(
            StoredMemory info,
            @Nullable String gone,
            @Nullable JobFigures job,
            Contents contents,
            TextShelf texts,
            HmtModel model) {
        boolean reading = info.state() == MemoryState.READING;
        JobFigures running = reading ? job : null;
        long known = contents.charactersWithout(current(texts)) + texts.characters();
        long read =
                Math.min(known, running == null ? contents.charactersWithout(-1) : Math.round(running.characters()));
        return new ReadingProgress(
                info.id(),
                gone == null ? info.state() : MemoryState.FAILED,
                reading && running == null,
                running == null ? info.tokens() : running.tokens(),
                running == null ? info.segments() : running.segments(),
                running == null ? 0 : running.tokensPerSecond(),
                read,
                known,
                texts.uploadsEnded(),
                secondsLeft(known - read, running, texts),
                running == null ? bankBytes(contents, model) : running.bankBytes(),
                gone == null ? info.failure() : gone);
    }

    /** The place of the text that is being read among the memory's sources; no place where there is none. */
    private static int current(TextShelf texts) {
        return texts.all().stream()
                .findFirst()
                .map(text -> text.note().source())
                .orElse(TextNote.NOT_BEGUN);
    }

    private static double secondsLeft(long characters, @Nullable JobFigures running, TextShelf texts) {
        if (characters == 0 && texts.isEmpty()) {
            return 0;
        }
        double speed = running == null ? 0 : running.charactersPerSecond();
        return speed > 0 && texts.uploadsEnded() ? characters / speed : Double.NaN;
    }

    private static long bankBytes(Contents contents, HmtModel model) {
        long width = model.backbone().shape().width();
        return (long) contents.memories() * model.config().memoryVectors() * width * FLOAT_BYTES;
    }
}
