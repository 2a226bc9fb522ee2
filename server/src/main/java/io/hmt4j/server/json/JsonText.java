package io.hmt4j.server.json;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** A JSON string as UTF-8, as it arrives: never whole in memory. */
final class JsonText extends InputStream {

    private static final int CHUNK = 8192;

    private final JsonCharacters characters;
    private byte[] bytes = new byte[0];
    private int position;
    private boolean ended;

    /** A string whose quotation mark was taken. */
    JsonText(JsonCharacters characters) {
        this.characters = characters;
    }

    @Override
    public int read() throws IOException {
        return fill() ? bytes[position++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, bytes.length - position);
        System.arraycopy(bytes, position, target, offset, count);
        position += count;
        return count;
    }

    private boolean fill() throws IOException {
        while (position == bytes.length) {
            if (ended) {
                return false;
            }
            bytes = next().getBytes(StandardCharsets.UTF_8);
            position = 0;
        }
        return true;
    }

    /** Some characters, none of them halved. */
    private String next() throws IOException {
        StringBuilder chunk = new StringBuilder(CHUNK + 1);
        while (!ended && (chunk.length() < CHUNK || Character.isHighSurrogate(chunk.charAt(chunk.length() - 1)))) {
            int character = characters.ofString();
            if (character == JsonCharacters.END) {
                ended = true;
            } else {
                chunk.append((char) character);
            }
        }
        String text = chunk.toString();
        if (!Texts.isWhole(text)) {
            throw new MalformedBody("text holds half of a character (a lone surrogate)");
        }
        return text;
    }
}
