package io.hmt4j.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.hmt4j.InputException;
import io.hmt4j.bench.Shape;
import io.hmt4j.bench.make.ModelMaker;
import io.hmt4j.bench.trial.Bound;
import io.hmt4j.bench.trial.Method;
import io.hmt4j.bench.trial.Outcome;
import io.hmt4j.bench.trial.Trial;
import io.hmt4j.tensor.DType;
import io.hmt4j.tensor.WeightFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchRunTest {

    @TempDir
    private static Path folder;

    private static Path model;

    @BeforeAll
    static void makeAModel() {
        model = folder.resolve("tiny");
        new ModelMaker(Shape.TINY, DType.FLOAT32, 1).make(model);
    }

    @Test
    void everyMethodIsMeasuredInAProcessOfItsOwn() throws IOException {
        Path text = Files.writeString(folder.resolve("text"), "Call me Ishmael. ");
        BenchResults results = run(settings(List.of(Method.values()), "700", 2, Bound.DEFAULT, text), new Ear());

        assertThat(results.complete()).isTrue();
        assertThat(results.failed()).isFalse();
        assertThat(results.measured()).hasSize(Method.values().length).allSatisfy(measured -> {
            assertThat(measured.outcomes()).hasSize(2).allSatisfy(BenchRunTest::isWhole);
            assertThat(measured.note()).isNull();
        });
        assertThat(BenchMarkdown.of(results))
                .contains("# hmt bench tiny", "segments of 64 tokens", "| 700 | sliding window | f32 |");
        assertThat(BenchPage.of(results).html()).contains("Time to read", "full attention", "text, repeated");
    }

    @Test
    void fullAttentionIsStoppedAtItsBoundAndTheReportSaysSo() {
        Ear ear = new Ear();
        Bound narrow = new Bound(1e-9, 1_000_000_000_000L);
        BenchResults results = run(settings(List.of(Method.FULL), "1k,2k", 3, narrow, null), ear);

        Measured stopped = results.measured().get(0);
        assertThat(stopped.outcomes()).hasSize(1).first().satisfies(outcome -> {
            assertThat(outcome.tokensRead()).isEqualTo(512);
            assertThat(outcome.tokenSeconds()).isNull();
        });
        assertThat(stopped.note()).isEqualTo("stopped at 512 tokens by the bound of 0 s");
        assertThat(results.measured().get(1).note()).isEqualTo("not begun: 1024 tokens were stopped already");
        assertThat(results.failed()).isFalse();
        JsonNode figures = BenchJson.of(results).get("figures");
        assertThat(figures.get(0).get("status").textValue()).isEqualTo("stopped");
        assertThat(figures.get(1).get("status").textValue()).isEqualTo("not_run");
        assertThat(BenchMarkdown.of(results)).contains("stopped at 512 tokens");
    }

    @Test
    void theBoundOfMemoryStopsTooAndJsonHasEveryRepeat() {
        Bound small = new Bound(1000, 1_000_000);
        BenchResults results = run(settings(List.of(Method.HMT, Method.FULL), "1k", 1, small, null), new Ear());

        JsonNode json = BenchJson.of(results);
        assertThat(json.get("setting").get("segment_tokens").intValue()).isEqualTo(64);
        JsonNode hmt = json.get("figures").get(0);
        assertThat(hmt.get("mode").textValue()).isEqualTo("hmt");
        assertThat(hmt.get("status").textValue()).isEqualTo("measured");
        assertThat(hmt.get("note").isNull()).isTrue();
        assertThat(hmt.get("reading_tokens_per_second").get("median").doubleValue())
                .isPositive();
        assertThat(hmt.get("repeats").get(0).get("peak_bytes").longValue()).isGreaterThan(10_000_000);
        assertThat(json.get("figures").get(1).get("note").textValue())
                .isEqualTo("stopped at 512 tokens by the bound of 1 MB");
    }

    @Test
    void aProcessThatFailsIsReportedByNameAndTheOthersGoOn() throws IOException {
        Path broken = Files.createDirectory(folder.resolve("broken"));
        Files.copy(model.resolve("config.json"), broken.resolve("config.json"));
        Ear ear = new Ear();
        BenchSettings settings = settings(List.of(Method.HMT, Method.RMT), "64", 2, Bound.DEFAULT, null);
        BenchResults results = run(
                new BenchSettings(
                        broken,
                        settings.methods(),
                        settings.weights(),
                        settings.lengths(),
                        settings.repeats(),
                        settings.answerTokens(),
                        settings.segmentTokens(),
                        settings.threads(),
                        null,
                        0,
                        Bound.DEFAULT),
                ear);
        assertThat(results.failed()).isTrue();
        assertThat(ear.passedOver)
                .hasSize(2)
                .first()
                .asString()
                .startsWith("failed: HMT in f32 over 64 tokens: ")
                .contains("has neither model.safetensors nor");
    }

    @Test
    void longerTextsThanOneThatFailedWithFullAttentionAreNotBegun() throws IOException {
        Path broken = Files.createDirectory(folder.resolve("without-weights"));
        Files.copy(model.resolve("config.json"), broken.resolve("config.json"));
        Ear ear = new Ear();
        BenchResults results = run(
                new BenchSettings(
                        broken,
                        List.of(Method.FULL),
                        List.of(WeightFormat.FLOAT32),
                        List.of(64, 128),
                        2,
                        4,
                        64,
                        1,
                        null,
                        0,
                        Bound.DEFAULT),
                ear);

        assertThat(ear.passedOver).hasSize(2).last().isEqualTo("not begun: 64 tokens failed already");
        assertThat(results.measured().get(1).failed()).isFalse();
    }

    @Test
    void aPageHasALineForEveryMethodInEveryFormat() {
        Outcome outcome =
                new Outcome(64, null, 1, 2, 2, 0.1, 0.1, 0.1, 1, 2, 3, new Outcome.Setting("cpu", "", 1, "MKL", 64, 1));
        BenchSettings settings = new BenchSettings(
                model,
                List.of(Method.values()),
                List.of(WeightFormat.values()),
                List.of(64),
                1,
                4,
                64,
                1,
                null,
                0,
                Bound.DEFAULT);
        List<Measured> measured = settings.trials().stream()
                .map(trial -> new Measured(trial, List.of(outcome), null, false))
                .toList();

        String html = BenchPage.of(new BenchResults(settings, Instant.EPOCH, measured, true))
                .html();

        for (Method method : Method.values()) {
            for (WeightFormat format : WeightFormat.values()) {
                assertThat(html).contains("</svg>" + method.title() + ", " + format.flag() + "</li>");
            }
        }
    }

    @Test
    void cancellingEndsTheProcessAndKeepsWhatWasMeasured() {
        Ear ear = new Ear();
        ear.cancelledAfter = 1;
        BenchResults results = run(settings(List.of(Method.HMT), "64,128", 1, Bound.DEFAULT, null), ear);
        assertThat(results.complete()).isFalse();
        assertThat(results.measured().get(0).outcomes()).hasSize(1);
        assertThat(results.measured().get(1).note()).isEqualTo("ended by Ctrl-C after 0 of 1");
    }

    @Test
    void whatCannotBeMeasuredIsRefusedBeforeAnythingRuns() {
        assertThatThrownBy(() -> new BenchRun(settings(List.of(Method.HMT), "64", 0, Bound.DEFAULT, null), new Ear()))
                .isInstanceOf(InputException.class)
                .hasMessage("--repeats is 0; allowed: 1 and more");
        assertThatThrownBy(() -> settings(List.of(Method.HMT), "64", 1, Bound.DEFAULT, folder.resolve("none")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("--text")
                .hasMessageContaining("cannot be read");
        assertThatThrownBy(() -> Method.parse("half")).hasMessageContaining("allowed: hmt, rmt, full, window");
        assertThatThrownBy(() -> WeightFormat.parse("f8", "--weights")).hasMessageContaining("allowed: f32, bf16");
    }

    private static void isWhole(Outcome outcome) {
        assertThat(outcome.tokensRead()).isEqualTo(700);
        assertThat(outcome.stoppedBy()).isNull();
        assertThat(outcome.readSeconds()).isPositive();
        assertThat(outcome.firstTokenSeconds()).isPositive();
        assertThat(outcome.tokenSeconds()).isPositive();
        assertThat(outcome.peakBytes()).isGreaterThanOrEqualTo(outcome.loadedBytes());
        assertThat(outcome.setting().threads()).isEqualTo(1);
    }

    private static BenchSettings settings(
            List<Method> methods, String lengths, int repeats, Bound bound, @Nullable Path text) {
        return new BenchSettings(
                model,
                methods,
                List.of(WeightFormat.FLOAT32),
                Lengths.parse(lengths),
                repeats,
                4,
                64,
                1,
                text,
                0,
                bound);
    }

    private static BenchResults run(BenchSettings settings, Ear ear) {
        return new BenchRun(settings, ear).run();
    }

    /** Notes what it is told. */
    private static final class Ear implements BenchListener {
        private final List<String> passedOver = new ArrayList<>();
        private int cancelledAfter = Integer.MAX_VALUE;
        private int ended;

        @Override
        public void begins(Trial trial, int repeat) {
            // heard when it ends
        }

        @Override
        public void ended(Trial trial, Outcome outcome) {
            ended++;
        }

        @Override
        public void passedOver(Trial trial, String reason) {
            passedOver.add(reason);
        }

        @Override
        public boolean cancelled() {
            return ended >= cancelledAfter;
        }
    }
}
