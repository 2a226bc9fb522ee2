package io.hmt4j.train.bptt;

import io.hmt4j.backbone.adapter.LoraAdapters;
import io.hmt4j.memory.HmtCell;
import io.hmt4j.memory.HmtConfig;
import io.hmt4j.memory.HmtModel;
import io.hmt4j.memory.Recalled;
import io.hmt4j.memory.SegmentInput;
import io.hmt4j.memory.SegmentStates;
import io.hmt4j.tensor.Autocast;
import io.hmt4j.tensor.DType;
import io.hmt4j.tensor.Engine;
import io.hmt4j.tensor.Scope;
import io.hmt4j.tensor.Tensors;
import java.util.List;
import java.util.Objects;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Back-propagation through all segments of a batch, exact, at the activation memory of one segment.
 *
 * <p>Only memory vectors m_k, their keys and the queries cross segments. So:
 *
 * <ol>
 *   <li>Forward through all segments without gradient; memories, keys and queries are kept.
 *   <li>Backwards over the segments: what segment k sees of the past becomes leaves, segment k is computed again with
 *       gradient, and back-propagation starts from its losses and from what later segments left for m_k, its key and q_k.
 *       The gradients of the leaves are left for the segments before.
 * </ol>
 *
 * <p>The gradients are those of back-propagation through the whole document, for a third more arithmetic.
 */
public final class ExactBackward {

    private final HmtModel model;
    private final HmtCell cell;
    private final HmtConfig config;
    private final HeadLoss head;
    private final DType products;

    /** For a model whose trainable tensors require gradients, with products in its own format. It stays the caller's. */
    public ExactBackward(HmtModel model) {
        this(model, DType.FLOAT32);
    }

    /**
     * For a model whose trainable tensors require gradients. It stays the caller's.
     *
     * @param products format of its products, as {@link Autocast#open} takes it; gradients arrive in float32
     */
    public ExactBackward(HmtModel model, DType products) {
        this.model = model;
        this.products = products;
        this.cell = model.cell();
        this.config = model.config();
        this.head = new HeadLoss(model.backbone());
    }

    /**
     * Adds the gradients of a batch to those of the trainable tensors.
     *
     * @param scale factor of the gradients, such as 1 / accumulated batches
     * @param seed of what is random in the forward pass (dropout), the same in both passes over a segment
     */
    public Figures run(TrainingBatch batch, Objective objective, double scale, long seed) {
        try (Scope scope = Scope.open();
                Autocast autocast = Autocast.open(products)) {
            Walk walk = new Walk(batch, objective, scale, seed);
            walk.forward();
            walk.supervise();
            for (int segment = batch.segments() - 1; segment >= 0; segment--) {
                walk.backward(segment);
            }
            return walk.sums.figures(batch.tokens(), objective);
        }
    }

    /** The same figures without gradients, at the memory of one segment. */
    public Figures measure(TrainingBatch batch, Objective objective) {
        try (Scope scope = Scope.withoutGradient();
                Autocast autocast = Autocast.open(products)) {
            Walk walk = new Walk(batch, objective, 1, 0);
            walk.measure();
            return walk.sums.figures(batch.tokens(), objective);
        }
    }

    /** One batch on its way. */
    private final class Walk {

        private final TrainingBatch batch;
        private final Objective objective;
        private final double scale;
        private final long seed;
        private final TokenWeights weights;
        private final SegmentTape tape;
        private final RecallSupervision supervision;
        private final FigureSums sums = new FigureSums();

        Walk(TrainingBatch batch, Objective objective, double scale, long seed) {
            this.batch = batch;
            this.objective = objective;
            this.scale = scale;
            this.seed = seed;
            weights = new TokenWeights(batch, objective);
            tape = new SegmentTape(
                    batch,
                    config,
                    model.backbone().shape().width(),
                    model.backbone().device());
            supervision = new RecallSupervision(
                    batch, objective, cell, model.backbone().device());
        }

