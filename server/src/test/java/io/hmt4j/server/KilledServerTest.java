package io.hmt4j.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.hmt4j.server.testing.ChildJvm;
import io.hmt4j.server.testing.TestServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server is killed (kill -9) while one text arrives and another is read; another server goes on. */
class KilledServerTest {

    private static final String DONE = TestServer.text(200, 1);
    private static final String BOOK = TestServer.text(30_000, 2);
    private static final String HALF = TestServer.text(8_000, 3);

    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    @Test
    void nothingFinishedIsLostAndWhatWasBegunGoesOn() throws Exception {
        Process process = ChildJvm.start(Killed.class, folder);
        String done;
        String book;
        JsonNode before;
        try (BufferedReader says = process.inputReader(StandardCharsets.UTF_8)) {
            URI address = URI.create(says.readLine());
            done = created(address, "done", DONE);
            send(HttpRequest.newBuilder(address.resolve("/v1/memories/" + done + "/events")));
            before = memory(address, done);
            book = created(address, "book", BOOK);
            try (Socket upload = beginUpload(address)) {
                assertThat(TestServer.becomes(() -> isBeingRead(address, "half")))
                        .isTrue();
                assertThat(memory(address, book).path("state").asText()).isEqualTo("reading");
                process.destroyForcibly().waitFor();
                assertThat(upload.getInputStream().readNBytes(1)).isEmpty();
            }
        } finally {
            process.destroyForcibly();
        }
        try (TestServer server = TestServer.start(folder)) {
            assertThat(memory(server.at("/"), done)).isEqualTo(before);
            JsonNode half = named(server.at("/"), "half");
            assertThat(server.get("/v1/memories/" + half.path("id").asText() + "/events")
                            .body())
                    .contains("broke off");
            half = named(server.at("/"), "half");
            assertThat(half.path("state").asText()).isEqualTo("failed");
            assertThat(half.path("sources").findValuesAsText("complete")).doesNotContain("true");
            assertSameAsReadAtOnce(server, book);
        }
    }

    private void assertSameAsReadAtOnce(TestServer server, String id) throws Exception {
        server.get("/v1/memories/" + id + "/events");
        String again = server.memoryOf(BOOK);
        JsonNode found = memory(server.at("/"), id);
        JsonNode expected = memory(server.at("/"), again);

        assertThat(found.path("state").asText()).isEqualTo("ready");
        for (String figure : new String[] {"tokens", "segments", "memories"}) {
            assertThat(found.path(figure)).as(figure).isEqualTo(expected.path(figure));
        }
        for (int segment = 0; segment < found.path("segments").asInt(); segment += 997) {
            assertThat(text(server, id, segment)).isNotEmpty().isEqualTo(text(server, again, segment));
        }
    }

    private static String text(TestServer server, String id, int segment) {
        return TestServer.json(server.get("/v1/memories/" + id + "/segments/" + segment))
                .path("text")
                .asText();
    }

    /** Sends half of a text, and no more. */
    private static Socket beginUpload(URI address) throws IOException {
        byte[] half = HALF.getBytes(StandardCharsets.UTF_8);
        Socket socket = new Socket(address.getHost(), address.getPort());
        socket.getOutputStream()
                .write(("POST /v1/memories?name=half HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: text/plain\r\n"
                                + "Content-Length: " + 2 * half.length + "\r\n\r\n")
                        .getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().write(half);
        return socket;
    }

    private boolean isBeingRead(URI address, String name) {
        JsonNode memory = named(address, name);
        return memory.at("/progress/segments").asLong() > 0;
    }

    private String created(URI address, String name, String text) {
        return send(HttpRequest.newBuilder(address.resolve("/v1/memories?name=" + name))
                        .header("Content-Type", "text/plain")
                        .POST(BodyPublishers.ofString(text)))
                .path("id")
                .asText();
    }

    private JsonNode memory(URI address, String id) {
        return send(HttpRequest.newBuilder(address.resolve("/v1/memories/" + id)));
    }

    private JsonNode named(URI address, String name) {
        for (JsonNode memory :
                send(HttpRequest.newBuilder(address.resolve("/v1/memories"))).path("data")) {
            if (memory.path("name").asText().equals(name)) {
                return memory;
            }
        }
        return MissingNode.getInstance();
    }

    /** The body as JSON; that of events, which is none, as an empty node. */
    private JsonNode send(HttpRequest.Builder request) {
        try {
            String body = client.send(request.build(), BodyHandlers.ofString()).body();
            return body.startsWith("{") ? TestServer.json(body) : TestServer.json("{}");
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The process. */
    public static final class Killed {

        private Killed() {}

        /** Serves until it is killed. */
        public static void main(String[] arguments) throws Exception {
            TestServer server = TestServer.start(Path.of(arguments[0]));
            System.out.println(server.at("/"));
            Thread.currentThread().join();
        }
    }
}
