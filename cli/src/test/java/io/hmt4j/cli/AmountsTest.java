package io.hmt4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hmt4j.InputException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmountsTest {

    @ParameterizedTest
    @CsvSource({
        "7, 7",
        "7b, 7",
        "3KiB, 3072",
        "3k, 3072",
        "2 MiB, 2097152",
        "5gib, 5368709120",
        "1TiB, 1099511627776",
        "3kB, 3000",
        "8GB, 8000000000"
    })
    void aSizeHasAUnit(String text, long bytes) {
        assertThat(Amounts.bytes(text, "--disk", 0)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GiB", "-1", "1.5GiB", "3 apples", "99999999999999999999", "999999999999TiB", "0"})
    void whatIsNoSizeIsRefusedByItsFlag(String text) {
        assertThatThrownBy(() -> Amounts.bytes(text, "--disk", 1))
                .isInstanceOf(InputException.class)
                .hasMessage("--disk is " + text + "; allowed: a size such as 300MiB, 20GiB or 8GB");
    }

    @Test
    void aTimeHasAUnitAndIsNotNothing() {
        assertThat(Amounts.time("90s", "--t")).isEqualTo(Duration.ofSeconds(90));
        assertThat(Amounts.time("2h", "--t")).isEqualTo(Duration.ofHours(2));
        assertThatThrownBy(() -> Amounts.time("90", "--t")).hasMessageContaining("--t is 90; allowed: a time such as");
        assertThatThrownBy(() -> Amounts.time("0s", "--t")).isInstanceOf(InputException.class);
    }
}
