package io.hmt4j.bench.kernel;

import io.hmt4j.tensor.DType;
import io.hmt4j.tensor.Engine;
import io.hmt4j.tensor.Ops;
import io.hmt4j.tensor.Scope;
import io.hmt4j.tensor.Tensors;
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

/** A product of rows with a matrix of weights: one row is a step of decoding, 560 a segment of 512 tokens. */
@State(org.openjdk.jmh.annotations.Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class LinearBenchmark {

    /** Format of weights and arithmetic. */
    @Param({"float32", "bfloat16"})
    public String weights = "";

    /** Rows of the input. */
    @Param({"1", "560"})
    public int rows;

    /** Columns and rows of the matrix: SmolLM-135M's gate, Llama 3.2 1B's gate. */
    @Param({"576x1536", "2048x8192"})
    public String matrix = "";

    /** Threads of the product. */
    @Param({"1", "2"})
    public int threads;

    private Tensor weight = new Tensor();
    private Tensor input = new Tensor();

    /** Draws both. */
    @Setup
    public void draw() {
        Engine.setThreads(threads);
        String[] size = matrix.split("x", 2);
        int in = Integer.parseInt(size[0]);
        int out = Integer.parseInt(size[1]);
        DType type = DType.parseFloat(weights, "weights");
        try (Scope scope = Scope.withoutGradient()) {
            weight = Scope.own(Tensors.as(Tensors.normal(0.02, out, in), type));
            input = Scope.own(Tensors.as(Tensors.normal(1, rows, in), type));
        }
    }

    /** The product. */
    @Benchmark
    public void linear() {
        try (Scope scope = Scope.withoutGradient()) {
            Ops.linear(input, weight, null);
        }
    }

    /** Frees both. */
    @TearDown
    public void free() {
        Scope.free(weight);
        Scope.free(input);
    }
}
