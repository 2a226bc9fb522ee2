package io.hmt4j.tokenizer.chat.jinja;

import java.util.function.IntPredicate;

/** Python's str methods that Java's String has not, or has otherwise. */
final class Strings {

    private Strings() {}

    /**
     * @param characters a str of what is stripped; None for white space
     */
    static String strip(String text, Object characters, boolean left, boolean right) {
        IntPredicate stripped = Characters::isSpace;
        if (characters != None.NONE) {
            if (!Types.isText(characters)) {
                throw new Fault("strip arg must be None or str, not " + Types.nameOf(characters));
            }
            String set = Types.text(characters);
            stripped = character -> set.indexOf(character) >= 0;
        }
        String rest = left ? Characters.stripLeft(text, stripped) : text;
        return right ? Characters.stripRight(rest, stripped) : rest;
    }

    static int count(String text, String sought) {
        if (sought.isEmpty()) {
            return Characters.length(text) + 1;
        }
        int count = 0;
        for (int at = text.indexOf(sought); at >= 0; at = text.indexOf(sought, at + sought.length())) {
            count++;
        }
        return count;
    }

    /**
     * @param most how many are replaced; below 0 for all
     */
    static String replace(String text, String old, String replacement, int most) {
        long size = text.length() + (long) Math.max(0, replacement.length() - old.length()) * count(text, old);
        Budget.longest(size);
        StringBuilder replaced = new StringBuilder();
        int from = 0;
        int left = most < 0 ? Integer.MAX_VALUE : most;
        int at = text.indexOf(old);
        while (at >= 0 && left-- > 0) {
            replaced.append(text, from, at).append(replacement);
            from = at + old.length();
            if (!old.isEmpty()) {
                at = text.indexOf(old, from);
            } else if (at < text.length()) {
                at += Character.charCount(text.codePointAt(at));
            } else {
                break;
            }
        }
        return replaced.append(text, from, text.length()).toString();
    }

    static String capitalize(String text) {
        return text.isEmpty() ? text : titled(text.codePointAt(0)) + Characters.lower(rest(text));
    }

    private static String rest(String text) {
        return text.substring(Character.charCount(text.codePointAt(0)));
    }

    private static String titled(int character) {
        String upper = Characters.upper(Character.toString(character));
        boolean single = Characters.length(upper) == 1;
        return single
                ? Character.toString(Character.toTitleCase(character))
                : Character.toString(upper.codePointAt(0)) + Characters.lower(rest(upper));
    }

    static String title(String text) {
        StringBuilder titled = new StringBuilder();
        boolean inside = false;
        for (int character : text.codePoints().toArray()) {
            String single = Character.toString(character);
            titled.append(inside ? Characters.lower(single) : titled(character));
            inside = hasCase(single);
        }
        return titled.toString();
    }

    static boolean hasCase(String text) {
        return text.codePoints()
                .anyMatch(character -> Character.isUpperCase(character)
                        || Character.isLowerCase(character)
                        || Character.isTitleCase(character));
    }

    /** Pads to the width that is the first argument, with the second, keeping the text left or right. */
    static String pad(String text, Bound given, boolean left) {
        int missing = given.integer(0, 0) - Characters.length(text);
        String fill = given.has(1) ? given.text(1) : " ";
        if (Characters.length(fill) != 1) {
            throw new Fault("the fill character must be exactly one character long");
        }
        if (missing <= 0) {
            return text;
        }
        Budget.longest(missing);
        return left ? text + fill.repeat(missing) : fill.repeat(missing) + text;
    }

    static String zeros(String text, int width) {
        int missing = width - Characters.length(text);
        if (missing <= 0) {
            return text;
        }
        Budget.longest(missing);
        boolean signed = text.startsWith("+") || text.startsWith("-");
        String zeros = "0".repeat(missing);
        return signed ? text.charAt(0) + zeros + text.substring(1) : zeros + text;
    }
}
