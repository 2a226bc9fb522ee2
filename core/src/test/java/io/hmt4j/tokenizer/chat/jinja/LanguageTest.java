package io.hmt4j.tokenizer.chat.jinja;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hmt4j.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Templates of one feature each, against what Jinja2 3.1.6 made of them. */
class LanguageTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2024-07-05T09:03:07.000042Z"), ZoneOffset.UTC);

    static List<Arguments> cases() throws IOException {
        List<Arguments> cases = new ArrayList<>();
        for (String file : List.of("expressions", "statements", "whitespace")) {
            try (InputStream stream =
                    Objects.requireNonNull(LanguageTest.class.getResourceAsStream("/chat/" + file + ".json"))) {
                JsonNode fixture = JSON.readTree(stream);
                Map<String, Object> variables =
                        JSON.convertValue(fixture.get("variables"), new TypeReference<Map<String, Object>>() {});
                for (JsonNode each : fixture.get("cases")) {
                    cases.add(Arguments.of(each.get("template").textValue(), variables, each));
                }
            }
        }
        return cases;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    @DisplayName("renders as Jinja2 does, or refuses")
    void rendersAsJinja2DoesOrRefuses(String template, Map<String, Object> variables, JsonNode expected) {
        if (expected.has("expected")) {
            assertThat(Template.parse(template, "test").render(variables, CLOCK))
                    .isEqualTo(expected.get("expected").textValue());
        } else {
            assertThatThrownBy(() -> Template.parse(template, "test").render(variables, CLOCK))
                    .isInstanceOf(InputException.class)
                    .hasMessageStartingWith("chat template test");
        }
    }
}
