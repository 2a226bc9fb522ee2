package io.hmt4j.memory;

import io.hmt4j.backbone.Backbone;
import io.hmt4j.backbone.KeyValueCache;
import io.hmt4j.tensor.ComputeDevice;
import io.hmt4j.tensor.DType;
import io.hmt4j.tensor.Tensors;
import io.hmt4j.tensor.WeightFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * One segment, for R rows at once: the four steps of the paper's section 3, each a method. It has no state.
 *
 * <p>What it returns belongs to the current scope, and carries gradients where the caller records them. Reading,
 * generating and training are all made of it.
 */
public final class HmtCell {

    private final Backbone backbone;
    private final HmtParameters parameters;
    private final HmtConfig config;
    private final MemoryRecall recall;

    HmtCell(Backbone backbone, HmtParameters parameters, HmtConfig config) {
        this.backbone = backbone;
        this.parameters = parameters;
        this.config = config;
        this.recall = new MemoryRecall(parameters);
    }

    /**
     * Step 1, representation encoding: the backbone on [T, E(tokens), T]. It depends on the text alone, so it may run for
     * many segments at once, ahead of the others.
     *
     * @param tokens the tokens each query is made from, at least 1 a row
     * @return queries q, float32, (R, D)
     */
    public Tensor summarize(List<int[]> tokens) {
        int[] lengths = tokens.stream().mapToInt(row -> row.length).toArray();
        int rows = lengths.length;
        Tensor prompts = parameters.summaryPrompt().unsqueeze(0).expand(rows, 1, -1); // (R, 1, D)
        int shortest = Arrays.stream(lengths).min().orElseThrow();
        int newest = Arrays.stream(lengths).max().orElseThrow() - shortest + 1;
        Tensor hidden = backbone.forward(assemble(tokens, prompts, true), null, newest); // (R, newest, D)
        if (newest == 1) {
            return float32(hidden.select(1, 0));
        }
        Tensor[] last = new Tensor[rows];
        for (int row = 0; row < rows; row++) {
            last[row] = hidden.select(0, row).select(0, lengths[row] - shortest);
        }
        return float32(Tensors.stack(0, last));
    }

    /**
     * Step 2, memory recall, for rows of which some may be at their first segment.
     *
     * @param queries one query (1, D) a row; null for a row that needs none: its bank is empty, or the mode has no recall
     * @param banks one bank a row
     */
    Prompts prompts(List<@Nullable Tensor> queries, List<MemoryBank> banks) {
        if (!config.mode().hasMemory()) {
            return Prompts.none(banks.size());
        }
        return config.mode().hasRecall() ? recalled(queries, banks) : newest(banks);
    }

    /**
     * Step 2 for rows whose banks are of one size.
     *
     * @param queries last hidden states of the summary pass, (R, D)
     * @param vectors memories, oldest first, (R, N, m, D); N at least 1
     * @param keys their keys, (R, N, m, h)
     */
    public Recalled recall(Tensor queries, Tensor vectors, Tensor keys) {
        return recall.recall(queries, vectors, keys);
    }

    /**
     * Recall keys of memories: each vector times Wk.
     *
     * @param memories (R, m, D)
     * @return (R, m, h)
     */
    public Tensor keys(Tensor memories) {
        return recall.keys(memories);
    }

    /**
     * Recall scores of every query against every vector, those that {@link #recall} would give.
     *
     * @param queries last hidden states of the summary pass, (Q, D)
     * @param keys of memories, (C, m, h)
     * @return (Q, C, m)
     */
    public Tensor match(Tensor queries, Tensor keys) {
        return recall.match(queries, keys);
    }

    /**
     * Steps 3 and 4: the backbone on [p, sensory, own, p], whose last hidden states are the memory.
     *
     * @param inputs tokens of each row
     * @param prompts memory prompts p, (R, m, D); null in the baseline
     */
    public SegmentStates pass(List<SegmentInput> inputs, @Nullable Tensor prompts) {
        Tensor hidden = backbone.forward(assembled(inputs, prompts), null); // (R, T, D)
        return new SegmentStates(hidden, 0, inputs, config.effectiveMemoryVectors());
    }

