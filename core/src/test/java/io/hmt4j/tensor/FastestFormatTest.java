package io.hmt4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FastestFormatTest {

    @ParameterizedTest
    @CsvSource({
        "true, true, true, INT8, four times as fast",
        "true, true, false, INT8, four times as fast",
        "true, false, true, BFLOAT16, bfloat16 units",
        "true, false, false, INT8, 7 bits",
        "false, true, true, BFLOAT16, bfloat16 units",
        "false, false, false, FLOAT32, no kernels for 8-bit integers"
    })
    void followsWhatTheProcessorHas(boolean int8, boolean vnni, boolean bfloat16, WeightFormat format, String reason) {
        FastestFormat fastest = FastestFormat.of(int8, vnni, bfloat16);
        assertThat(fastest.format()).isEqualTo(format);
        assertThat(fastest.reason()).contains(reason);
    }

    @Test
    void runsOnThisMachine() {
        FastestFormat.on(ComputeDevice.CPU).format().requireRunsOn(ComputeDevice.CPU);
        assertThat(FastestFormat.on(new ComputeDevice(true, 0)).format()).isEqualTo(WeightFormat.BFLOAT16);
    }
}
