package io.hmt4j.train.bptt;

/**
 * What is minimised: a weighted mean of token losses, and where the data says which segment holds an answer, the recall
 * loss.
 *
 * @param scope the tokens that count
 * @param answerWeight weight of the mean over answer tokens
 * @param otherWeight weight of the mean over all other tokens that count; both weights NaN: one mean over all of them
 * @param recall how the recall is supervised
 * @param recallWeight weight of the mean recall loss of the questions; 0 without supervision
 * @param depth segments that gradients reach back through, counted in blocks from a document's end;
 *     {@link #UNLIMITED} for all. The recall loss over a batch teaches the key of every memory, however far back
 */
public record Objective(
        Scope scope, double answerWeight, double otherWeight, RecallLoss recall, double recallWeight, int depth) {

    /** Gradients flow through the whole document. */
    public static final int UNLIMITED = Integer.MAX_VALUE;

    /** Which tokens count. */
    public enum Scope {
        /** All but the first of a document. */
        ALL,
        /** Those of a document's last segment: the paper's training. */
        LAST_SEGMENT,
        /** Those that the data marks as answers. */
        ANSWERS
    }

    /** Which memories compete in the recall loss. */
    public enum RecallLoss {
        /** No supervision. */
        NONE,
        /** Those in the bank of the question: cross-entropy of the recall weights. */
        DOCUMENT,
        /** Those of all segments of all documents in the batch, but for a question's own present and future. */
        BATCH
    }

    /** The mean loss over all tokens. */
    public static Objective plain() {
        return new Objective(Scope.ALL, Double.NaN, Double.NaN, RecallLoss.NONE, 0, UNLIMITED);
    }

    /** Whether a batch has anything to learn from: a token that counts, or a question whose recall is supervised. */
    public boolean isTaughtBy(TrainingBatch batch) {
        TokenWeights weights = new TokenWeights(batch, this);
        long answers = weights.answerTokens();
        long others = weights.otherTokens();
        boolean weighed = (answerWeight > 0 && answers > 0) || (otherWeight > 0 && others > 0);
        boolean tokens = isSplit() ? weighed : answers + others > 0;
        return tokens || (isSupervised() && !batch.recallTargets().isEmpty());
    }

    /** Whether answers and other tokens have weights of their own. */
    boolean isSplit() {
        return !Double.isNaN(answerWeight) || !Double.isNaN(otherWeight);
    }

    boolean isSupervised() {
        return recall != RecallLoss.NONE && recallWeight > 0;
    }

    boolean isTruncated() {
        return depth != UNLIMITED;
    }
}
