package io.hmt4j.bench.kernel;

import io.hmt4j.bench.make.MadeTokenizer;
import io.hmt4j.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
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

/** A byte-level BPE tokenizer of 49,152 tokens over 64,000 characters of made words. */
@State(org.openjdk.jmh.annotations.Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TokenizerBenchmark {

    private static final int CHARACTERS = 64_000;
    private static final int TOKENS = 49_152;
    private static final String LETTERS = "eeeetttaaaooiinnsshrdlcumwfgypbvk";

    @SuppressWarnings("NullAway.Init") // JMH sets up before it measures
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Tokenizer tokenizer;

    private String text = "";
    private int[] ids = {};

    /** Makes a tokenizer and a text. */
    @Setup
    public void make() throws IOException {
        folder = Files.createTempDirectory("hmt-kernels");
        Files.writeString(folder.resolve("tokenizer.json"), new MadeTokenizer(TOKENS).json());
        tokenizer = Tokenizer.load(folder);
        Random random = new Random(1);
        StringBuilder words = new StringBuilder();
        while (words.length() < CHARACTERS) {
            boolean space = random.nextInt(5) == 0;
            words.append(space ? ' ' : LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        text = words.toString();
        ids = tokenizer.encode(text);
    }

    /** Text to ids. */
    @Benchmark
    public int[] encode() {
        return tokenizer.encode(text);
    }

    /** Ids to text. */
    @Benchmark
    public String decode() {
        return tokenizer.decode(ids, false);
    }

    /** Removes both. */
    @TearDown
    public void remove() throws IOException {
        tokenizer.close();
        Files.delete(folder.resolve("tokenizer.json"));
        Files.delete(folder);
    }
}
