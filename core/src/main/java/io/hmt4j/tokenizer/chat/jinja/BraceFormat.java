package io.hmt4j.tokenizer.chat.jinja;

import java.util.List;

/** Python's {@code str.format} with places such as <code>{}</code>, <code>{0}</code> and <code>{name}</code>. */
final class BraceFormat {

    private BraceFormat() {}

    static String format(String template, Arguments arguments, Budget budget) {
        StringBuilder filled = new StringBuilder();
        int next = 0;
        int at = 0;
        while (at < template.length()) {
            char character = template.charAt(at);
            if (template.startsWith("{{", at) || template.startsWith("}}", at)) {
                filled.append(character);
                at += 2;
            } else if (character == '{') {
                int end = template.indexOf('}', at);
                String place = template.substring(at + 1, end < 0 ? template.length() : end);
                filled.append(Repr.str(value(place.isEmpty() ? String.valueOf(next++) : place, end, arguments)));
                at = end + 1;
            } else if (character == '}') {
                throw new Fault("format: a single '}'");
            } else {
                filled.append(character);
                at++;
            }
            Budget.longest(filled.length());
        }
        budget.text(filled.length());
        return filled.toString();
    }

    private static Object value(String place, int end, Arguments arguments) {
        if (end < 0 || !place.chars().allMatch(character -> character == '_' || Character.isLetterOrDigit(character))) {
            throw new Fault("format: the place '{" + place + "' is not supported; known: {}, {0}, {name}");
        }
        if (Character.isDigit(place.charAt(0))) {
            List<Object> positional = arguments.positional();
            if (place.length() > 3 || Integer.parseInt(place) >= positional.size()) {
                throw new Fault("format: no argument for {" + place + "}");
            }
            return positional.get(Integer.parseInt(place));
        }
        Object value = arguments.named().get(place);
        if (value == null) {
            throw new Fault("format: no argument for {" + place + "}");
        }
        return value;
    }
}
