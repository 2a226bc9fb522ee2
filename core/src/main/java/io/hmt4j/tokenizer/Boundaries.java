package io.hmt4j.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The places in a text where it can be cut so that the ids of the parts are the ids of the whole.
 *
 * <p>A place is a boundary if no pre-tokenizer of a language model matches across it, whatever stands farther away:
 *
 * <ul>
 *   <li>before a single space between two characters that are not white space: expressions take a space only at the
 *       start of a match;
 *   <li>after a single line end between two such characters (not before a slash, which GPT-4o's expression joins to
 *       it): expressions take a line end only at the end of a match, or alone;
 *   <li>between a letter and a Chinese or Japanese punctuation mark: no expression puts one behind letters.
 * </ul>
 *
 * <p>Tokenizers without a pre-tokenizer, as SentencePiece's, merge across a place only if some token holds the two
 * characters beside it, which the vocabulary shows. Unicode normalization does not reach across any of these places.
 */
final class Boundaries {

    private static final String PUNCTUATION = "。，、！？；：（「『《";
    private static final String SPACE_SIGN = "▁";

    private final AddedTokenSearch addedTokens;

    /** Pairs of characters (first * 2^32 + second) that stand side by side in some token. */
    private final Set<Long> joined;

    Boundaries(TokenizerFile file) {
        addedTokens = new AddedTokenSearch(file.added());
        joined = splitsText(file) ? Set.of() : joinedPairs(file.tokens().keySet());
    }

    /** Whether the place is a boundary; false near an added token, which may take white space along. */
    boolean isBoundary(CharSequence text, int place) {
        if (place < 1 || place + 1 >= text.length()) {
            return false;
        }
        int before = Character.codePointBefore(text, place);
        int after = Character.codePointAt(text, place);
        return isNatural(text, place, before, after)
                && !joined.contains(pair(before, after))
                && !addedTokens.near(text, place);
    }

    /** Whether a forced cut would fall into an added token or beside it. */
    boolean isNearAddedToken(CharSequence text, int place) {
        return addedTokens.near(text, place);
    }

    private static boolean isNatural(CharSequence text, int place, int before, int after) {
        if (after == ' ') {
            return isVisible(before) && isVisible(Character.codePointAt(text, place + 1));
        }
        if (before == '\n') {
            return place > 1
                    && isVisible(Character.codePointBefore(text, place - 1))
                    && isVisible(after)
                    && after != '/';
        }
        return PUNCTUATION.indexOf(after) >= 0 && Character.isLetter(before);
    }

    private static boolean isVisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> false;
            default -> true;
        };
    }

    private static boolean splitsText(TokenizerFile file) {
        List<JsonNode> steps = KnownSteps.flat(file.settings().path("pre_tokenizer"), "pretokenizers");
        return steps.stream().anyMatch(Boundaries::splits);
    }

    private static boolean splits(JsonNode step) {
        return switch (step.path("type").asText()) {
            case "ByteLevel" -> step.path("use_regex").asBoolean(true);
            case "Metaspace" -> step.path("split").asBoolean(true);
            case "Split" -> step.path("pattern").has("Regex");
            default -> true;
        };
    }

    /** Only the pairs that {@link #isNatural} can ask for. */
    private static Set<Long> joinedPairs(Set<String> tokens) {
        Set<Long> pairs = new HashSet<>();
        for (String token : tokens) {
            int[] points = token.replace(SPACE_SIGN, " ").codePoints().toArray();
            for (int i = 1; i < points.length; i++) {
                boolean asked = points[i] == ' ' || points[i - 1] == '\n' || PUNCTUATION.indexOf(points[i]) >= 0;
                if (asked) {
                    pairs.add(pair(points[i - 1], points[i]));
                }
            }
        }
        return pairs;
    }

    private static long pair(int first, int second) {
        return (long) first << 32 | second;
    }
}
