package io.hmt4j.server.route;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hmt4j.answer.Answer;
import io.hmt4j.answer.AnswerListener;
import io.hmt4j.answer.RecalledSegment;
import io.hmt4j.answer.TokenChoice;
import io.hmt4j.server.http.EventStream;
import io.hmt4j.server.http.Patience;
import io.hmt4j.server.openai.AnswerJson;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One answer while it is made: what of it goes out at once, and whether anybody still waits for it. */
final class AnswerRun implements AnswerListener {

    private final Patience patience;
    private final @Nullable EventStream stream;
    private final AnswerJson json;
    private final AskedMemory memory;
    private final boolean withUsage;
    private String doing = "waiting";
    private boolean opened;

    /**
     * A run.
     *
     * @param stream where the answer goes as it comes; null if it is sent whole
     * @param memory the memory that is asked
     * @param withUsage whether a stream ends with the counts of tokens
     */
    AnswerRun(Patience patience, @Nullable EventStream stream, AnswerJson json, AskedMemory memory, boolean withUsage) {
        this.patience = patience;
        this.stream = stream;
        this.json = json;
        this.memory = memory;
        this.withUsage = withUsage;
    }

    Patience patience() {
        return patience;
    }

    @Nullable EventStream stream() {
        return stream;
    }

    AnswerJson json() {
        return json;
    }

    @Override
    public void reading(long tokensDone, long tokensAll) {
        doing = "reading " + tokensDone + " of " + tokensAll + " tokens";
    }

    @Override
    public void text(String piece, List<TokenChoice> choices) {
        EventStream out = stream;
        if (out != null) {
            open(out);
            send(out, json.piece(piece, choices));
        }
    }

    /** Before the first token: who stops the answer, or gets it cut off, knows what was recalled. */
    @Override
    public void recalled(List<RecalledSegment> segments) {
        EventStream out = stream;
        if (out != null) {
            open(out);
            send(out, json.recalled(RecalledJson.of(segments, memory)));
        }
    }

    /** Asked on the answer's thread again and again, so the heartbeat needs no other. */
    @Override
    public boolean due() {
        return stream != null && stream.due();
    }

    @Override
    public void waiting() {
        if (stream != null) {
            stream.beat(doing);
        }
    }

    @Override
    public boolean cancelled() {
        return patience.over();
    }

    /** Ends the stream. */
    void finish(Answer answer, ObjectNode hmt) {
        EventStream out = stream;
        if (out != null) {
            open(out);
            send(out, json.ending(answer, hmt));
            if (withUsage) {
                out.data(json.usage(answer));
            }
            out.word("[DONE]");
        }
    }

    private void open(EventStream out) {
        if (!opened) {
            opened = true;
            json.opening().forEach(chunk -> send(out, chunk));
        }
    }

    /** As OpenAI does: where the counts come last, all before has a place for them. */
    private void send(EventStream out, ObjectNode chunk) {
        out.data(withUsage ? chunk.putNull("usage") : chunk);
    }
}