    /**
     * As {@link #pass}, for a caller who wants the memory alone: the last layer leaves out the tokens.
     *
     * @param inputs tokens of each row
     * @param prompts memory prompts p, (R, m, D); null in the baseline
     */
    public SegmentStates memoryPass(List<SegmentInput> inputs, @Nullable Tensor prompts) {
        int shortest = inputs.stream().mapToInt(SegmentInput::length).min().orElseThrow();
        int vectors = config.effectiveMemoryVectors();
        Tensor input = assembled(inputs, prompts); // (R, T, D)
        int first = Math.min(vectors + shortest, Math.toIntExact(input.size(1)) - 1);
        Tensor hidden = backbone.forward(input, null, Math.toIntExact(input.size(1)) - first);
        return new SegmentStates(hidden, first, inputs, vectors);
    }

    private Tensor assembled(List<SegmentInput> inputs, @Nullable Tensor prompts) {
        return assemble(inputs.stream().map(SegmentInput::tokens).toList(), prompts, true);
    }

    /**
     * The open end of one document: the backbone on [p, sensory, own] with a cache, no trailing prompt.
     *
     * @param cache an empty cache, filled by this
     * @return hidden state at the last position, (1, D)
     */
    Tensor openPass(SegmentInput input, Prompts prompts, KeyValueCache cache) {
        return backbone.forward(assemble(List.of(input.tokens()), prompts.stacked(), false), cache, 1)
                .select(1, 0);
    }

    /** The recall keys of a memory (m, D), (m, h), or null in modes without recall. */
    @Nullable Tensor key(Tensor memory) {
        return config.mode().hasRecall() ? recall.keys(memory.unsqueeze(0)).squeeze(0) : null;
    }

    /** How the backbone's weights are held. */
    WeightFormat weightFormat() {
        return backbone.weightFormat();
    }

    /** Width of a memory vector, D. */
    int width() {
        return backbone.shape().width();
    }

    /** Number of token ids, V. */
    int vocabulary() {
        return backbone.shape().vocabulary();
    }

    /** Where memories live. */
    ComputeDevice device() {
        return backbone.device();
    }

    private Prompts recalled(List<@Nullable Tensor> queries, List<MemoryBank> banks) {
        List<Tensor> asked = new ArrayList<>();
        List<MemoryBank> searched = new ArrayList<>();
        for (int row = 0; row < banks.size(); row++) {
            Tensor query = queries.get(row);
            if (query != null && !banks.get(row).isEmpty()) {
                asked.add(query);
                searched.add(banks.get(row));
            }
        }
        Prompts prompts = new Prompts(banks.size());
        Recalled found = asked.isEmpty() ? null : recall.recall(Tensors.cat(0, asked.toArray(Tensor[]::new)), searched);
        int next = 0;
        for (int row = 0; row < banks.size(); row++) {
            if (found == null || queries.get(row) == null || banks.get(row).isEmpty()) {
                prompts.set(row, parameters.firstPrompt(), null);
            } else {
                Tensor weights = found.weights()
                        .select(0, next)
                        .narrow(0, 0, banks.get(row).size());
                prompts.set(row, found.prompts().select(0, next++), weights);
            }
        }
        return prompts;
    }

    private Prompts newest(List<MemoryBank> banks) {
        Prompts prompts = new Prompts(banks.size());
        for (int row = 0; row < banks.size(); row++) {
            MemoryBank bank = banks.get(row);
            prompts.set(row, bank.isEmpty() ? parameters.firstPrompt() : bank.newest(), null);
        }
        return prompts;
    }

    /** Embeds rows of tokens between prompts (R, m, D); shorter rows are padded behind the trailing prompt. */
    private Tensor assemble(List<int[]> tokens, @Nullable Tensor prompts, boolean trailing) {
        Tensor embedded = backbone.embed(Tensors.ids(tokens.toArray(int[][]::new), backbone.device())); // (R, T, D)
        if (prompts == null) {
            return embedded;
        }
        Tensor prompt = Tensors.as(prompts, DType.of(embedded));
        int longest = Math.toIntExact(embedded.size(1));
        if (tokens.stream().allMatch(row -> row.length == longest)) {
            return trailing ? Tensors.cat(1, prompt, embedded, prompt) : Tensors.cat(1, prompt, embedded);
        }
        Tensor[] rows = new Tensor[tokens.size()];
        for (int row = 0; row < rows.length; row++) {
            int length = tokens.get(row).length;
            Tensor states = embedded.select(0, row);
            Tensor ends = prompt.select(0, row);
            rows[row] =
                    Tensors.cat(0, ends, states.narrow(0, 0, length), ends, states.narrow(0, length, longest - length));
        }
        return Tensors.stack(0, rows);
    }

    private static Tensor float32(Tensor states) {
        return Tensors.as(states, DType.FLOAT32);
    }
}
