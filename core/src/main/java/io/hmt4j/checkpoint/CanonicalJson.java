package io.hmt4j.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** One text for all spellings of a JSON value: keys sorted, no white space, 10000.0 the same as 1e4. */
final class CanonicalJson {

    private CanonicalJson() {}

    static String of(JsonNode value) {
        if (value.isObject()) {
            Map<String, JsonNode> sorted = new TreeMap<>();
            value.properties().forEach(property -> sorted.put(property.getKey(), property.getValue()));
            return sorted.entrySet().stream()
                    .map(entry -> TextNode.valueOf(entry.getKey()) + ":" + of(entry.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (value.isArray()) {
            return StreamSupport.stream(value.spliterator(), false)
                    .map(CanonicalJson::of)
                    .collect(Collectors.joining(",", "[", "]"));
        }
        return value.isNumber() ? number(value) : value.toString();
    }

    private static String number(JsonNode value) {
        boolean finite = value.isIntegralNumber() || Double.isFinite(value.doubleValue());
        return finite ? decimal(value.decimalValue()) : value.asText();
    }

    private static String decimal(BigDecimal number) {
        return number.stripTrailingZeros().toString();
    }
}
