package io.hmt4j.bench.kernel;

import io.hmt4j.backbone.Backbone;
import io.hmt4j.backbone.Backbones;
import io.hmt4j.backbone.LoadOptions;
import io.hmt4j.bench.Shape;
import io.hmt4j.memory.HmtConfig;
import io.hmt4j.memory.HmtModel;
import io.hmt4j.memory.HmtParameters;
import io.hmt4j.memory.ModelIdentity;
import io.hmt4j.tensor.Scope;
import io.hmt4j.tensor.Tensors;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.bytedeco.pytorch.Tensor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Recall of a memory prompt from a bank, of SmolLM's width: a step of every segment. */
@State(org.openjdk.jmh.annotations.Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RecallBenchmark {

    /** Memories in the bank. */
    @Param({"10", "300", "3000"})
    public int memories;

    @SuppressWarnings("NullAway.Init") // JMH sets up before it measures
    private HmtModel model;

    @SuppressWarnings("NullAway.Init")
    private Tensor query;

    @SuppressWarnings("NullAway.Init")
    private Tensor vectors;

    @SuppressWarnings("NullAway.Init")
    private Tensor keys;

    /** Makes a model, and a bank. */
    @Setup
    public void fill() {
        Backbone backbone = Backbones.random(Shape.LLAMA_26M.config(), 1, LoadOptions.cpu());
        int width = backbone.shape().width();
        HmtConfig config = HmtConfig.defaultsFor(backbone.shape());
        ModelIdentity identity = new ModelIdentity("bench", "bench", false, Set.of());
        model = new HmtModel(backbone, HmtParameters.fresh(backbone, config, 1), config, identity, null);
        try (Scope scope = Scope.withoutGradient()) {
            query = Scope.own(Tensors.normal(1, 1, width));
            vectors = Scope.own(Tensors.normal(1, 1, memories, 1, width));
            keys = Scope.own(model.cell().keys(vectors.squeeze(0)).unsqueeze(0));
        }
    }

    /** The recall. */
    @Benchmark
    public void recall() {
        try (Scope scope = Scope.withoutGradient()) {
            model.cell().recall(query, vectors, keys);
        }
    }

    /** Frees all. */
    @TearDown
    public void free() {
        Scope.free(query);
        Scope.free(vectors);
        Scope.free(keys);
        model.close();
    }
}
