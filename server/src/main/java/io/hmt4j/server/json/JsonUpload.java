package io.hmt4j.server.json;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An upload as JSON, {@code {"name", "source", "text"}} in any order, read as it arrives: {@link #seekText}, then
 * {@link #text} to its end, then {@link #finish}. For one thread.
 */
public final class JsonUpload {

    private static final String TEXT = "text";
    private static final int LONGEST_FIELD = 4096;

    private final JsonCharacters characters;
    private final Set<String> known;
    private final Map<String, String> fields = new HashMap<>();
    private final Set<String> seen = new HashSet<>();
    private boolean ended;

    /**
     * An upload.
     *
     * @param known fields there may be beside {@code text}
     */
    public JsonUpload(InputStream body, Set<String> known) throws IOException {
        characters = new JsonCharacters(body);
        this.known = Set.copyOf(known);
    }

    /** Reads the fields before the text; false if there is no text. */
    public boolean seekText() throws IOException {
        while (toNextField()) {
            String name = shortString();
            check(name);
            characters.take(':');
            if (characters.peek() != '"') {
                characters.takeNull();
            } else if (name.equals(TEXT)) {
                characters.take('"');
                return true;
            } else {
                fields.put(name, shortString());
            }
        }
        return false;
    }

    /** The text, to be read to its end. */
    public InputStream text() {
        return new JsonText(characters);
    }

    /** Reads the fields behind the text, to the end of the body. */
    public void finish() throws IOException {
        seekText(); // it refuses a second text itself
    }

    /** A field read so far. */
    public Optional<String> field(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    private boolean toNextField() throws IOException {
        if (ended) {
            return false;
        }
        if (seen.isEmpty()) {
            characters.take('{');
        }
        if (characters.peek() == '}') {
            characters.take('}');
            ended = true;
            if (characters.peek() != JsonCharacters.END) {
                throw new MalformedBody("the body is not valid JSON: something follows the object");
            }
            return false;
        }
        if (!seen.isEmpty()) {
            characters.take(',');
        }
        return true;
    }

    private void check(String name) throws MalformedBody {
        if (!name.equals(TEXT) && !known.contains(name)) {
            throw new MalformedBody("unknown field " + name + "; known: text, " + String.join(", ", known));
        }
        if (!seen.add(name)) {
            throw new MalformedBody(name + " is there twice");
        }
    }

    private String shortString() throws IOException {
        characters.take('"');
        StringBuilder value = new StringBuilder();
        for (int next = characters.ofString(); next != JsonCharacters.END; next = characters.ofString()) {
            value.append((char) next);
            if (value.length() > LONGEST_FIELD) {
                throw new MalformedBody("a field beside text is longer than " + LONGEST_FIELD + " characters");
            }
        }
        if (!Texts.isWhole(value.toString())) {
            throw new MalformedBody("a field holds half of a character (a lone surrogate)");
        }
        return value.toString();
    }
}
