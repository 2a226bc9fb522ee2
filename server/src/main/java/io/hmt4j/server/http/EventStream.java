package io.hmt4j.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.hmt4j.server.json.Json;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Server-sent events to one client (WHATWG HTML, 9.2). The answer begins with the first of them, so that what fails before
 * can be answered with a status. Writing to a client that is gone does nothing. For one thread.
 */
public final class EventStream {

    private final HttpServletResponse response;
    private final ClientConnection client;
    private final long heartbeatNanos;
    private @Nullable OutputStream output;
    private long written = System.nanoTime();

    /**
     * A stream.
     *
     * @param heartbeat time without an event after which {@link #beat} sends a comment
     */
    public EventStream(HttpServletResponse response, ClientConnection client, Duration heartbeat) {
        this.response = response;
        this.client = client;
        this.heartbeatNanos = heartbeat.toNanos();
    }

    /** Whether anything was sent: the status can no longer change. */
    public boolean begun() {
        return output != null;
    }

    /** Whether the client is gone. */
    public boolean gone() {
        return client.gone();
    }

    /** Sends data without a name of an event. */
    public void data(JsonNode data) {
        write("data: " + Json.text(data) + "\n\n");
    }

    /** Sends data that is no JSON: a single line. */
    public void word(String line) {
        write("data: " + line + "\n\n");
    }

    /** Sends an event with its name. */
    public void event(String name, JsonNode data) {
        write("event: " + name + "\ndata: " + Json.text(data) + "\n\n");
    }

    /** Whether nothing was sent for a while. */
    public boolean due() {
        return System.nanoTime() - written >= heartbeatNanos;
    }

    /** Sends a comment where nothing was sent for a while. Keeps proxies from closing the connection. */
    public void beat(String comment) {
        if (due()) {
            write(": " + comment + "\n\n");
        }
    }

    private void write(String text) {
        if (gone()) {
            return;
        }
        try {
            OutputStream out = opened();
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
            written = System.nanoTime();
        } catch (IOException e) {
            client.lost();
        }
    }

    private OutputStream opened() throws IOException {
        OutputStream out = output;
        if (out == null) {
            response.setStatus(HttpServletResponse.SC_OK);
            response.setContentType("text/event-stream");
            response.setHeader("Cache-Control", "no-store");
            response.setHeader("X-Accel-Buffering", "no"); // nginx would hold the events back
            out = response.getOutputStream();
            output = out;
        }
        return out;
    }
}
