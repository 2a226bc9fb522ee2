package io.hmt4j.server.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PacedInputTest {

    private static final Duration DAY = Duration.ofDays(1);
    private static final byte[] BODY = new byte[1000];

    @Test
    void aBodyThatIsTooSlowEnds() {
        InputStream body = new PacedInput(new ByteArrayInputStream(BODY), 1L << 60, Duration.ZERO, DAY);

        assertThatThrownBy(() -> body.read(new byte[10])).isInstanceOf(PacedInput.TooSlow.class);
        assertThatThrownBy(body::read).isInstanceOf(PacedInput.TooSlow.class);
    }

    @Test
    void aBodyThatHasHadItsTimeEndsAtWhateverSpeed() {
        InputStream body = new PacedInput(new ByteArrayInputStream(BODY), 0, DAY, Duration.ZERO);

        assertThatThrownBy(() -> body.read(new byte[1000])).isInstanceOf(PacedInput.TooSlow.class);
    }

    @Test
    void anySpeedWillDoInTheTimeOfGraceOrWithoutABound() throws IOException {
        assertThat(new PacedInput(new ByteArrayInputStream(BODY), 1L << 60, Duration.ofHours(1), DAY).readAllBytes())
                .hasSize(1000);
        assertThat(new PacedInput(new ByteArrayInputStream(BODY), 0, Duration.ZERO, DAY).readAllBytes())
                .hasSize(1000);
    }
}
