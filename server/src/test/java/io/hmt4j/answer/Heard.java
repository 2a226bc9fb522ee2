package io.hmt4j.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Keeps all that is told about an answer, and cancels it when something is true of that. */
final class Heard implements AnswerListener {

    final List<Long> done = new ArrayList<>();
    final List<List<RecalledSegment>> recalled = new ArrayList<>();
    final List<String> pieces = new ArrayList<>();
    final List<TokenChoice> choices = new ArrayList<>();
    private final Predicate<Heard> cancel;

    Heard() {
        this(heard -> false);
    }

    Heard(Predicate<Heard> cancel) {
        this.cancel = cancel;
    }

    String text() {
        return String.join("", pieces);
    }

    @Override
    public void reading(long tokensDone, long tokensAll) {
        done.add(tokensDone);
    }

    @Override
    public void recalled(List<RecalledSegment> segments) {
        recalled.add(segments);
    }

    @Override
    public void text(String piece, List<TokenChoice> behind) {
        pieces.add(piece);
        choices.addAll(behind);
    }

    @Override
    public boolean cancelled() {
        return cancel.test(this);
    }
}
