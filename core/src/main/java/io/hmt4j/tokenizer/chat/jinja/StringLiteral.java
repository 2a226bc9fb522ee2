package io.hmt4j.tokenizer.chat.jinja;

/** The value of a string literal: Python's {@code unicode-escape} decoding, in which an unknown escape stands for itself. */
final class StringLiteral {

    private final String source;
    private final StringBuilder value = new StringBuilder();
    private int position;

    private StringLiteral(String source) {
        this.source = source;
    }

    static String value(String inside) {
        return inside.indexOf('\\') < 0 ? inside : new StringLiteral(inside).decode();
    }

    private String decode() {
        while (position < source.length()) {
            char character = source.charAt(position++);
            if (character == '\\') {
                escape(source.charAt(position++));
            } else {
                value.append(character);
            }
        }
        return value.toString();
    }

    private void escape(char escaped) {
        switch (escaped) {
            case '\n' -> {}
            case '\\', '\'', '"' -> value.append(escaped);
            case 'a' -> value.append('\u0007');
            case 'b' -> value.append('\b');
            case 'f' -> value.append('\f');
            case 'n' -> value.append('\n');
            case 'r' -> value.append('\r');
            case 't' -> value.append('\t');
            case 'v' -> value.append('\u000B');
            case 'x' -> hexadecimal(2);
            case 'u' -> hexadecimal(4);
            case 'U' -> hexadecimal(8);
            case '0', '1', '2', '3', '4', '5', '6', '7' -> octal();
            case 'N' -> throw new Fault("the escape \\N{...} is not supported in a string");
            default -> unknown(escaped);
        }
    }

    private void unknown(char escaped) {
        if (escaped > 0x7E) {
            throw new Fault("a backslash before '" + escaped + "' in a string");
        }
        value.append('\\').append(escaped);
    }

    private void hexadecimal(int digits) {
        int end = position + digits;
        String code = source.substring(position, Math.min(end, source.length()));
        boolean valid = code.length() == digits && code.chars().allMatch(digit -> Character.digit(digit, 16) >= 0);
        long point = valid ? Long.parseLong(code, 16) : -1;
        if (point < 0 || point > Character.MAX_CODE_POINT) {
            throw new Fault("a truncated or too large escape '\\..." + code + "' in a string");
        }
        value.appendCodePoint((int) point);
        position = end;
    }

    private void octal() {
        int point = 0;
        int start = position - 1;
        position = start;
        while (position < source.length() && position < start + 3 && Character.digit(source.charAt(position), 8) >= 0) {
            point = point * 8 + Character.digit(source.charAt(position++), 8);
        }
        value.append((char) point);
    }
}
