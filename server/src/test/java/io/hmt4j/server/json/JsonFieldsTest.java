package io.hmt4j.server.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hmt4j.server.failure.ApiException;
import io.hmt4j.server.failure.ErrorCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFieldsTest {

    @Test
    void fieldsAreReadAndNullIsAbsent() {
        JsonFields fields = parse("{\"a\": \"x\", \"b\": 7, \"c\": 0.5, \"d\": true, \"e\": null}");

        assertThat(fields.text("a")).isEqualTo("x");
        assertThat(fields.integer("b", 0, 10)).hasValue(7);
        assertThat(fields.number("c", 0, 1)).hasValue(0.5);
        assertThat(fields.flag("d")).isTrue();
        assertThat(fields.flag("e")).isFalse();
        assertThat(fields.optionalText("e")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.5", "11", "-1", "\"7\"", "99999999999999999999", "true", "[]", "{}"})
    void aWholeNumberIsNothingElse(String value) {
        assertThatThrownBy(() -> parse("{\"n\": " + value + "}").integer("n", 0, 10))
                .isInstanceOf(ApiException.class)
                .hasMessageContaining("a whole number, 0 to 10");
    }

    @Test
    void aNumberOutOfItsBoundsIsSaidWithThem() {
        assertThatThrownBy(() -> parse("{\"top_p\": 1.5}").number("top_p", 0, 1))
                .hasMessage("top_p is 1.5; allowed: a number, 0 to 1");
    }

    @Test
    void aFieldWithinAListIsNamedByItsPlace() {
        JsonFields fields = parse("{\"messages\": [{\"content\": 1}]}");

        assertThatThrownBy(() -> fields.objects("messages", 10).get(0).text("content"))
                .isInstanceOfSatisfying(
                        ApiException.class, wrong -> assertThat(wrong.param()).isEqualTo("messages[0].content"));
    }

    @Test
    void anUnknownFieldIsAnsweredWithTheNearest() {
        assertThat(error(() -> parse("{\"temprature\": 1}").allowOnly(Set.of("temperature"))))
                .isEqualTo(ErrorCode.UNKNOWN_FIELD);
        assertThatThrownBy(() -> parse("{\"temprature\": 1}").allowOnly(Set.of("temperature")))
                .hasMessageContaining("did you mean temperature?");
    }

    @Test
    void whatIsWrongIsSaidWithoutTheTextsOfTheRequest() {
        assertThatThrownBy(() -> parse("{\"n\": \"a secret\"}").integer("n", 0, 1))
                .hasMessage("n is a string; allowed: a whole number, 0 to 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "[]", "1", "{", "{} {}", "{\"a\":1,\"a\":2}", "{\"a\":NaN}", "{'a':1}", "\ufeff{}"})
    void whatIsNotOneObjectIsNoBody(String body) {
        assertThat(error(() -> parse(body))).isEqualTo(ErrorCode.INVALID_JSON);
    }

    @Test
    void whatIsTooDeepIsNoBody() {
        assertThat(error(() -> parse("{\"a\":" + "[".repeat(10_000)))).isEqualTo(ErrorCode.INVALID_JSON);
    }

    @Test
    void halfACharacterIsNoText() {
        assertThat(error(() -> parse("{\"a\":\"\\ud800\"}").text("a"))).isEqualTo(ErrorCode.INVALID_VALUE);
        assertThat(parse("{\"a\":\"\\ud83d\\ude00\"}").text("a")).isEqualTo("\ud83d\ude00");
    }

    private static JsonFields parse(String json) {
        try {
            return Json.parse(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ErrorCode error(ThrowingCallable call) {
        ApiException[] thrown = new ApiException[1];
        assertThatThrownBy(call).isInstanceOfSatisfying(ApiException.class, wrong -> thrown[0] = wrong);
        return thrown[0].error();
    }
}
