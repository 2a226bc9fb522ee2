package io.hmt4j.tokenizer.chat.jinja;

import io.hmt4j.tokenizer.chat.jinja.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts a template into tokens as Jinja2 does with {@code trim_blocks} and {@code lstrip_blocks}: one newline after a
 * block or comment goes, blanks before one at the start of a line go, {@code -} takes all white space on its side and
 * {@code +} keeps it.
 */
final class Lexer {

    private static final IntPredicate SPACE = Characters::isSpace;
    private static final String BLANK = "[\\s\\x1c-\\x1f\\x85\\xa0\\u2028\\u2029]*+";
    private static final Pattern RAW = Pattern.compile("\\{%[-+]?+" + BLANK + "raw" + BLANK + "(-?)%\\}");
    private static final Pattern END_RAW =
            Pattern.compile("\\{%([-+]?)" + BLANK + "endraw" + BLANK + "(\\+%\\}|-%\\}|%\\}\\n?)");
    private static final Pattern END_COMMENT = Pattern.compile("\\+#\\}|-#\\}|#\\}\\n?");

    private final String source;
    private final List<Token> tokens = new ArrayList<>();
    private final Lines lines;
    private int position;

    private Lexer(String source) {
        this.source = source;
        this.lines = new Lines(source);
    }

    static List<Token> tokens(String source) {
        String normal = source.replace("\r\n", "\n").replace('\r', '\n');
        Lexer lexer = new Lexer(normal.endsWith("\n") ? normal.substring(0, normal.length() - 1) : normal);
        return lexer.all();
    }

    private List<Token> all() {
        while (position < source.length()) {
            int tag = nextTag();
            if (tag < 0) {
                text(source.substring(position));
                position = source.length();
            } else {
                tag(tag);
            }
        }
        tokens.add(new Token(Kind.END, "", lines.at(source.length())));
        return tokens;
    }

    private int nextTag() {
        int tag = source.indexOf('{', position);
        while (tag >= 0) {
            if (tag + 1 < source.length() && "{%#".indexOf(source.charAt(tag + 1)) >= 0) {
                return tag;
            }
            tag = source.indexOf('{', tag + 1);
        }
        return -1;
    }

    private void tag(int tag) {
        char kind = source.charAt(tag + 1);
        String sign = tag + 2 < source.length() ? source.substring(tag + 2, tag + 3) : "";
        text(stripped(source.substring(position, tag), sign, kind != '{'));
        Matcher raw = RAW.matcher(source).region(tag, source.length());
        position = tag + (sign.equals("-") || sign.equals("+") ? 3 : 2);
        if (kind == '#') {
            comment(tag);
        } else if (raw.lookingAt()) {
            position = raw.end();
            skipSpaceAfter(raw.group(1));
            raw(tag);
        } else {
            TagLexer inside = new TagLexer(source, lines, tokens, kind == '%');
            position = inside.lex(tag, position);
        }
    }

    private void comment(int tag) {
        Matcher end = END_COMMENT.matcher(source);
        if (!end.find(position)) {
            throw new Fault("the comment never ends", lines.at(tag));
        }
        position = end.end();
        skipSpaceAfter(end.group());
    }

    private void raw(int tag) {
        Matcher end = END_RAW.matcher(source);
        if (!end.find(position)) {
            throw new Fault("'raw' has no 'endraw'", lines.at(tag));
        }
        text(stripped(source.substring(position, end.start()), end.group(1), true));
        position = end.end();
        skipSpaceAfter(end.group(2));
    }

    private void skipSpaceAfter(String end) {
        if (end.startsWith("-")) {
            position = TagLexer.afterSpace(source, position);
        }
    }

    /** Text before a tag, less the white space that the tag takes. */
    private String stripped(String text, String sign, boolean block) {
        if (sign.equals("-")) {
            return Characters.stripRight(text, SPACE);
        } else if (sign.equals("+") || !block) {
            return text;
        }
        int line = text.lastIndexOf('\n') + 1;
        boolean startsLine = line > 0 || position == 0 || source.charAt(position - 1) == '\n';
        boolean blank = Characters.stripRight(text.substring(line), SPACE).isEmpty();
        return startsLine && blank ? text.substring(0, line) : text;
    }

    private void text(String text) {
        if (!text.isEmpty()) {
            tokens.add(new Token(Kind.TEXT, text, lines.at(position)));
        }
    }
}
