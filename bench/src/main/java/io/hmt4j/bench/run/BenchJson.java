package io.hmt4j.bench.run;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hmt4j.bench.trial.Outcome;
import io.hmt4j.bench.trial.Trial;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The figures as JSON: for each trial the medians with their spread, and every repeat as it was measured. */
public final class BenchJson {

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private BenchJson() {}

    /** One object. */
    public static ObjectNode of(BenchResults results) {
        BenchSettings settings = results.settings();
        ObjectNode root = JSON.createObjectNode();
        root.put("model", settings.model().toString());
        root.put("start", results.start().toString());
        root.put("complete", results.complete());
        results.setting().ifPresent(setting -> root.set("setting", JSON.valueToTree(setting)));
        root.put("repeats", settings.repeats());
        root.put("answer_tokens", settings.answerTokens());
        root.put("text", settings.text() == null ? "random" : settings.text().toString());
        root.put("seed", settings.seed());
        root.set("bound_of_full", JSON.valueToTree(settings.bound()));
        ArrayNode figures = root.putArray("figures");
        results.measured().forEach(measured -> figures.add(figure(measured)));
        return root;
    }

    private static ObjectNode figure(Measured measured) {
        Trial trial = measured.trial();
        ObjectNode figure = JSON.createObjectNode();
        figure.put("mode", trial.method().label());
        figure.put("weights", trial.weights().flag());
        figure.put("length", trial.length());
        figure.put("status", status(measured));
        figure.put("note", measured.note());
        put(figure, measured, "reading_tokens_per_second", Outcome::readingSpeed);
        put(figure, measured, "reading_seconds", Outcome::readSeconds);
        put(figure, measured, "reading_computed_seconds", Outcome::readComputedSeconds);
        put(figure, measured, "first_token_seconds", Outcome::firstTokenSeconds);
        put(figure, measured, "decoding_seconds_per_token", Outcome::tokenSeconds);
        put(figure, measured, "decoding_computed_seconds_per_token", Outcome::tokenComputedSeconds);
        put(figure, measured, "loading_seconds", Outcome::loadSeconds);
        put(figure, measured, "peak_bytes", outcome -> (double) outcome.peakBytes());
        ArrayNode repeats = figure.putArray("repeats");
        measured.outcomes().forEach(outcome -> repeats.add(repeat(outcome)));
        return figure;
    }

    private static String status(Measured measured) {
        if (measured.failed()) {
            return "failed";
        }
        if (measured.stopped()) {
            return "stopped";
        }
        return measured.outcomes().isEmpty() ? "not_run" : "measured";
    }

    private static ObjectNode repeat(Outcome outcome) {
        ObjectNode repeat = JSON.valueToTree(outcome);
        repeat.remove("setting");
        return repeat;
    }

    private static void put(
            ObjectNode figure, Measured measured, String name, Function<Outcome, @Nullable Double> value) {
        measured.spread(value).ifPresent(spread -> figure.putObject(name)
                .put("median", spread.median())
                .put("low", spread.low())
                .put("high", spread.high()));
    }
}
