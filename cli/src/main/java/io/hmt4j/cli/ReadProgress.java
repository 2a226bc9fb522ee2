package io.hmt4j.cli;

import io.hmt4j.memory.DocumentMemory;
import io.hmt4j.tokenizer.Utf8Reader;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The progress of a reading on standard error: one line that is written over where a person watches, else a line every
 * few seconds.
 */
final class ReadProgress {

    private static final double SECONDS_WATCHED = 0.2;
    private static final double SECONDS_PIPED = 5;

    private final Console console;
    private final OptionalLong totalBytes;
    private final Stopwatch watch = new Stopwatch();
    private final long tokensBefore;
    private final long segmentsBefore;

    private long bytesOfFinishedTexts;
    private @Nullable Utf8Reader current;
    private long tokensBeforeText;
    private double firstSeconds = -1;
    private double firstShare;
    private double lastShown;
    private boolean lineShown;

    /**
     * Begins to measure.
     *
     * @param memory the memory before anything is read into it
     */
    ReadProgress(Console console, List<TextInput> inputs, DocumentMemory memory) {
        this.console = console;
        this.totalBytes = totalBytes(inputs);
        this.tokensBefore = tokensRead(memory);
        this.segmentsBefore = memory.segments();
    }

    /** A text is begun, or gone on with. */
    void begin(Utf8Reader text, long tokensBeforeText) {
        this.current = text;
        this.tokensBeforeText = tokensBeforeText;
    }

    /** A text has ended. */
    void end() {
        if (current != null) {
            bytesOfFinishedTexts += current.bytesRead();
            current = null;
        }
    }

    /** Shows how far a memory is, where it is time to. */
    void show(DocumentMemory memory) {
        double now = watch.seconds();
        if (firstSeconds < 0) {
            firstSeconds = now;
            firstShare = share(memory);
        }
        if (now - lastShown < (console.isWatched() ? SECONDS_WATCHED : SECONDS_PIPED)) {
            return;
        }
        lastShown = now;
        String line = line(memory, now);
        if (console.isWatched()) {
            console.overwrite(line);
            lineShown = true;
        } else {
            console.say(line);
        }
    }

    /** Clears the line. */
    void clear() {
        if (lineShown) {
            console.overwrite("");
            lineShown = false;
        }
    }

    double seconds() {
        return watch.seconds();
    }

    /** Tokens of closed segments that this reading has added, and of the open one where it has come to the end. */
    long tokens(DocumentMemory memory, boolean complete) {
        return (complete ? memory.tokens() : tokensRead(memory)) - tokensBefore;
    }

    long segments(DocumentMemory memory) {
        return memory.segments() - segmentsBefore;
    }

    private String line(DocumentMemory memory, double now) {
        long tokens = tokens(memory, false);
        return Figures.count(tokens, "token") + "  " + Figures.rate(Figures.perSecond((double) tokens, now)) + "/s  "
                + Figures.count(memory.segments(), "segment") + "  " + Figures.count(memory.memories()) + " in memory"
                + timeLeft(memory, now);
    }

    private String timeLeft(DocumentMemory memory, double now) {
        if (totalBytes.isEmpty()) {
            return "";
        }
        double share = share(memory);
        double speed = Figures.perSecond(share - firstShare, now - firstSeconds);
        return "  " + (int) (100 * share) + " %"
                + (speed > 0 ? "  " + Figures.seconds((1 - share) / speed) + " left" : "");
    }

    /** Share of all texts that is read. Text is taken in by the window, so tokens say how much of the bytes is done. */
    private double share(DocumentMemory memory) {
        Utf8Reader text = current;
        double taken = text == null ? 0 : text.bytesRead();
        double known = memory.tokens() - tokensBeforeText;
        double done = known > 0 ? Math.max(0, known - memory.pendingTokens()) / known : 0;
        long total = Math.max(1, totalBytes.orElse(1));
        return Math.min(1, (bytesOfFinishedTexts + taken * done) / total);
    }

    private static long tokensRead(DocumentMemory memory) {
        return memory.tokens() - memory.pendingTokens();
    }

    private static OptionalLong totalBytes(List<TextInput> inputs) {
        long sum = 0;
        for (TextInput input : inputs) {
            OptionalLong size = input.size();
            if (size.isEmpty()) {
                return size;
            }
            sum += size.getAsLong();
        }
        return OptionalLong.of(sum);
    }
}
