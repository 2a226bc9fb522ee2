package io.hmt4j.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RunningRequestsTest {

    @Test
    void whoWatchesTakesHalfOfThePlacesAtMost() {
        RunningRequests running = new RunningRequests(4, 2);

        assertThat(running.begin(true)).isTrue();
        assertThat(running.begin(true)).isTrue();
        assertThat(running.begin(true)).isFalse();
        assertThat(running.begin(false)).isTrue();
        assertThat(running.begin(false)).isTrue();
        assertThat(running.begin(false)).isFalse();

        running.end(true);
        assertThat(running.begin(true)).isTrue();
        assertThat(running.running()).isEqualTo(4);
    }

    @Test
    void nothingBeginsOnceTheServerStops() {
        RunningRequests running = new RunningRequests(4, 2);
        running.stop();

        assertThat(running.begin(false)).isFalse();
        assertThat(running.awaitNone(Duration.ZERO)).isTrue();
    }
}
