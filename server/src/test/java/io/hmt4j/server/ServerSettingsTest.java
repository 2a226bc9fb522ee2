package io.hmt4j.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hmt4j.InputException;
import io.hmt4j.server.safety.ApiKeys;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerSettingsTest {

    private static final ApiKeys KEYS = ApiKeys.of(List.of("a-key-of-the-test-0123"), "test");

    @Test
    void nothingSaidIsThisMachineAlone() {
        assertThat(ServerSettings.DEFAULT.host()).isEqualTo("127.0.0.1");
        assertThat(ServerSettings.DEFAULT.origins()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1"})
    void anAddressOthersReachRequiresAKey(String host) {
        assertThatThrownBy(() -> ServerSettings.DEFAULT.withHost(host))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("needs an API key");
        assertThat(ServerSettings.DEFAULT.withKeys(KEYS).withHost(host).host()).isEqualTo(host);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "::1", "127.0.0.2"})
    void thisMachinesOwnAddressesDoNot(String host) {
        assertThat(ServerSettings.DEFAULT.withHost(host).keys().required()).isFalse();
    }

    @Test
    void wrongValuesAreSaidWithWhatIsAllowed() {
        assertThatThrownBy(() -> ServerSettings.DEFAULT.withPort(70_000))
                .hasMessage("the port is 70000; allowed: 0 to 65535");
        assertThatThrownBy(() -> ServerSettings.DEFAULT.withHost(" ")).hasMessageContaining("the host is empty");
        assertThatThrownBy(() -> ServerSettings.DEFAULT.withOrigins(Set.of("*")))
                .hasMessageContaining("the origin is *");
    }

    @Test
    void settingsShowNoKeys() {
        assertThat(ServerSettings.DEFAULT.withKeys(KEYS).toString()).doesNotContain("a-key-of-the-test");
    }
}
