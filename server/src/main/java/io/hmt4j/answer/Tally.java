package io.hmt4j.answer;

import io.hmt4j.generate.FinishReason;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Counts what an answerer does. Safe for all threads. */
final class Tally {

    private static final double[] SECONDS = {0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 900};
    private static final double[] SEGMENTS = {1, 2, 3, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096};
    private static final int LONGEST_WAIT_SECONDS = 60;

    private final LongAdder answers = new LongAdder();
    private final LongAdder cancelled = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder read = new LongAdder();
    private final LongAdder cached = new LongAdder();
    private final LongAdder generated = new LongAdder();
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final AtomicInteger running = new AtomicInteger();
    private final Distribution distances = new Distribution(SEGMENTS);
    private final Distribution firstTokens = new Distribution(SECONDS);
    private final Distribution wholeAnswers = new Distribution(SECONDS);

    void began() {
        running.incrementAndGet();
    }

    void ended() {
        running.decrementAndGet();
    }

    void refused() {
        refused.increment();
    }

    void prompt(PromptMemory prompt) {
        (prompt.cached() > 0 ? hits : misses).increment();
        cached.add(prompt.cached());
        read.add(prompt.done() - prompt.cached());
    }

    void firstToken(double seconds) {
        firstTokens.add(seconds);
    }

    void answered(Answer answer, double seconds) {
        answers.increment();
        generated.add(answer.answerTokens());
        if (answer.finishReason() == FinishReason.CANCELLED) {
            cancelled.increment();
        } else {
            wholeAnswers.add(seconds);
        }
        if (!answer.recalled().isEmpty()) {
            distances.add(Recall.distance(answer.recalled()));
        }
    }

    /** Seconds until one of the running answers may be done, if they take as long as those before. */
    int secondsUntilPlace() {
        Histogram before = wholeAnswers.histogram();
        double each = before.count() == 0 ? 1 : before.sum() / before.count();
        double next = Math.ceil(each / Math.max(1, running.get()));
        return (int) Math.max(1, Math.min(LONGEST_WAIT_SECONDS, next));
    }

    AnswererFigures figures(PrefixMemory prefixes) {
        return new AnswererFigures(
                answers.sum(),
                cancelled.sum(),
                refused.sum(),
                running.get(),
                read.sum(),
                cached.sum(),
                generated.sum(),
                hits.sum(),
                misses.sum(),
                prefixes.size(),
                prefixes.bytes(),
                distances.histogram(),
                firstTokens.histogram(),
                wholeAnswers.histogram());
    }
}
