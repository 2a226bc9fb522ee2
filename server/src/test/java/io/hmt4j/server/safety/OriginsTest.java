package io.hmt4j.server.safety;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginsTest {

    private final Origins local = new Origins(Set.of("https://app.example.org"), true);

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:8080", "127.0.0.1:80", "127.1.2.3", "[::1]:9", "[::1]"})
    void thisMachinesNamesMayBeAsked(String host) {
        assertThatCode(() -> local.checkHost(host)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"example.org", "127.0.0.1.example.org", "localhost.example.org", "", "192.168.0.1:8080", "[::2]"
            })
    void aNameThatWasMadeToLeadHereIsRefused(String host) {
        assertThatThrownBy(() -> local.checkHost(host)).hasMessageContaining("127.0.0.1");
        assertThatCode(() -> new Origins(Set.of(), false).checkHost(host)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:8080", "https://127.0.0.1:8080", "https://app.example.org"})
    void theOwnPageAndThoseOfTheSettingsMayAsk(String origin) {
        assertThatCode(() -> local.checkOrigin(origin, "127.0.0.1:8080")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "https://evil.example",
                "http://127.0.0.1:8081",
                "http://localhost:8080",
                "https://app.example.org.evil",
                "127.0.0.1:8080",
                ""
            })
    void otherPagesMayNot(String origin) {
        assertThatThrownBy(() -> local.checkOrigin(origin, "127.0.0.1:8080")).hasMessageContaining("origin");
    }
}
