package io.hmt4j.bench.kernel;

import io.hmt4j.bench.Shape;
import io.hmt4j.bench.make.ModelMaker;
import io.hmt4j.checkpoint.Folders;
import io.hmt4j.checkpoint.ModelFolder;
import io.hmt4j.checkpoint.TensorSource;
import io.hmt4j.tensor.DType;
import io.hmt4j.tensor.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A checkpoint of 26 million float32 weights from the page cache: opened, and read to its last byte. */
@State(org.openjdk.jmh.annotations.Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SafetensorsBenchmark {

    @SuppressWarnings("NullAway.Init") // JMH sets up before it measures
    private Path folder;

    /** Writes the checkpoint. */
    @Setup
    public void write() throws IOException {
        folder = Files.createTempDirectory("hmt-kernels");
        new ModelMaker(Shape.LLAMA_26M, DType.FLOAT32, 1).make(folder.resolve("model"));
    }

    /** Header and mapping: all tensors are there, none of their bytes was touched. */
    @Benchmark
    public int open() {
        try (Scope scope = Scope.withoutGradient();
                TensorSource source = ModelFolder.open(folder.resolve("model")).openWeights()) {
            source.names().forEach(source::tensor);
            return source.names().size();
        }
    }

    /** Every weight read once. */
    @Benchmark
    public double sum() {
        try (Scope scope = Scope.withoutGradient();
                TensorSource source = ModelFolder.open(folder.resolve("model")).openWeights()) {
            return source.names().stream()
                    .mapToDouble(name -> source.tensor(name).sum().item_double())
                    .sum();
        }
    }

    /** Removes it. */
    @TearDown
    public void remove() throws IOException {
        Folders.delete(folder);
    }
}
