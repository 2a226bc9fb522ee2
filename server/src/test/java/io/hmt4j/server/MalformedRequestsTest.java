package io.hmt4j.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.hmt4j.server.safety.RequestLimits;
import io.hmt4j.server.testing.TestServer;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests that nobody would send by intent, or only somebody with one. */
class MalformedRequestsTest {

    private static final int REQUESTS = 1000;

    /** The one 5xx that is the client's doing: the version of HTTP is not known. */
    private static final int WRONG_VERSION = 505;

    private static final String[] METHODS = {
        "GET",
        "POST",
        "PATCH",
        "DELETE",
        "PUT",
        "HEAD",
        "OPTIONS",
        "TRACE",
        "CONNECT",
        "QUERY",
        "get",
        "FOO",
        "",
        "P\u00d6ST"
    };

    private static final String[] PATHS = {
        "/",
        "/v1/models",
        "/v1/models/tiny",
        "/v1/chat/completions",
        "/v1/completions",
        "/v1/memories",
        "/v1/memories/import",
        "/v1/memories/mem_x",
        "/v1/memories/mem_x/texts",
        "/v1/memories/mem_x/recall",
        "/v1/memories/mem_x/events",
        "/v1/memories/mem_x/segments/0",
        "/v1/memories/%ID%/recall",
        "/v1/memories/%ID%/segments/9",
        "/v1/memories/%ID%/copy",
        "/v1/memories/%ID%",
        "/v1/memories/%ID%/texts",
        "/metrics",
        "/openapi.json",
        "/index.html"
    };

    private static final String[] TYPES = {
        "application/json", "text/plain", "application/octet-stream", "application/json; charset=utf-16",
                "multipart/form-data",
        "application/x-www-form-urlencoded", "", "/", "text/plain; charset=no-such", "\u0000"
    };

    private static final String[] BODIES = {
        "{\"model\": \"tiny\", \"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}], \"max_tokens\": 2, \"stream\": true}",
        "{\"model\": \"tiny\", \"prompt\": \"Once\", \"max_tokens\": 2, \"stop\": [\"a\"], \"logprobs\": 2, \"seed\": 1}",
        "{\"text\": \"the house of a gardener\", \"name\": \"n\", \"source\": \"s\"}",
        "{\"question\": \"Who?\", \"top\": 3}",
        "{\"name\": \"n\"}",
        "the house of a gardener stood by the river",
        "PK\u0003\u0004"
    };

    private static final String[] HEADERS = {
        "X-HMT-Memory: %ID%",
        "X-HMT-Memory: ../..",
        "Transfer-Encoding: chunked",
        "Content-Length: 5",
        "Content-Length: -1",
        "Content-Length: 99999999999999999999",
        "Expect: 100-continue",
        "Expect: 200-tea",
        "Origin: null",
        "Host: evil.example",
        "Authorization: Bearer",
        "Range: bytes=9-1",
        "Cookie: a=\"b",
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Accept-Encoding: x",
        "If-None-Match: \"",
        "No-Colon",
        ": empty",
        "X: \u0000",
        "Connection: close"
    };

    @Test
    void noneOfAThousandIsAServersError(@TempDir Path folder) throws IOException {
        RequestLimits limits = RequestLimits.DEFAULT
                .but()
                .answering(Duration.ofSeconds(20))
                .silence(Duration.ofSeconds(5))
                .heartbeat(Duration.ofSeconds(5))
                .stopping(Duration.ZERO)
                .build();
        try (TestServer server = TestServer.start(folder, ServerSettings.DEFAULT.withRequests(limits))) {
            Random random = new Random(2026);
            Map<Integer, Integer> seen = new TreeMap<>();
            for (int i = 0; i < REQUESTS; i++) {
                String id = i % 50 == 0 || i < 2 ? server.memoryOf(TestServer.text(30, i)) : "mem_x";
                byte[] request = request(random, id);
                int status = status(server, request);
                String shown = i + ": " + new String(request, StandardCharsets.ISO_8859_1);
                assertThat(status == WRONG_VERSION || status < 500)
                        .as(shown + " -> " + status)
                        .isTrue();
                seen.merge(status, 1, Integer::sum);
            }

            assertThat(server.get("/health").statusCode()).isEqualTo(200);
            assertThat(TestServer.becomes(() -> server.metric("hmt_requests_running") == 0))
                    .isTrue();
            assertThat(seen.keySet()).contains(200, 400, 404, 405, 415);
            assertThat(seen.getOrDefault(0, 0))
                    .as("closed without a word: " + seen)
                    .isLessThan(10);
        }
    }

    private static byte[] request(Random random, String id) {
        String body = mutated(pick(random, BODIES), random);
        StringBuilder text = new StringBuilder();
        text.append(random.nextInt(3) > 0 ? "POST" : pick(random, METHODS)).append(' ');
        text.append(mutatedAtTimes(pick(random, PATHS).replace("%ID%", id), random, 5));
        text.append(random.nextInt(4) == 0 ? mutated("?name=n&source=s&follow=true", random) : "");
        text.append(' ')
                .append(random.nextInt(20) == 0 ? mutated("HTTP/1.1", random) : "HTTP/1.1")
                .append("\r\n");
        text.append(random.nextInt(20) == 0 ? "" : "Host: 127.0.0.1\r\n");
        text.append("Content-Type: ")
                .append(random.nextInt(3) > 0 ? "application/json" : pick(random, TYPES))
                .append("\r\n");
        for (int headers = random.nextInt(3); headers > 0; headers--) {
            text.append(pick(random, HEADERS).replace("%ID%", id)).append("\r\n");
        }
        byte[] bytes = body.getBytes(random.nextInt(10) == 0 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
        text.append("Content-Length: ")
                .append(random.nextInt(20) == 0 ? bytes.length + 7 : bytes.length)
                .append("\r\n\r\n");
        byte[] head = text.toString().getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = Arrays.copyOf(head, head.length + bytes.length);
        System.arraycopy(bytes, 0, all, head.length, bytes.length);
        return all;
    }

    /** The status of the answer; 0 where the connection is closed without one, as the server may do with what is no HTTP. */
    private static int status(TestServer server, byte[] request) throws IOException {
        try (Socket socket = server.connect()) {
            socket.getOutputStream().write(request);
            socket.shutdownOutput();
            String answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.ISO_8859_1);
            return answer.isEmpty() ? 0 : Integer.parseInt(answer.substring(9).strip());
        } catch (SocketException closed) {
            return 0;
        }
    }

    private static String mutatedAtTimes(String text, Random random, int oneIn) {
        return random.nextInt(oneIn) == 0 ? mutated(text, random) : text;
    }

    /** A text with a few letters changed, left out or doubled; at times as it is. */
    private static String mutated(String text, Random random) {
        StringBuilder changed = new StringBuilder(text);
        for (int changes = random.nextInt(4); changes > 0 && changed.length() > 1; changes--) {
            int at = random.nextInt(changed.length());
            switch (random.nextInt(5)) {
                case 0 -> changed.deleteCharAt(at);
                case 1 -> changed.insert(at, "{}[]\":,\\%/.-0x".charAt(random.nextInt(14)));
                case 2 -> changed.setCharAt(at, (char) random.nextInt(256));
                case 3 ->
                    changed.insert(at, changed.substring(at, Math.min(changed.length(), at + random.nextInt(20))));
                default -> changed.setLength(at);
            }
        }
        return changed.toString();
    }

    private static String pick(Random random, String[] from) {
        return from[random.nextInt(from.length)];
    }
}