        void forward() {
            if (!config.mode().hasMemory()) {
                return;
            }
            // Nobody sees the last memory, unless it competes in the recall loss of the batch.
            int last = supervision.spansBatch() ? batch.segments() : batch.segments() - 1;
            for (int segment = 0; segment < last; segment++) {
                try (Scope scope = Scope.withoutGradient()) {
                    put(segment, compute(segment, new Past(segment, false), this::memoryPass));
                }
            }
        }

        /**
         * Nobody sees the tokens' states yet, so the last layer leaves them out; but dropout would be drawn for other
         * numbers than in the second pass.
         */
        private SegmentStates memoryPass(List<SegmentInput> inputs, @Nullable Tensor prompts) {
            LoraAdapters adapters = model.backbone().adapters();
            boolean drawn = adapters != null && adapters.config().dropout() > 0;
            return drawn ? cell.pass(inputs, prompts) : cell.memoryPass(inputs, prompts);
        }

        private void put(int segment, Computed computed) {
            if (!config.mode().hasMemory()) {
                return;
            }
            Tensor memories = computed.states().memories();
            tape.putMemories(segment, memories);
            if (config.mode().hasRecall()) {
                tape.putKeys(segment, cell.keys(memories));
            }
            if (computed.query() != null) {
                tape.putQueries(segment, computed.query());
            }
        }

        void measure() {
            for (int segment = 0; segment < batch.segments(); segment++) {
                try (Scope scope = Scope.withoutGradient()) {
                    Computed computed = compute(segment, new Past(segment, false), cell::pass);
                    put(segment, computed);
                    TokenWeights.Scored scored = weights.scored(segment, batch.rowsAt(segment));
                    if (scored.size() > 0) {
                        head.measure(computed.states().at(scored.positions()), scored, sums);
                    }
                    if (computed.recalled() != null) {
                        supervision.overBank(segment, tape.bankStart(segment), computed.recalled(), 1, sums);
                    }
                }
            }
            if (supervision.spansBatch()) {
                supervision.measureOverBatch(tape, sums);
            }
        }

        void supervise() {
            if (supervision.spansBatch()) {
                try (Scope scope = Scope.open()) {
                    supervision.overBatch(tape, scale, sums);
                }
            }
        }

        void backward(int segment) {
            int rows = batch.rowsAt(segment);
            TokenWeights.Scored scored = weights.scored(segment, rows);
            boolean asksItsBank = objective.isSupervised() && objective.recall() == Objective.RecallLoss.DOCUMENT;
            if (scored.size() == 0 && !tape.isReached(segment) && !asksItsBank) {
                return;
            }
            try (Scope scope = Scope.open()) {
                Past past = new Past(segment, true);
                Computed computed = compute(segment, past, cell::pass);
                Roots roots = new Roots();
                if (scored.size() > 0) {
                    Tensor hidden = computed.states().at(scored.positions()); // (P, D)
                    roots.add(hidden, head.gradient(hidden, scored, scale, sums));
                }
                addLeftGradients(segment, rows, computed, roots);
                addBankLoss(segment, computed, roots);
                roots.backward();
                past.leaveGradients();
            }
        }

        /** What later segments left for this one. */
        private void addLeftGradients(int segment, int rows, Computed computed, Roots roots) {
            if (!tape.isReached(segment)) {
                return;
            }
            Tensor memories = computed.states().memories();
            roots.add(memories, tape.memoryGradient(segment, rows));
            if (config.mode().hasRecall()) {
                roots.add(cell.keys(memories), tape.keyGradient(segment, rows));
            }
            if (computed.query() != null && supervision.spansBatch()) {
                roots.add(computed.query(), tape.queryGradient(segment, rows));
            }
        }

