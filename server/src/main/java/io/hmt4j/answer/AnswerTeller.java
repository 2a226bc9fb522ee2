package io.hmt4j.answer;

import io.hmt4j.generate.FinishReason;
import io.hmt4j.generate.GenerationListener;
import io.hmt4j.generate.Logits;
import java.util.List;
import java.util.Set;

/** Tells what happens while one answer is generated, and takes turns between tokens. */
final class AnswerTeller implements GenerationListener {

    private final AnswerListener listener;
    private final Slices slices;
    private final Choices choices;
    private final Set<Integer> endIds;
    private final Runnable firstToken;
    private final Runnable looks;
    private List<RecalledSegment> recalled = List.of();
    private boolean begun;

    /**
     * Before the first token.
     *
     * @param endIds ids that end the answer and are no part of its text
     * @param firstToken told when the first token is chosen
     * @param looks told before each token, when what was chosen before has been read
     */
    AnswerTeller(
            AnswerListener listener,
            Slices slices,
            Choices choices,
            Set<Integer> endIds,
            Runnable firstToken,
            Runnable looks) {
        this.listener = listener;
        this.slices = slices;
        this.choices = choices;
        this.endIds = endIds;
        this.firstToken = firstToken;
        this.looks = looks;
    }

    /** What the first view of the prompt's end recalled, by falling weight. */
    List<RecalledSegment> recalledSegments() {
        return recalled;
    }

    @Override
    public void recalled(long oldestSegment, float[] weights) {
        if (recalled.isEmpty() && !begun) {
            recalled = Recall.byWeight(oldestSegment, weights);
            slices.aside(() -> listener.recalled(recalled));
        }
    }

    @Override
    public void predicted(Logits logits) {
        looks.run();
        choices.predicted(logits);
    }

    @Override
    public void token(int id) {
        if (!begun) {
            begun = true;
            firstToken.run();
        }
        if (!endIds.contains(id)) {
            choices.chosen(id);
        }
    }

    @Override
    public void text(String piece) {
        List<TokenChoice> behind = choices.take();
        slices.aside(() -> listener.text(piece, behind));
    }

    @Override
    public boolean cancelled() {
        return slices.pass();
    }

    /** Tells the last tokens, if they have no text; those of a stop string are no part of the answer. */
    void ended(FinishReason reason) {
        List<TokenChoice> last = reason == FinishReason.STOP_STRING ? List.of() : choices.take();
        if (!last.isEmpty()) {
            slices.aside(() -> listener.text("", last));
        }
    }
}
