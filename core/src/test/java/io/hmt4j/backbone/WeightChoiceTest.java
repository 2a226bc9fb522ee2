package io.hmt4j.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hmt4j.InputException;
import io.hmt4j.checkpoint.Fingerprint;
import io.hmt4j.tensor.ComputeDevice;
import io.hmt4j.tensor.FastestFormat;
import io.hmt4j.tensor.WeightFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WeightChoiceTest {

    private static final Optional<Quantization> FLOATS = Optional.empty();
    private static final Optional<Quantization> STORED =
            Optional.of(new Quantization(WeightFormat.INT4, new Fingerprint("0123456789abcdef".repeat(4))));

    @Test
    void whatIsStoredCountsWhereNoFormatIsNamed() {
        assertThat(WeightChoice.AS_STORED.of(STORED)).isEqualTo(WeightFormat.INT4);
        assertThat(parse("auto").of(STORED)).isEqualTo(WeightFormat.INT4);
        assertThat(parse("int4").of(STORED)).isEqualTo(WeightFormat.INT4);
    }

    @Test
    void floatsBecomeWhatIsNamedOrTheFastestOrStay() {
        assertThat(WeightChoice.AS_STORED.of(FLOATS)).isEqualTo(WeightFormat.FLOAT32);
        assertThat(parse("bfloat16").of(FLOATS)).isEqualTo(WeightFormat.BFLOAT16);
        assertThat(parse("auto").of(FLOATS))
                .isEqualTo(FastestFormat.on(ComputeDevice.CPU).format());
    }

    @Test
    void anotherFormatThanTheStoredOneIsRefused() {
        assertThatThrownBy(() -> parse("int8").of(STORED))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("stored as int4 and cannot be loaded as int8");
    }

    @Test
    void wordsThatAreNoFormatAreRefused() {
        assertThatThrownBy(() -> parse("q8"))
                .isInstanceOf(InputException.class)
                .hasMessage("--weights is \"q8\"; allowed: f32, bf16, f16, f64, int8, int4, auto");
    }

    private static WeightChoice parse(String text) {
        return WeightChoice.parse(text, "--weights", ComputeDevice.CPU);
    }
}
