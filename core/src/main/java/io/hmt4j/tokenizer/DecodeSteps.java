package io.hmt4j.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import io.hmt4j.InputException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** The steps from tokens to text that a tokenizer.json asks for under {@code decoder}. */
final class DecodeSteps {

    private static final Set<String> JOINING = Set.of("Fuse", "ByteLevel");

    private final Path file;
    private final List<JsonNode> decoders;

    /** Reads the steps of a file that {@link KnownSteps} has passed. */
    DecodeSteps(TokenizerFile file) {
        this.file = file.path();
        this.decoders = KnownSteps.flat(file.settings().path("decoder"), "decoders");
        chain(new StringBuilder()); // so that what is refused is refused on loading
    }

    /** A new chain of steps, whose text is appended to {@code out}. */
    DecodeStep chain(StringBuilder out) {
        DecodeStep chain = new End(out);
        for (int i = decoders.size() - 1; i >= 0; i--) {
            boolean joined = decoders.subList(0, i).stream().anyMatch(DecodeSteps::joins);
            chain = step(decoders.get(i), joined, chain);
        }
        return decoders.isEmpty() ? new JoinStep(chain) : chain;
    }

    private static boolean joins(JsonNode decoder) {
        return JOINING.contains(decoder.path("type").asText());
    }

    private DecodeStep step(JsonNode decoder, boolean joined, DecodeStep next) {
        return switch (decoder.path("type").asText()) {
            case "ByteLevel" -> new ByteLevelStep(next);
            case "ByteFallback" -> new ByteFallbackStep(next);
            case "Fuse" -> next;
            case "Metaspace" -> metaspace(decoder, joined, next);
            case "Replace" -> replace(decoder, joined, next);
            case "Strip" ->
                new StripStep(
                        decoder.path("content").asText(), decoder.path("start").asInt(), joined, next);
            default -> throw refuse(decoder);
        };
    }

    /** What it does to the first token is of no use on joined text. */
    private DecodeStep metaspace(JsonNode decoder, boolean joined, DecodeStep next) {
        if (joined) {
            throw refuse(decoder);
        }
        boolean prepended = !decoder.path("prepend_scheme").asText("always").equals("never")
                && decoder.path("add_prefix_space").asBoolean(true);
        return new MetaspaceStep(decoder.path("replacement").asText("▁"), prepended, next);
    }

    /** A pattern of one character cannot lie across two pieces of text; a longer one, or an expression, can. */
    private DecodeStep replace(JsonNode decoder, boolean joined, DecodeStep next) {
        String pattern = decoder.path("pattern").path("String").asText("");
        if (pattern.isEmpty() || (joined && pattern.codePointCount(0, pattern.length()) > 1)) {
            throw refuse(decoder);
        }
        return new ReplaceStep(pattern, decoder.path("content").asText(), next);
    }

    private InputException refuse(JsonNode decoder) {
        return new InputException(file + ": decoder " + decoder + " is not supported");
    }

    private record End(StringBuilder out) implements DecodeStep {
        @Override
        public void accept(String token) {
            out.append(token);
        }

        @Override
        public void finish() {
            // nothing is held back here
        }
    }
}
