package io.hmt4j.eval.lineup;

import io.hmt4j.memory.DocumentMemory;
import io.hmt4j.memory.HmtModel;
import io.hmt4j.memory.ReadListener;
import io.hmt4j.memory.Trace;
import io.hmt4j.tensor.Scope;
import io.hmt4j.tensor.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A model that reads the context into a memory, and predicts from it. */
final class MemoryContender implements Contender {

    private final HmtModel model;
    private final List<Variant> variants;

    /** Reads once and gives a row for each variant. */
    MemoryContender(HmtModel model, List<Variant> variants) {
        this.model = model;
        this.variants = List.copyOf(variants);
    }

    /** What happens to a memory between reading and predicting. */
    enum Change {
        /** Nothing. */
        NONE,
        /** Its long-term memories are zeroed. */
        ZEROED,
        /** It gets those of another document. */
        FOREIGN;

        /** The memory to predict from, a new one; null where there is no other document. */
        private @Nullable DocumentMemory of(DocumentMemory memory, @Nullable DocumentMemory foreign) {
            return switch (this) {
                case NONE -> memory.copy();
                case ZEROED -> memory.withZeroMemories();
                case FOREIGN -> foreign == null ? null : memory.withMemoriesOf(foreign);
            };
        }
    }

    /** A row, and what is done to the memory for it. */
    record Variant(Row row, Change change) {}

    @Override
    public List<Row> rows() {
        return variants.stream().map(Variant::row).toList();
    }

    @Override
    public List<Optional<List<float[]>>> targetLosses(List<Target> targets, int contextTokens, ReadListener listener) {
        boolean foreign = variants.stream().anyMatch(variant -> variant.change() == Change.FOREIGN);
        try (Shelf shelf = new Shelf(model)) {
            for (Target target : targets) {
                shelf.add(target.before());
                if (foreign && target.foreign().length > 0) {
                    shelf.add(target.foreign());
                }
            }
            shelf.read(contextTokens, listener);
            if (listener.cancelled()) {
                return variants.stream()
                        .map(variant -> Optional.<List<float[]>>empty())
                        .toList();
            }
            return variants.stream()
                    .map(variant -> losses(variant.change(), targets, shelf, listener))
                    .toList();
        }
    }

    private Optional<List<float[]>> losses(Change change, List<Target> targets, Shelf shelf, ReadListener listener) {
        List<DocumentMemory> memories = new ArrayList<>();
        try {
            for (Target target : targets) {
                DocumentMemory own = shelf.memoryOf(target.before());
                DocumentMemory changed = own == null ? null : change.of(own, shelf.memoryOf(target.foreign()));
                if (changed == null) {
                    return Optional.empty();
                }
                memories.add(changed);
            }
            return Optional.of(TokenLosses.after(
                    model, memories, targets.stream().map(Target::segment).toList(), listener));
        } finally {
            memories.forEach(DocumentMemory::close);
        }
    }

    @Override
    public List<Optional<Ready>> ready(int[] context, int[] question, int answerTokens, ReadListener listener) {
        try (DocumentMemory memory = model.newMemory()) {
            int[] open = readUpToTheOpenSegment(memory, context, question, listener);
            if (listener.cancelled()) {
                return variants.stream().map(variant -> Optional.<Ready>empty()).toList();
            }
            return variants.stream()
                    .map(variant -> Optional.ofNullable(variant.change().of(memory, null))
                            .map(changed -> new Ready(model, changed, open, recall(variant.change(), memory, open))))
                    .toList();
        }
    }

    /**
     * Reads the context, and of the question, which begins a segment of its own as it does in a conversation, all but the
     * last segment.
     *
     * @return that last segment; where nothing is asked, that of the context
     */
    private int[] readUpToTheOpenSegment(DocumentMemory memory, int[] context, int[] question, ReadListener listener) {
        int[] last = context;
        if (question.length > 0) {
            read(memory, context, listener);
            model.endSegment(memory);
            last = question;
        }
        int segment = model.config().segmentTokens();
        int whole = Math.max(0, last.length - 1) / segment * segment;
        read(memory, Arrays.copyOf(last, whole), listener);
        return Arrays.copyOfRange(last, whole, last.length);
    }

    private void read(DocumentMemory memory, int[] tokens, ReadListener listener) {
        model.read(List.of(memory), List.of(tokens), listener);
    }

    /** What the segment recalls in which the answer begins. */
    private @Nullable Recall recall(Change change, DocumentMemory memory, int[] open) {
        if (change != Change.NONE || !model.config().mode().hasRecall() || memory.memories() == 0) {
            return null;
        }
        try (DocumentMemory copy = memory.copy();
                Scope scope = Scope.withoutGradient()) {
            Trace trace = model.trace(List.of(copy), List.of(open), ReadListener.SILENT)
                    .get(0);
            return new Recall(
                    Math.toIntExact(memory.segments()),
                    Tensors.toFloats(trace.weights().get(0)));
        }
    }

    @Override
    public List<Optional<List<float[]>>> documentLosses(List<int[]> documents, ReadListener listener) {
        return variants.stream()
                .map(variant -> variant.change() == Change.NONE
                        ? Optional.of(TokenLosses.of(model, documents, listener))
                        : Optional.<List<float[]>>empty())
                .toList();
    }
}
