package io.hmt4j.server.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.hmt4j.generate.GenerationOptions;
import io.hmt4j.generate.Sampling;
import io.hmt4j.server.failure.ApiException;
import io.hmt4j.server.failure.ErrorCode;
import io.hmt4j.server.json.JsonFields;
import io.hmt4j.server.json.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * What chat and completion requests have in common.
 *
 * @param model the model's name
 * @param stream whether the answer is sent as it comes
 * @param includeUsage whether a stream ends with the counts of tokens
 * @param options how tokens are chosen
 * @param topLogprobs likeliest tokens to tell for each place; -1 for none
 * @param memory id of the memory to ask; null for none
 * @param memoryUpdate whether that memory then holds prompt and answer
 */
public record AnswerFields(
        String model,
        boolean stream,
        boolean includeUsage,
        GenerationOptions options,
        int topLogprobs,
        @Nullable String memory,
        boolean memoryUpdate) {

    private static final int MOST_STOPS = 4;
    private static final int LONGEST_STOP = 1000;
    private static final int LONGEST_NAME = 500;

    /** Fields read here. */
    static final Set<String> KNOWN = Set.of(
            "model",
            "stream",
            "stream_options",
            "max_tokens",
            "max_completion_tokens",
            "temperature",
            "top_p",
            "seed",
            "stop",
            "memory",
            "memory_update");

    /**
     * Reads the fields.
     *
     * @param usual tokens of an answer where the request says nothing
     * @param most tokens it may ask for
     * @param topLogprobs what the request says of logprobs, which the two kinds say in different ways
     */
    static AnswerFields read(JsonFields fields, int usual, int most, int topLogprobs) {
        String model = fields.text("model");
        if (model.length() > LONGEST_NAME) {
            throw ApiException.of(ErrorCode.INVALID_VALUE, "model", "model is longer than any name here");
        }
        boolean stream = fields.flag("stream");
        String memory = fields.optionalText("memory").orElse(null);
        return new AnswerFields(
                model,
                stream,
                includeUsage(fields, stream),
                options(fields, usual, most),
                topLogprobs,
                memory,
                fields.flag("memory_update"));
    }

    private static boolean includeUsage(JsonFields fields, boolean stream) {
        JsonFields options = fields.object("stream_options").orElse(JsonFields.none());
        options.allowOnly(Set.of("include_usage", "include_obfuscation"));
        if (fields.node("stream_options").isPresent() && !stream) {
            throw ApiException.of(
                    ErrorCode.INVALID_VALUE, "stream_options", "stream_options is there, but stream is not true");
        }
        return options.flag("include_usage");
    }

    private static GenerationOptions options(JsonFields fields, int usual, int most) {
        OptionalLong older = fields.integer("max_tokens", 1, most);
        long tokens = fields.integer("max_completion_tokens", 1, most).orElse(older.orElse(usual));
        double temperature = fields.number("temperature", 0, 2).orElse(1);
        double topP = fields.number("top_p", 0, 1).orElse(1);
        OptionalLong seed = fields.integer("seed", Long.MIN_VALUE, Long.MAX_VALUE);
        return GenerationOptions.greedy((int) tokens)
                .withSampling(sampling(temperature, topP), seed.orElseGet(() -> ThreadLocalRandom.current()
                        .nextLong()))
                .withStopStrings(stops(fields));
    }

    /** OpenAI allows a top_p of 0, which leaves one token. */
    private static Sampling sampling(double temperature, double topP) {
        return topP == 0 ? Sampling.GREEDY : new Sampling(temperature, 0, topP, 0, 1);
    }

    private static List<String> stops(JsonFields fields) {
        JsonNode node = fields.node("stop").orElse(null);
        if (node == null) {
            return List.of();
        }
        if (!node.isTextual() && (!node.isArray() || node.size() > MOST_STOPS)) {
            throw fields.wrong("stop", node, "a string, or a list of at most " + MOST_STOPS);
        }
        List<String> stops = new ArrayList<>();
        for (JsonNode each : node.isArray() ? node : List.of(node)) {
            String stop = Texts.of("stop", each);
            if (stop.isEmpty() || stop.length() > LONGEST_STOP) {
                throw fields.wrong("stop", each, "strings of 1 to " + LONGEST_STOP + " characters");
            }
            stops.add(stop);
        }
        return stops;
    }

    /** These fields with the memory that a header names. */
    public AnswerFields withHeader(@Nullable String header) {
        if (header == null || header.isEmpty()) {
            return checked();
        }
        if (memory != null && !memory.equals(header)) {
            throw ApiException.of(
                    ErrorCode.INVALID_VALUE, "memory", "memory and the header X-HMT-Memory name two memories");
        }
        return new AnswerFields(model, stream, includeUsage, options, topLogprobs, header, memoryUpdate).checked();
    }

    private AnswerFields checked() {
        if (memoryUpdate && memory == null) {
            throw ApiException.of(
                    ErrorCode.INVALID_VALUE, "memory_update", "memory_update is true, but there is no memory");
        }
        return this;
    }
}
