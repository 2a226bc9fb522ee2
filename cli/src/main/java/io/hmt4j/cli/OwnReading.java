package io.hmt4j.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hmt4j.cli.OwnMemories.OwnMemory;
import io.hmt4j.memory.DocumentFeed;
import io.hmt4j.memory.DocumentMemory;
import io.hmt4j.memory.HmtModel;
import io.hmt4j.memory.TextFeed;
import io.hmt4j.tokenizer.Utf8Reader;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One of several texts that are read side by side, on its way into a memory of its own: opened late, saved when it leaves. */
final class OwnReading implements DocumentFeed {

    /** What became of a text. */
    enum Outcome {
        WAITING,
        OPEN,
        READ,
        INTERRUPTED,
        FAILED
    }

    private final SideBySideReading all;
    private final HmtModel model;
    private final OwnMemory own;
    private Outcome outcome = Outcome.WAITING;
    private @Nullable Open open;
    private String error = "";
    private long tokens;
    private long segments;

    OwnReading(SideBySideReading all, HmtModel model, OwnMemory own) {
        this.all = all;
        this.model = model;
        this.own = own;
    }

    /** What is held while a text is read. */
    private record Open(
            DocumentMemory memory, Utf8Reader text, TextFeed feed, PeriodicSave save, long tokensBefore, long before) {

        long tokens() {
            return memory.tokens() - memory.pendingTokens() - tokensBefore;
        }
    }

    @Override
    public DocumentMemory open() throws IOException {
        DocumentMemory memory = own.memory().openOrNew(model, all.appends());
        try {
            Utf8Reader text = own.input().open(all.console(), all.malformed());
            open = new Open(
                    memory,
                    text,
                    new TextFeed(model, memory, own.input().name(), text),
                    new PeriodicSave(model, memory, own.memory().folder(), all.saveEvery()),
                    memory.tokens() - memory.pendingTokens(),
                    memory.segments());
            outcome = Outcome.OPEN;
            return memory;
        } catch (IOException | RuntimeException fault) {
            memory.close();
            throw fault;
        }
    }

    @Override
    public Optional<int[]> next() throws IOException {
        return opened().feed().next();
    }

    @Override
    public void segmentRead() {
        all.show();
        opened().save().ifDue();
    }

    @Override
    public void left(boolean complete) {
        if (complete) {
            opened().feed().complete();
        }
        end(complete ? Outcome.READ : Outcome.INTERRUPTED);
    }

    @Override
    public void failed(Exception fault) {
        error = Failures.message(fault);
        boolean begun = open != null;
        end(Outcome.FAILED);
        all.say("hmt: " + error
                + (begun ? "; " + own.memory().folder() + " holds what was read before the fault" : ""));
    }

    Outcome outcome() {
        return outcome;
    }

    OwnMemory own() {
        return own;
    }

    /** Tokens of closed segments that this reading has added; of the open one too where it has come to the end. */
    long tokens() {
        Open now = open;
        return now == null ? tokens : now.tokens();
    }

    /** Segments that this reading has added. */
    long segments() {
        Open now = open;
        return now == null ? segments : now.memory().segments() - now.before();
    }

    /** Bytes of the text that are read. What was taken in and is pending does not count. */
    double bytes() {
        Open now = open;
        if (now == null) {
            return outcome == Outcome.READ ? own.input().size().orElse(0) : 0;
        }
        long known = now.feed().source().tokens();
        double done = known > 0 ? Math.max(0, known - now.memory().pendingTokens()) / (double) known : 0;
        return now.text().bytesRead() * done;
    }

    ObjectNode toJson(ObjectNode json) {
        json.put("text", own.input().argument())
                .put("memory", own.memory().folder().toString())
                .put("outcome", outcome.name().toLowerCase(Locale.ROOT))
                .put("tokens", tokens())
                .put("segments", segments());
        return error.isEmpty() ? json : json.put("error", error);
    }

    /** Saves what was read, however it ended, and lets go. A memory that cannot be saved is this text's fault only. */
    private void end(Outcome ended) {
        Open now = open;
        outcome = ended;
        if (now == null) {
            return;
        }
        open = null;
        tokens = now.tokens() + (ended == Outcome.READ ? now.memory().pendingTokens() : 0);
        segments = now.memory().segments() - now.before();
        try (DocumentMemory memory = now.memory();
                Utf8Reader text = now.text()) {
            now.save().now();
        } catch (IOException | RuntimeException fault) {
            outcome = Outcome.FAILED;
            error = error.isEmpty() ? Failures.message(fault) : error;
            all.say("hmt: " + own.memory().folder() + " could not be saved: " + Failures.message(fault));
        }
    }

    private Open opened() {
        Open now = open;
        if (now == null) {
            throw new IllegalStateException(own.input().argument() + " is not open");
        }
        return now;
    }
}