        private void addBankLoss(int segment, Computed computed, Roots roots) {
            if (computed.recalled() == null) {
                return;
            }
            Tensor loss = supervision.overBank(segment, tape.bankStart(segment), computed.recalled(), scale, sums);
            if (loss != null) {
                roots.add(loss, torch.ones_like(loss));
            }
        }

        /** Steps 1 to 4 of a segment. */
        private Computed compute(int segment, Past past, Pass pass) {
            Engine.seed(seed * 1_000_003 + segment);
            Tensor query = null;
            Recalled recalled = null;
            Tensor prompts = null;
            if (config.mode().hasMemory()) {
                if (segment == 0) {
                    prompts = model.parameters().firstPrompt().unsqueeze(0).expand(batch.rows(), -1, -1); // p_0
                } else if (config.mode().hasRecall()) {
                    query = cell.summarize(batch.queryTokens(segment)); // q_k
                    recalled = cell.recall(query, past.memories(), past.keys());
                    prompts = recalled.prompts(); // p_k
                } else {
                    prompts = past.memories().select(1, 0);
                }
            }
            return new Computed(query, recalled, pass.run(batch.inputs(segment), prompts));
        }

        /** What a segment sees of the segments before it: as leaves where gradients are wanted. */
        private final class Past {

            private final int segment;
            private final @Nullable Tensor memories;
            private final @Nullable Tensor keys;

            Past(int segment, boolean leaves) {
                this.segment = segment;
                boolean sees = segment > 0 && config.mode().hasMemory();
                int rows = batch.rowsAt(segment);
                memories = sees ? leaf(tape.bankMemories(segment, rows), leaves) : null;
                keys = sees && config.mode().hasRecall() ? leaf(tape.bankKeys(segment, rows), leaves) : null;
            }

            private static Tensor leaf(Tensor values, boolean wanted) {
                return wanted ? values.detach().set_requires_grad(true) : values;
            }

            Tensor memories() {
                return Objects.requireNonNull(memories);
            }

            Tensor keys() {
                return Objects.requireNonNull(keys);
            }

            void leaveGradients() {
                Tensor mask = objective.isTruncated() && segment > 0 ? sameBlock() : null;
                if (mask != null && !mask.any().item_bool()) {
                    return;
                }
                if (memories != null && memories.grad().defined()) {
                    Tensor gradient = memories.grad();
                    tape.addToMemories(
                            segment,
                            mask == null
                                    ? gradient
                                    : gradient.mul(mask.unsqueeze(2).unsqueeze(3)));
                }
                if (keys != null && keys.grad().defined()) {
                    Tensor gradient = keys.grad();
                    tape.addToKeys(
                            segment,
                            mask == null
                                    ? gradient
                                    : gradient.mul(mask.unsqueeze(2).unsqueeze(3)));
                }
            }

            /** 1 where a segment of the bank lies in the same block of {@code depth} segments, (rows, N). */
            private Tensor sameBlock() {
                int rows = batch.rowsAt(segment);
                int start = tape.bankStart(segment);
                float[] same = new float[rows * (segment - start)];
                for (int row = 0; row < rows; row++) {
                    int last = batch.segmentsOf(row) - 1;
                    for (int past = start; past < segment; past++) {
                        boolean together = (last - past) / objective.depth() == (last - segment) / objective.depth();
                        same[row * (segment - start) + past - start] = together ? 1 : 0;
                    }
                }
                return Tensors.on(
                        Tensors.floats(same, rows, segment - (long) start),
                        model.backbone().device());
            }
        }
    }

    /** A segment pass: all hidden states, or those of the memory alone. */
    @FunctionalInterface
    private interface Pass {
        SegmentStates run(List<SegmentInput> inputs, @Nullable Tensor prompts);
    }

    /**
     * A segment as it was computed.
     *
     * @param query q_k, (rows, D); null where nothing is recalled
     * @param recalled what was recalled; null where nothing is
     * @param states its hidden states
     */
    private record Computed(
            @Nullable Tensor query, @Nullable Recalled recalled, SegmentStates states) {}
}
