package io.hmt4j.server.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hmt4j.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiKeysTest {

    private static final String FIRST = "first-key-0123456789";
    private static final String SECOND = "second-key-0123456789";

    @Test
    void everyKeyOfTheFileIsAcceptedAndNoOther(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("keys"), "# team\n" + FIRST + "\n\n  " + SECOND + "  \n");
        ApiKeys keys = ApiKeys.ofFile(file);

        assertThat(keys.required()).isTrue();
        assertThat(keys.accept(FIRST)).isTrue();
        assertThat(keys.accept(SECOND)).isTrue();
        assertThat(keys.accept(FIRST + "x")).isFalse();
        assertThat(keys.accept("# team")).isFalse();
        assertThat(keys.accept("")).isFalse();
        assertThat(keys.accept(null)).isFalse();
    }

    @Test
    void keysAreShownNowhere() {
        assertThat(ApiKeys.of(List.of(FIRST), "HMT_API_KEY")).hasToString("1 API keys");
        assertThatThrownBy(() -> ApiKeys.of(List.of("short"), "HMT_API_KEY"))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("HMT_API_KEY: a key is not fit")
                .hasMessageNotContaining("short");
    }

    @Test
    void aFileWithoutKeysIsRefused(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("keys"), "\n# none\n");

        assertThatThrownBy(() -> ApiKeys.ofFile(file)).hasMessageContaining("holds no API key");
        assertThatThrownBy(() -> ApiKeys.ofFile(folder.resolve("missing")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("missing");
    }

    @Test
    void withoutKeysNoneIsRequired() {
        assertThat(ApiKeys.NONE.required()).isFalse();
    }
}
