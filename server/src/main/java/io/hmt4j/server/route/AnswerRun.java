package io.hmt4j.server.route;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hmt4j.answer.Answer;
import io.hmt4j.answer.AnswerListener;
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
    private String doing = "waiting";
    private boolean opened;

    /**
     * A run.
     *
     * @param stream where the answer goes as it comes; null if it is sent whole
     */
    AnswerRun(Patience patience, @Nullable EventStream stream, AnswerJson json) {
        this.patience = patience;
        this.stream = stream;
        this.json = json;
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
            out.data(json.piece(piece, choices));
        }
    }

    /** Asked on the answer's thread again and again, so the heartbeat needs no other. */
    @Override
    public boolean cancelled() {
        if (stream != null) {
            stream.beat(doing);
        }
        return patience.over();
    }

    /** Ends the stream. */
    void finish(Answer answer, ObjectNode hmt, boolean withUsage) {
        EventStream out = stream;
        if (out != null) {
            open(out);
            out.data(json.ending(answer, hmt));
            if (withUsage) {
                out.data(json.usage(answer));
            }
            out.word("[DONE]");
        }
    }

    private void open(EventStream out) {
        if (!opened) {
            opened = true;
            json.opening().forEach(out::data);
        }
    }
}
