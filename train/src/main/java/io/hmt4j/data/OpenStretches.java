package io.hmt4j.data;

import java.util.ArrayList;
import java.util.List;

/** The shuffle buffer: what {@link ReadingOrder} says of it. Its state is a few numbers and the stretches. */
final class OpenStretches {

    /** Both halves of a stretch keep this many windows. */
    private static final int WINDOWS_A_HALF = 4;

    private final Corpus corpus;
    private final ReadingOrder order;
    private final List<Stretch> open = new ArrayList<>();
    private long epoch;
    private long entered;
    private long draws;

    OpenStretches(Corpus corpus, ReadingOrder order) {
        this.corpus = corpus;
        this.order = order;
    }

    long epoch() {
        return epoch;
    }

    /** Makes sure that a stretch is open; false if the epoch has no more. */
    boolean fill(int tokens) {
        int room = order.shuffle();
        while (open.size() < room && entered < corpus.size()) {
            enter(room == 1 ? entered : new Shuffle(corpus.size(), key()).at(entered));
            entered++;
        }
        while (open.size() < room && halve(tokens)) {
            // Until it is full or the stretches are short.
        }
        return !open.isEmpty();
    }

    /** Takes up to so many tokens from the beginning of a stretch drawn at random. */
    Stretch take(int tokens) {
        int drawn = (int) Math.floorMod(Shuffle.mix(order.seed(), draws++), (long) open.size());
        Stretch stretch = open.get(drawn);
        Stretch taken =
                new Stretch(stretch.document(), stretch.from(), Math.min(stretch.to(), stretch.from() + tokens));
        replace(drawn, new Stretch(stretch.document(), taken.to(), stretch.to()));
        return taken;
    }

    void beginEpoch() {
        epoch++;
        entered = 0;
    }

    CorpusPosition position() {
        return new CorpusPosition(epoch, entered, draws, List.copyOf(open));
    }

    void seek(CorpusPosition position) {
        epoch = position.epoch();
        entered = position.entered();
        draws = position.draws();
        open.clear();
        open.addAll(position.open());
    }

    private long key() {
        return Shuffle.mix(order.seed(), ~epoch);
    }

    private void enter(long document) {
        Stretch whole = new Stretch(document, 0, corpus.length(document));
        if (whole.length() >= least()) {
            open.add(whole);
        }
    }

    /** Puts what is left of a stretch in its place; the last stretch if nothing is. */
    private void replace(int index, Stretch rest) {
        if (rest.length() >= least()) {
            open.set(index, rest);
            return;
        }
        Stretch last = open.remove(open.size() - 1);
        if (index < open.size()) {
            open.set(index, last);
        }
    }

    private int least() {
        return order.packing() ? 1 : order.minTokens();
    }

    private boolean halve(int tokens) {
        int longest = 0;
        for (int i = 1; i < open.size(); i++) {
            longest = open.get(i).length() > open.get(longest).length() ? i : longest;
        }
        long windows = open.isEmpty() ? 0 : open.get(longest).length() / tokens;
        if (windows < 2 * WINDOWS_A_HALF) {
            return false;
        }
        Stretch whole = open.get(longest);
        long middle = whole.from() + windows / 2 * tokens;
        open.set(longest, new Stretch(whole.document(), whole.from(), middle));
        open.add(new Stretch(whole.document(), middle, whole.to()));
        return true;
    }
}
