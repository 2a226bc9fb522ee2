package io.hmt4j.tokenizer.chat.jinja;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Filters that make text. */
final class TextFilters {

    private TextFilters() {}

    static void define() {
        Filters.define("string", 0, (value, given, budget) -> soft(value));
        Filters.define("trim", 0, (value, given, budget) -> trim(value, given), "chars");
        Filters.define("upper", 0, (value, given, budget) -> like(value, Characters.upper(Repr.str(value))));
        Filters.define("lower", 0, (value, given, budget) -> like(value, Characters.lower(Repr.str(value))));
        Filters.define("capitalize", 0, (value, given, budget) -> like(value, Strings.capitalize(Repr.str(value))));
        Filters.define("title", 0, (value, given, budget) -> title(Repr.str(value)));
        Filters.define("safe", 0, (value, given, budget) -> new SafeText(Repr.str(value)));
        Filters.define("escape", 0, (value, given, budget) -> SafeText.escape(value));
        Filters.alias("e", "escape");
        Filters.define("replace", 2, TextFilters::replace, "old", "new", "count");
        Filters.define("indent", 0, TextFilters::indent, "width", "first", "blank");
        Filters.define("tojson", 0, TextFilters::tojson, "ensure_ascii", "indent", "separators", "sort_keys");
        Filters.open("format", TextFilters::format);
    }

    private static Object soft(Object value) {
        return Types.isText(value) ? value : Repr.str(value);
    }

    /** Safe text where the value was. */
    private static Object like(Object value, String text) {
        return value instanceof SafeText ? new SafeText(text) : text;
    }

    private static Object trim(Object value, Bound given) {
        return like(value, Strings.strip(Repr.str(value), given.get(0), true, true));
    }

    /** Words begin after white space and opening brackets, and not after an apostrophe as for {@code str.title}. */
    private static Object title(String text) {
        StringBuilder titled = new StringBuilder();
        boolean inside = false;
        for (int character : Characters.lower(text).codePoints().toArray()) {
            boolean between = Characters.isSpace(character) || "-({[<".indexOf(character) >= 0;
            String single = Character.toString(character);
            titled.append(between || inside ? single : Characters.upper(single));
            inside = !between;
        }
        return titled.toString();
    }

    private static Object replace(Object value, Bound given, Budget budget) {
        int count = given.get(2) == None.NONE ? -1 : given.integer(2, -1);
        String replaced = Strings.replace(Repr.str(value), Repr.str(given.get(0)), Repr.str(given.get(1)), count);
        budget.text(replaced.length());
        return replaced;
    }

    private static Object indent(Object value, Bound given, Budget budget) {
        if (!Types.isText(value)) {
            throw new Fault("the filter 'indent' takes str, not " + Types.nameOf(value));
        }
        Object width = given.get(0, Numbers.of(4));
        String indention = Types.isText(width) ? Types.text(width) : spaces(width, budget);
        boolean blank = given.truth(2, false);
        StringBuilder indented = new StringBuilder();
        List<Object> lines = Splitting.lines(Types.text(value) + "\n", false);
        for (int index = 0; index < lines.size(); index++) {
            String line = (String) lines.get(index);
            boolean moved = index == 0 ? given.truth(1, false) : blank || !line.isEmpty();
            indented.append(index == 0 ? "" : "\n")
                    .append(moved ? indention : "")
                    .append(line);
            budget.text(line.length() + (long) indention.length());
        }
        return like(value, indented.toString());
    }

    private static String spaces(Object width, Budget budget) {
        int count = Math.max(0, Numbers.toInt(width));
        budget.text(count);
        return " ".repeat(count);
    }

    /** Hugging Face's own {@code tojson}: json.dumps with {@code ensure_ascii=False}. */
    private static Object tojson(Object value, Bound given, Budget budget) {
        String indent = indent(given.get(1), budget);
        String item = indent == null ? ", " : ",";
        String key = ": ";
        if (given.get(2) != None.NONE) {
            List<Object> separators = Items.list(given.get(2));
            if (separators.size() != 2 || !separators.stream().allMatch(Types::isText)) {
                throw new Fault("tojson: separators must be two str, got " + Repr.repr(given.get(2)));
            }
            item = Types.text(separators.get(0));
            key = Types.text(separators.get(1));
        }
        String json = new Json(given.truth(0, false), indent, item, key, given.truth(3, false)).dumps(value, budget);
        return json;
    }

    private static @Nullable String indent(Object indent, Budget budget) {
        if (indent == None.NONE) {
            return null;
        }
        return Types.isText(indent) ? Types.text(indent) : spaces(indent, budget);
    }

    private static Object format(Object value, Arguments given, Budget budget) {
        if (given.named().isEmpty()) {
            return PercentFormat.format(soft(value), new Tuple(given.positional()), budget);
        } else if (!given.positional().isEmpty()) {
            throw new Fault("the filter 'format' takes positional or keyword arguments, not both");
        }
        return PercentFormat.format(soft(value), Dict.of(given.named()), budget);
    }
}
