package io.hmt4j.memory;

import io.hmt4j.tensor.Scope;
import io.hmt4j.tensor.Tensors;

/** Losses of an answer that is given, not chosen. */
final class AnswerLosses {

    private AnswerLosses() {}

    /** Continues with the prompt and then the answer, token by token; -log p of each of its tokens. */
    static double[] of(Continuation continuation, int[] prompt, int[] answer) {
        int[] next = prompt;
        double[] losses = new double[answer.length];
        for (int i = 0; i < answer.length; i++) {
            continuation.append(next, ReadListener.SILENT);
            try (Scope scope = Scope.withoutGradient()) {
                losses[i] = loss(Tensors.toFloats(continuation.logits()), answer[i]);
            }
            next = new int[] {answer[i]};
        }
        return losses;
    }

    /** log of the sum of exp, minus the token's own logit; the largest is taken out so that nothing overflows. */
    private static double loss(float[] logits, int token) {
        double largest = Double.NEGATIVE_INFINITY;
        for (float logit : logits) {
            largest = Math.max(largest, logit);
        }
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit - largest);
        }
        return largest + Math.log(sum) - logits[token];
    }
}
