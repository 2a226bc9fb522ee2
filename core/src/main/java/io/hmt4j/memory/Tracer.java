package io.hmt4j.memory;

import io.hmt4j.backbone.Backbone;
import io.hmt4j.memory.SegmentLoop.ClosedSegment;
import io.hmt4j.memory.SegmentLoop.Pass;
import io.hmt4j.tensor.Ops;
import io.hmt4j.tensor.Scope;
import io.hmt4j.tensor.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Reads whole documents and keeps what happened: the loss of every token, memories, memory prompts, recall weights.
 *
 * <p>The same code with and without gradient. The last token of a segment predicts the first of the next; the first token
 * that is read has no loss.
 */
final class Tracer {

    /** Tokens whose logits exist at once, where no gradient needs them later. */
    private static final int LOGIT_ROWS = 128;

    private final Backbone backbone;
    private final SegmentLoop loop;
    private final BiConsumer<Integer, ClosedSegment> observer;

    Tracer(Backbone backbone, SegmentLoop loop) {
        this(backbone, loop, (row, segment) -> {});
    }

    /** With an observer, which gets each row's closed segments while their tensors live. */
    Tracer(Backbone backbone, SegmentLoop loop, BiConsumer<Integer, ClosedSegment> observer) {
        this.backbone = backbone;
        this.loop = loop;
        this.observer = observer;
    }

    /**
     * Traces documents side by side.
     *
     * @param memories memories with tokens pending; these are read to their end, and the first of them has no loss
     * @return one trace a document, its tensors belong to the current scope
     */
    List<Trace> trace(List<DocumentMemory> memories, ReadListener listener) {
        List<Trace> traces = new ArrayList<>();
        List<@Nullable Tensor> lastHidden = new ArrayList<>();
        for (int row = 0; row < memories.size(); row++) {
            traces.add(new Trace());
            lastHidden.add(null);
        }
        List<Integer> open = rowsWithTokens(memories);
        while (!open.isEmpty() && !listener.cancelled()) {
            step(memories, open, traces, lastHidden, listener);
            open = rowsWithTokens(memories);
        }
        return traces;
    }

    private void step(
            List<DocumentMemory> memories,
            List<Integer> open,
            List<Trace> traces,
            List<@Nullable Tensor> lastHidden,
            ReadListener listener) {
        List<DocumentMemory> rows = open.stream().map(memories::get).toList();
        try (Scope scope = Scope.open()) {
            List<@Nullable Tensor> queries =
                    loop.queries(rows.stream().map(loop::queryTokens).toList());
            List<@Nullable ClosedSegment> closed = loop.close(rows, queries, true, Pass.WHOLE);
            for (int i = 0; i < rows.size(); i++) {
                ClosedSegment segment = closed.get(i);
                if (segment == null) {
                    throw new IllegalStateException("a segment stayed open though its document has ended");
                }
                int row = open.get(i);
                record(scope, traces.get(row), segment, lastHidden.get(row));
                observer.accept(row, segment);
                lastHidden.set(row, kept(scope, lastOf(segment.own())));
                listener.segmentRead(rows.get(i));
            }
        }
    }

    private void record(Scope scope, Trace trace, ClosedSegment segment, @Nullable Tensor lastHidden) {
        Tensor own = segment.own(); // (L, D)
        long length = own.size(0);
        int[] targets = segment.input().own();
        Tensor hidden = own.narrow(0, 0, length - 1);
        if (lastHidden == null) {
            targets = Arrays.copyOfRange(targets, 1, targets.length);
        } else {
            hidden = Tensors.cat(0, lastHidden, hidden);
        }
        trace.add(
                segment,
                targets.length == 0 ? null : scope.keep(tokenLoss(hidden, targets)),
                kept(scope, segment.memory()),
                kept(scope, segment.prompt()),
                kept(scope, segment.weights()));
    }

    /** -log p of each target: hidden states (L, D) to losses (L), float32. */
    private Tensor tokenLoss(Tensor hidden, int[] targets) {
        int length = targets.length;
        int rows = GradMode.is_enabled() ? length : LOGIT_ROWS;
        List<Tensor> losses = new ArrayList<>();
        for (int from = 0; from < length; from += rows) {
            int count = Math.min(rows, length - from);
            int[] wanted = Arrays.copyOfRange(targets, from, from + count);
            try (Scope scope = Scope.open()) {
                Tensor ids = Tensors.ids(wanted, backbone.device()).transpose(0, 1); // (L, 1)
                Tensor logProbabilities = Ops.logSoftmax(backbone.logits(hidden.narrow(0, from, count)));
                losses.add(scope.keep(logProbabilities.gather(1, ids).squeeze(1).neg()));
            }
        }
        return Tensors.cat(0, losses.toArray(Tensor[]::new));
    }

    /** Kept for the caller; as a copy where no gradient flows, for a view would keep its whole segment alive. */
    private static @Nullable Tensor kept(Scope scope, @Nullable Tensor tensor) {
        if (tensor == null) {
            return null;
        }
        return scope.keep(GradMode.is_enabled() ? tensor : tensor.clone());
    }

    private static Tensor lastOf(Tensor own) {
        return own.narrow(0, own.size(0) - 1, 1);
    }

    private static List<Integer> rowsWithTokens(List<DocumentMemory> memories) {
        List<Integer> rows = new ArrayList<>();
        for (int row = 0; row < memories.size(); row++) {
            if (memories.get(row).pendingTokens() > 0) {
                rows.add(row);
            }
        }
        return rows;
    }
}
