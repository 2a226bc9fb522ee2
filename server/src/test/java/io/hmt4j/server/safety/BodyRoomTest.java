package io.hmt4j.server.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hmt4j.server.failure.ApiException;
import io.hmt4j.server.failure.ErrorCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class BodyRoomTest {

    private static final int LARGE = 1 << 20;

    private final BodyRoom room = new BodyRoom(LARGE);

    @Test
    void aLargeBodyIsRefusedAsLongAsAnotherHasTheRoom() throws IOException {
        try (BodyRoom.Share first = room.share()) {
            assertThat(read(first, LARGE)).isEqualTo(LARGE);
            try (BodyRoom.Share second = room.share()) {
                assertThatThrownBy(() -> read(second, LARGE)).isInstanceOfSatisfying(ApiException.class, refused -> {
                    assertThat(refused.error()).isEqualTo(ErrorCode.QUEUE_FULL);
                    assertThat(refused.retryAfter()).isPresent();
                });
            }
        }
        try (BodyRoom.Share third = room.share()) {
            assertThat(read(third, LARGE)).isEqualTo(LARGE);
        }
    }

    @Test
    void smallBodiesAlwaysHaveRoom() throws IOException {
        try (BodyRoom.Share first = room.share()) {
            read(first, LARGE);
            for (int i = 0; i < 100; i++) {
                assertThat(read(room.share(), 60_000)).isEqualTo(60_000);
            }
        }
    }

    private static int read(BodyRoom.Share share, int bytes) throws IOException {
        return share.counting(new ByteArrayInputStream(new byte[bytes])).readAllBytes().length;
    }
}
