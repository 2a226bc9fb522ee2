package io.hmt4j.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import io.hmt4j.InputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Refuses tokenizer files that the native library would accept and later die of.
 *
 * <p>A panic in the library ends the whole JVM. Its known causes (version 0.21.4): a broken {@code Precompiled}
 * normalizer, a template that names a special token it does not define, a {@code continuing_subword_prefix} longer than
 * a token, a {@code Strip} decoder that strips both ends of a short token. Steps of kinds that were not looked at are
 * refused with them.
 */
final class KnownSteps {

    private static final Set<String> NORMALIZERS = sorted(
            "BertNormalizer", "Lowercase", "NFC", "NFD", "NFKC", "NFKD", "Prepend", "Replace", "Strip", "StripAccents");
    private static final Set<String> PRE_TOKENIZERS = sorted(
            "BertPreTokenizer",
            "ByteLevel",
            "Digits",
            "Metaspace",
            "Punctuation",
            "Split",
            "Whitespace",
            "WhitespaceSplit");
    private static final Set<String> POST_PROCESSORS =
            sorted("BertProcessing", "ByteLevel", "RobertaProcessing", "TemplateProcessing");
    private static final Set<String> DECODERS =
            sorted("ByteFallback", "ByteLevel", "Fuse", "Metaspace", "Replace", "Strip");

    private final TokenizerFile file;

    private KnownSteps(TokenizerFile file) {
        this.file = file;
    }

    /** Passes a file whose every step is known to be safe. */
    static void require(TokenizerFile file) {
        KnownSteps known = new KnownSteps(file);
        known.requireKinds("normalizer", "normalizers", NORMALIZERS);
        known.requireKinds("pre_tokenizer", "pretokenizers", PRE_TOKENIZERS);
        known.requireKinds("post_processor", "processors", POST_PROCESSORS);
        known.requireKinds("decoder", "decoders", DECODERS);
        flat(file.settings().path("post_processor"), "processors").forEach(known::requireDefinedSpecials);
        flat(file.settings().path("decoder"), "decoders").forEach(known::requireOneSidedStrip);
        known.requireNoSubwordPrefix();
        known.requireConsistentIds();
    }

    /** The steps of a component: those of its sequences, nested as they may be, or itself; none for null. */
    static List<JsonNode> flat(JsonNode component, String key) {
        List<JsonNode> steps = new ArrayList<>();
        if (component.path("type").asText().equals("Sequence")) {
            component.path(key).forEach(step -> steps.addAll(flat(step, key)));
        } else if (component.isObject()) {
            steps.add(component);
        }
        return steps;
    }

    private void requireKinds(String component, String sequenceKey, Set<String> known) {
        for (JsonNode step : flat(file.settings().path(component), sequenceKey)) {
            String type = step.path("type").asText();
            if (!known.contains(type)) {
                throw refuse(component + " has the type \"" + type + "\"; known: " + String.join(", ", known));
            }
        }
    }

    private void requireDefinedSpecials(JsonNode processor) {
        Stream.of("single", "pair")
                .flatMap(template -> processor.path(template).valueStream())
                .map(piece -> piece.path("SpecialToken").path("id"))
                .filter(JsonNode::isTextual)
                .filter(id -> !processor.path("special_tokens").has(id.textValue()))
                .findFirst()
                .ifPresent(id -> {
                    throw refuse("post_processor uses the special token " + id + " and does not define it");
                });
    }

    private void requireOneSidedStrip(JsonNode decoder) {
        if (decoder.path("type").asText().equals("Strip")
                && decoder.path("stop").asInt() != 0) {
            throw refuse("decoder Strip has stop " + decoder.path("stop") + "; allowed: 0");
        }
    }

    private void requireNoSubwordPrefix() {
        JsonNode prefix = file.model().path("continuing_subword_prefix");
        if (file.model().path("type").asText("BPE").equals("BPE")
                && !prefix.asText("").isEmpty()) {
            throw refuse("model.continuing_subword_prefix is " + prefix + "; allowed: none");
        }
    }

    /** The library gives an added token the model's id, or the next free one, whatever id the file says. */
    private void requireConsistentIds() {
        int next = file.tokens().size();
        for (AddedToken token : file.added()) {
            Integer inModel = file.tokens().get(token.content());
            int expected = inModel == null ? next++ : inModel;
            if (expected != token.id()) {
                throw refuse("added token \"" + token.content() + "\" has the id " + token.id()
                        + "; the tokens before it make it " + expected);
            }
        }
    }

    private InputException refuse(String what) {
        return new InputException(file.path() + ": " + what);
    }

    private static Set<String> sorted(String... names) {
        return new TreeSet<>(List.of(names));
    }
}
