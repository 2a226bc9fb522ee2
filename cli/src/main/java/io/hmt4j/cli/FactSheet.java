package io.hmt4j.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A JSON object as lines for people: a title for each section, a line for each fact, numbers in groups of digits. */
final class FactSheet {

    private static final int NAME_WIDTH = 34;

    private final List<String> lines = new ArrayList<>();

    private FactSheet() {}

    /** The lines of an object whose members are sections. */
    static List<String> of(ObjectNode sections) {
        FactSheet sheet = new FactSheet();
        for (Map.Entry<String, JsonNode> section : sections.properties()) {
            if (!sheet.lines.isEmpty()) {
                sheet.lines.add("");
            }
            String title = words(section.getKey());
            sheet.lines.add(title.substring(0, 1).toUpperCase(Locale.ROOT) + title.substring(1));
            sheet.add(section.getValue(), "  ");
        }
        return List.copyOf(sheet.lines);
    }

    private void add(JsonNode object, String indent) {
        for (Map.Entry<String, JsonNode> fact : object.properties()) {
            JsonNode value = fact.getValue();
            String name = indent + words(fact.getKey());
            if (value.isObject()) {
                lines.add(name);
                add(value, indent + "  ");
            } else if (value.isArray()) {
                lines.add(name);
                value.forEach(element -> lines.add(indent + "  " + inline(element)));
            } else {
                lines.add(padded(name) + text(fact.getKey(), value));
            }
        }
    }

    /** An element of a list, in a line of its own. */
    private static String inline(JsonNode element) {
        List<String> facts = new ArrayList<>();
        element.properties().forEach(fact -> {
            String value = text(fact.getKey(), fact.getValue());
            facts.add(fact.getKey().equals("name") ? value : words(fact.getKey()) + " " + value);
        });
        return element.isObject() ? String.join(", ", facts) : text("", element);
    }

    private static String text(String name, JsonNode value) {
        if (value.isNull()) {
            return "none";
        }
        if (value.isBoolean()) {
            return value.booleanValue() ? "yes" : "no";
        }
        if (value.isIntegralNumber()) {
            return name.equals("bytes") ? Figures.bytes(value.longValue()) : Figures.count(value.longValue());
        }
        return value.asText();
    }

    private static String padded(String name) {
        return name + " ".repeat(Math.max(2, NAME_WIDTH - name.length()));
    }

    private static String words(String key) {
        return key.replace('_', ' ');
    }
}
