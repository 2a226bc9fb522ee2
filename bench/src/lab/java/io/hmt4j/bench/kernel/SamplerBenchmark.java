package io.hmt4j.bench.kernel;

import io.hmt4j.generate.Sampler;
import io.hmt4j.generate.Sampling;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The choice of a token from logits, copied as the model would give them anew each time. */
@State(org.openjdk.jmh.annotations.Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SamplerBenchmark {

    /** How it is chosen. */
    @Param({"greedy", "top-k", "top-p", "temperature"})
    public String sampling = "";

    /** Size of the vocabulary. */
    @Param({"49152", "151936"})
    public int vocabulary;

    private float[] logits = {};
    private float[] scratch = {};
    private Sampler sampler = new Sampler(Sampling.GREEDY, 1);

    /** Draws logits. */
    @Setup
    public void draw() {
        Random random = new Random(1);
        logits = new float[vocabulary];
        for (int i = 0; i < vocabulary; i++) {
            logits[i] = (float) (3 * random.nextGaussian());
        }
        scratch = new float[vocabulary];
        sampler = new Sampler(
                switch (sampling) {
                    case "greedy" -> Sampling.GREEDY;
                    case "top-k" -> new Sampling(0.8, 40, 1, 0, 1.1);
                    case "top-p" -> new Sampling(0.8, 0, 0.9, 0, 1.1);
                    default -> new Sampling(0.8, 0, 1, 0, 1);
                },
                1);
    }

    /** The choice. */
    @Benchmark
    public int next() {
        System.arraycopy(logits, 0, scratch, 0, vocabulary);
        return sampler.next(scratch);
    }
}
