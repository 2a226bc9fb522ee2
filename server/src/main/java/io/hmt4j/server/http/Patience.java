package io.hmt4j.server.http;

import io.hmt4j.server.failure.ApiException;
import io.hmt4j.server.failure.ErrorCode;
import java.time.Duration;

/** How long a request goes on: to its end, unless its client hangs up, its time is over, or the server stops. */
public final class Patience {

    private final ClientConnection client;
    private final RunningRequests running;
    private final long end;

    /** From now on, for so long. */
    public Patience(ClientConnection client, RunningRequests running, Duration atMost) {
        this.client = client;
        this.running = running;
        this.end = System.nanoTime() + atMost.toNanos();
    }

    /** Whether to go on no longer. */
    public boolean over() {
        return running.cancelled() || client.gone() || late();
    }

    /** Whether nobody waits for the answer. */
    public boolean clientGone() {
        return client.gone();
    }

    /** Why it was over, for the client. */
    public ApiException reason() {
        if (running.cancelled()) {
            return ApiException.of(ErrorCode.STOPPING, "the server stops");
        }
        return late()
                ? ApiException.of(ErrorCode.TIMEOUT, "the answer took longer than this server allows")
                : ApiException.of(ErrorCode.INVALID_REQUEST, "the client hung up");
    }

    private boolean late() {
        return System.nanoTime() - end > 0;
    }
}
