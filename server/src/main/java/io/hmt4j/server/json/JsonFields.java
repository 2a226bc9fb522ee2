package io.hmt4j.server.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hmt4j.Nearest;
import io.hmt4j.server.failure.ApiException;
import io.hmt4j.server.failure.ErrorCode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The fields of a JSON object from outside. A field that is null counts as absent, as OpenAI's clients have it. What is wrong is
 * an {@link ApiException} that names the field, what was found and what is allowed.
 */
public final class JsonFields {

    private final String path;
    private final ObjectNode object;

    JsonFields(String path, ObjectNode object) {
        this.path = path;
        this.object = object;
    }

    /** No fields at all: those of a body that was left out. */
    public static JsonFields none() {
        return new JsonFields("", Json.object());
    }

    /** Refuses fields that are not known, with the nearest one that is. */
    public void allowOnly(Collection<String> known) {
        Iterator<String> names = object.fieldNames();
        while (names.hasNext()) {
            String name = names.next();
            if (!known.contains(name)) {
                String nearest = Nearest.to(name, known)
                        .map(word -> "; did you mean " + word + "?")
                        .orElse("");
                throw ApiException.of(ErrorCode.UNKNOWN_FIELD, param(name), "unknown field " + param(name) + nearest);
            }
        }
    }

    /** Where a field stands, for messages. */
    public String param(String name) {
        return path + name;
    }

    /** A field as it is; empty if absent or null. */
    public Optional<JsonNode> node(String name) {
        JsonNode node = object.get(name);
        return node == null || node.isNull() ? Optional.empty() : Optional.of(node);
    }

    /** A text that has to be there. */
    public String text(String name) {
        return optionalText(name).orElseThrow(() -> missing(name, "a string"));
    }

    /** A text, if it is there. */
    public Optional<String> optionalText(String name) {
        return node(name).map(node -> Texts.of(param(name), node));
    }

    /** A whole number, if it is there. */
    public OptionalLong integer(String name, long least, long most) {
        Optional<JsonNode> node = node(name);
        if (node.isEmpty()) {
            return OptionalLong.empty();
        }
        String allowed = "a whole number, " + least + " to " + most;
        if (!node.get().isIntegralNumber() || !node.get().canConvertToLong()) {
            throw wrong(name, node.get(), allowed);
        }
        long value = node.get().longValue();
        if (value < least || value > most) {
            throw wrong(name, node.get(), allowed);
        }
        return OptionalLong.of(value);
    }

    /** A number, if it is there. */
    public OptionalDouble number(String name, double least, double most) {
        Optional<JsonNode> node = node(name);
        if (node.isEmpty()) {
            return OptionalDouble.empty();
        }
        double value = node.get().isNumber() ? node.get().doubleValue() : Double.NaN;
        if (!(value >= least && value <= most)) {
            throw wrong(name, node.get(), "a number, " + plain(least) + " to " + plain(most));
        }
        return OptionalDouble.of(value);
    }

    /** True or false; false if absent. */
    public boolean flag(String name) {
        Optional<JsonNode> node = node(name);
        if (node.isPresent() && !node.get().isBoolean()) {
            throw wrong(name, node.get(), "true or false");
        }
        return node.isPresent() && node.get().booleanValue();
    }

    /** An object within this one, if it is there. */
    public Optional<JsonFields> object(String name) {
        return node(name).map(node -> fields(param(name), node));
    }

    /** The objects of a list that has to be there. */
    public List<JsonFields> objects(String name, int most) {
        JsonNode node = node(name).orElseThrow(() -> missing(name, "a list"));
        if (!(node instanceof ArrayNode list) || list.isEmpty() || list.size() > most) {
            throw wrong(name, node, "a list of 1 to " + most + " objects");
        }
        List<JsonFields> fields = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            fields.add(fields(param(name) + "[" + i + "]", list.get(i)));
        }
        return fields;
    }

    /** An exception that says what a field is and what it may be. */
    public ApiException wrong(String name, JsonNode found, String allowed) {
        return ApiException.of(
                ErrorCode.INVALID_VALUE,
                param(name),
                param(name) + " is " + Texts.shown(found) + "; allowed: " + allowed);
    }

    private ApiException missing(String name, String wanted) {
        return ApiException.of(
                ErrorCode.MISSING_VALUE, param(name), param(name) + " is missing; it has to be " + wanted);
    }

    private static JsonFields fields(String path, JsonNode node) {
        if (node instanceof ObjectNode object) {
            return new JsonFields(path + ".", object);
        }
        throw ApiException.of(
                ErrorCode.INVALID_VALUE, path, path + " is " + Texts.shown(node) + "; allowed: an object");
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }
}
