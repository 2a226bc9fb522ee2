package io.hmt4j.server.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.hmt4j.InputException;
import io.hmt4j.answer.QueueFull;
import io.hmt4j.server.failure.ApiException;
import io.hmt4j.server.failure.ErrorCode;
import io.javalin.http.HttpResponseException;
import java.io.EOFException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class FailuresTest {

    @Test
    void whatNobodyForesawIsSaidWithoutItsMessageWhichMayHoldAText() {
        ApiException failure = Failures.of(new IllegalStateException("It was a dark and stormy night"));

        assertThat(failure.error()).isEqualTo(ErrorCode.INTERNAL);
        assertThat(failure.words()).doesNotContain("dark");
    }

    @Test
    void aFullQueueSaysWhenToTryAgain() {
        ApiException failure = Failures.of(new QueueFull(64, 7));

        assertThat(failure.error()).isEqualTo(ErrorCode.QUEUE_FULL);
        assertThat(failure.retryAfter()).hasValue(7);
    }

    @Test
    void whatTheUserCanMendIsSaidAsItIs() {
        assertThat(Failures.of(new InputException("roles must alternate")).words())
                .isEqualTo("roles must alternate");
    }

    @Test
    void aBodyThatEndsEarlyOrStandsStillIsTheClientsDoing() {
        assertThat(Failures.of(new EOFException()).error()).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(Failures.of(new IOException(new TimeoutException())).error()).isEqualTo(ErrorCode.BODY_TIMEOUT);
    }

    @Test
    void everyStatusHasACode() {
        assertThat(Failures.of(new HttpResponseException(418, "tea")).error()).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(Failures.of(new HttpResponseException(431, "long")).error()).isEqualTo(ErrorCode.HEADER_TOO_LARGE);
        assertThat(Failures.of(new HttpResponseException(502, "far")).error()).isEqualTo(ErrorCode.INTERNAL);
    }
}
