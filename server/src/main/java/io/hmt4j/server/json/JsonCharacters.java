package io.hmt4j.server.json;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The characters of a JSON text as they arrive, one ahead (RFC 8259). */
final class JsonCharacters {

    static final int END = -1;
    private static final int HEX_DIGITS = 4;

    private final Reader reader;
    private int next;

    JsonCharacters(InputStream utf8) throws IOException {
        reader = new BufferedReader(new InputStreamReader(utf8, StandardCharsets.UTF_8.newDecoder()));
        advance();
    }

    /** The next character that is no white space, which stays; {@link #END} behind the last. */
    int peek() throws IOException {
        while (next == ' ' || next == '\t' || next == '\n' || next == '\r') {
            advance();
        }
        return next;
    }

    /** Takes a character that has to come next. */
    void take(char expected) throws IOException {
        if (peek() != expected) {
            throw new MalformedBody("the body is not valid JSON: expected " + expected);
        }
        advance();
    }

    /** Takes the word null, which has to come next. */
    void takeNull() throws IOException {
        for (char letter : "null".toCharArray()) {
            if (next != letter) {
                throw new MalformedBody("the body is not valid JSON here: name, source and text are strings");
            }
            advance();
        }
    }

    /** A character of a string whose quotation mark was taken; {@link #END} behind the closing mark, which is taken. */
    int ofString() throws IOException {
        int character = next;
        if (character == END || character < ' ') {
            throw new MalformedBody("the body is not valid JSON: a string does not end, or holds a control character");
        }
        advance();
        return switch (character) {
            case '"' -> END;
            case '\\' -> escaped();
            default -> character;
        };
    }

    private int escaped() throws IOException {
        int kind = next;
        advance();
        return switch (kind) {
            case '"', '\\', '/' -> kind;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> hexadecimal();
            default -> throw new MalformedBody("the body is not valid JSON: unknown escape in a string");
        };
    }

    private int hexadecimal() throws IOException {
        int value = 0;
        for (int i = 0; i < HEX_DIGITS; i++) {
            int digit = next < 128 ? Character.digit(next, 16) : -1;
            if (digit < 0) {
                throw new MalformedBody("the body is not valid JSON: \\u wants four hexadecimal digits");
            }
            value = value * 16 + digit;
            advance();
        }
        return value;
    }

    private void advance() throws IOException {
        try {
            next = reader.read();
        } catch (CharacterCodingException e) {
            throw new MalformedBody("the body is not UTF-8");
        }
    }
}
