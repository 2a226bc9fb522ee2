package io.hmt4j.tokenizer.chat.jinja;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.hmt4j.InputException;
import io.hmt4j.tokenizer.chat.Fixtures;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Templates of one feature each, against what Jinja2 3.1.6 made of them. */
class LanguageTest {

    @ParameterizedTest
    @ValueSource(strings = {"expressions", "statements", "whitespace"})
    void aTemplateRendersAsInJinja2OrIsRefused(String file) {
        JsonNode fixture = Fixtures.json(file + ".json");
        Map<String, Object> variables =
                Fixtures.JSON.convertValue(fixture.get("variables"), new TypeReference<Map<String, Object>>() {});
        SoftAssertions softly = new SoftAssertions();
        for (JsonNode each : fixture.get("cases")) {
            softly.assertThat(outcome(each.get("template").textValue(), variables))
                    .as(each.toString())
                    .isEqualTo(each.has("expected") ? each.get("expected").textValue() : "refused");
        }
        softly.assertAll();
        assertThat(fixture.get("cases")).hasSizeGreaterThan(50);
    }

    private static String outcome(String template, Map<String, Object> variables) {
        try {
            return Template.parse(template, "test").render(variables, Fixtures.CLOCK);
        } catch (InputException refused) {
            assertThat(refused).hasMessageStartingWith("chat template test");
            return "refused";
        }
    }
}
