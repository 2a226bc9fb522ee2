package io.hmt4j.tokenizer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds added tokens near a place in a text, where cutting would change what they are or what stands beside them. */
final class AddedTokenSearch {

    private final Map<Character, List<String>> byFirst = new HashMap<>();
    private final int longest;

    AddedTokenSearch(List<AddedToken> added) {
        for (AddedToken token : added) {
            byFirst.merge(token.content().charAt(0), List.of(token.content()), AddedTokenSearch::joined);
        }
        longest =
                added.stream().mapToInt(token -> token.content().length()).max().orElse(0);
    }

    private static List<String> joined(List<String> some, List<String> more) {
        return java.util.stream.Stream.concat(some.stream(), more.stream()).toList();
    }

    /** Whether an added token touches the place, or is one character away from it. */
    boolean near(CharSequence text, int place) {
        String around = text.subSequence(Math.max(0, place - 1 - longest), Math.min(text.length(), place + 1 + longest))
                .toString();
        int centre = Math.min(place, 1 + longest);
        for (int start = 0; start <= Math.min(centre + 1, around.length() - 1); start++) {
            for (String token : byFirst.getOrDefault(around.charAt(start), List.of())) {
                if (start + token.length() >= centre - 1 && around.startsWith(token, start)) {
                    return true;
                }
            }
        }
        return false;
    }
}
