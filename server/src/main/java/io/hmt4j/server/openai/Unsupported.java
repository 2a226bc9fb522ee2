package io.hmt4j.server.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.hmt4j.server.failure.ApiException;
import io.hmt4j.server.failure.ErrorCode;
import io.hmt4j.server.json.JsonFields;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Fields of OpenAI's that are not done here. Those that change no answer are passed over; the others are allowed with the one
 * value that asks for nothing, since an answer that silently is not what was asked for helps nobody.
 */
final class Unsupported {

    /** Fields that change no answer. */
    private static final Set<String> HARMLESS = Set.of(
            "user",
            "metadata",
            "store",
            "service_tier",
            "safety_identifier",
            "prompt_cache_key",
            "prompt_cache_retention",
            "parallel_tool_calls",
            "reasoning_effort",
            "verbosity");

    private static final Map<String, Predicate<JsonNode>> NEUTRAL = Map.ofEntries(
            Map.entry("n", node -> isNumber(node, 1)),
            Map.entry("best_of", node -> isNumber(node, 1)),
            Map.entry("presence_penalty", node -> isNumber(node, 0)),
            Map.entry("frequency_penalty", node -> isNumber(node, 0)),
            Map.entry("logit_bias", Unsupported::isEmpty),
            Map.entry("tools", Unsupported::isEmpty),
            Map.entry("functions", Unsupported::isEmpty),
            Map.entry(
                    "tool_choice",
                    node -> node.asText().equals("none") || node.asText().equals("auto")),
            Map.entry(
                    "function_call",
                    node -> node.asText().equals("none") || node.asText().equals("auto")),
            Map.entry("response_format", node -> node.path("type").asText().equals("text")),
            Map.entry(
                    "modalities",
                    node -> node.size() == 1 && node.path(0).asText().equals("text")),
            Map.entry("echo", node -> node.isBoolean() && !node.booleanValue()),
            Map.entry("suffix", node -> node.isTextual() && node.textValue().isEmpty()),
            Map.entry("audio", node -> false),
            Map.entry("prediction", node -> false),
            Map.entry("web_search_options", node -> false));

    private Unsupported() {}

    /** Refuses fields that nobody knows, and values that ask for what is not done here. */
    static void check(JsonFields fields, Set<String> known) {
        Set<String> all = new HashSet<>(known);
        all.addAll(HARMLESS);
        all.addAll(NEUTRAL.keySet());
        fields.allowOnly(all);
        NEUTRAL.forEach((name, neutral) -> fields.node(name).ifPresent(value -> {
            if (!neutral.test(value)) {
                throw ApiException.of(ErrorCode.UNSUPPORTED_VALUE, name, name + " is not supported here; leave it out");
            }
        }));
    }

    private static boolean isEmpty(JsonNode node) {
        return node.isContainerNode() && node.isEmpty();
    }

    private static boolean isNumber(JsonNode node, double value) {
        return node.isNumber() && node.doubleValue() == value;
    }
}
