package io.hmt4j.tokenizer;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tokens of a tokenizer as they are written in its file: byte-level tokens in their printable alphabet. */
final class Vocabulary {

    private final Map<Integer, String> texts;
    private final Map<String, Integer> ids;
    private final Set<String> special = new HashSet<>();
    private final int size;

    /**
     * Makes a vocabulary.
     *
     * @param model the model's own tokens with their ids; taken over, not copied
     * @param added the tokens added to them, which win where an id is given twice
     */
    Vocabulary(Map<String, Integer> model, List<AddedToken> added) {
        ids = model;
        texts = new HashMap<>(model.size() * 2);
        model.forEach((text, id) -> texts.put(id, text));
        for (AddedToken token : added) {
            ids.put(token.content(), token.id());
            texts.put(token.id(), token.content());
            if (token.special()) {
                special.add(token.content());
            }
        }
        size = texts.keySet().stream().mapToInt(id -> id + 1).max().orElse(0);
    }

    /** The token's text, or null for an id that stands for no token. */
    @Nullable String text(int id) {
        return texts.get(id);
    }

    OptionalInt id(String text) {
        Integer id = ids.get(text);
        return id == null ? OptionalInt.empty() : OptionalInt.of(id);
    }

    boolean isSpecial(String text) {
        return special.contains(text);
    }

    Collection<String> texts() {
        return texts.values();
    }

    /** The highest id plus one. */
    int size() {
        return size;
    }
}
