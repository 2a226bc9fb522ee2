package io.hmt4j.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hmt4j.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LengthsTest {

    @Test
    void lengthsAreSortedAndTakeBinaryUnits() {
        assertThat(Lengths.parse("64k,512, 8k,1M,8192")).containsExactly(512, 8192, 65536, 1048576);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "8q", "8K", "-1", "1.5k", "4000M", "1k,,2k"})
    void whatIsNoLengthIsRefusedWithWhatIsAllowed(String list) {
        assertThatThrownBy(() -> Lengths.parse(list))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("--lengths has \"")
                .hasMessageContaining("k for 1,024 and M for 1,048,576");
    }

    @Test
    void aLengthIsWrittenInItsShortestForm() {
        assertThat(Lengths.label(512)).isEqualTo("512");
        assertThat(Lengths.label(8192)).isEqualTo("8k");
        assertThat(Lengths.label(1048576)).isEqualTo("1M");
        assertThat(Lengths.label(1500)).isEqualTo("1,500");
    }
}
