package io.hmt4j.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hmt4j.server.safety.RequestLimits;
import io.hmt4j.server.testing.TestServer;
import io.hmt4j.store.StoreLimits;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server says when it cannot for now: nothing is lost, and the client hears whether to try again. */
class RefusalsTest {

    private static final String TEXT = TestServer.text(60, 1);

    @TempDir
    private Path folder;

    @Test
    void aMemoryThatIsBeingUploadedIsBusy() throws IOException {
        try (TestServer server = TestServer.start(folder)) {
            String id = server.memoryOf(TEXT);
            try (Socket upload = beginUpload(server, id)) {
                assertThat(TestServer.becomes(() -> state(server, id).equals("reading")))
                        .isTrue();
                check(ask(server, "'memory': '" + id + "', 'memory_update': true"), 409, "memory_busy");
                assertThat(ask(server, "'memory': '" + id + "'").statusCode()).isEqualTo(200);
            }
        }
    }

    @Test
    void aFullDiskIsSaidAndNothingIsLost() throws IOException {
        ServerSettings narrow = ServerSettings.DEFAULT.withStore(new StoreLimits(1 << 20, 50_000, 1 << 20, 4, 8));
        try (TestServer server = TestServer.start(folder, narrow)) {
            String id = server.memoryOf(TEXT);
            JsonNode before = TestServer.json(server.get("/v1/memories/" + id));
            String large = "a".repeat(100_000);

            check(server.upload("/v1/memories?name=large", large), 507, "disk_full");
            check(server.upload("/v1/memories/" + id + "/texts?source=large", large), 507, "disk_full");
            server.get("/v1/memories/" + id + "/events");
            assertThat(TestServer.json(server.get("/v1/memories")).path("data")).hasSize(1);
            assertThat(TestServer.json(server.get("/v1/memories/" + id))
                            .path("segments")
                            .asLong())
                    .isGreaterThanOrEqualTo(before.path("segments").asLong());
            assertThat(ask(server, "'memory': '" + id + "'").statusCode()).isEqualTo(200);
            assertThat(server.upload("/v1/memories/" + id + "/texts?source=small", "It fits.")
                            .statusCode())
                    .isEqualTo(202);
            assertThat(server.get("/v1/memories/" + id + "/events").body()).contains("\"state\":\"ready\"");
        }
    }

    @Test
    void aModelThatIsAskedByTooManySaysWhenToTryAgain() throws IOException {
        try (TestServer server = TestServer.start(folder, with(1, Duration.ofSeconds(10)))) {
            HttpResponse<String> refused = ask(server, "'seed': 1"); // the readings have the one place

            check(refused, 429, "queue_full");
            assertThat(refused.headers().firstValueAsLong("Retry-After")).isPresent();
        }
    }

    @Test
    void aQueueOfReadingsThatIsFullSaysWhenToTryAgain() throws IOException {
        ServerSettings narrow = ServerSettings.DEFAULT.withStore(new StoreLimits(1 << 20, 1 << 30, 1 << 24, 1, 1));
        try (TestServer server = TestServer.start(folder, narrow)) {
            String book = TestServer.text(200_000, 1);
            assertThat(server.upload("/v1/memories?name=a", book).statusCode()).isEqualTo(201);
            assertThat(server.upload("/v1/memories?name=b", book).statusCode()).isEqualTo(201);
            HttpResponse<String> refused = server.upload("/v1/memories?name=c", TEXT);

            check(refused, 429, "queue_full");
            assertThat(refused.headers().firstValueAsLong("Retry-After")).isPresent();
            assertThat(TestServer.json(server.get("/v1/memories")).path("data")).hasSize(2);
        }
    }

    @Test
    void largeRequestsThatHaveNoRoomTogetherSayWhenToTryAgain() throws IOException {
        RequestLimits limits = RequestLimits.DEFAULT
                .but()
                .requestBytes(200_000)
                .bodyBytes(200_000)
                .build();
        String content = "a".repeat(150_000);
        try (TestServer server = TestServer.start(folder, ServerSettings.DEFAULT.withRequests(limits))) {
            try (Socket first = server.connect()) {
                first.getOutputStream()
                        .write(("POST /v1/completions HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                                        + "Content-Length: 190000\r\n\r\n{\"prompt\": \"" + content)
                                .getBytes(StandardCharsets.UTF_8));
                assertThat(TestServer.becomes(() -> server.metric("hmt_requests_bodies") > content.length()))
                        .isTrue();
                check(tooLong(server, content), 429, "queue_full");
                assertThat(ask(server, "'seed': 1").statusCode())
                        .as("a small one")
                        .isEqualTo(200);
            }
            assertThat(TestServer.becomes(() -> server.metric("hmt_requests_bodies") == 0))
                    .isTrue();
            check(tooLong(server, content), 400, "unknown_field");
        }
    }

    /** A request that is refused once it was read. */
    private static HttpResponse<String> tooLong(TestServer server, String content) {
        return server.post("/v1/completions", "{\"model\": \"tiny\", \"prompts\": \"" + content + "\"}");
    }

    @Test
    void aStoreThatCannotBeWrittenIsTheServersFaultAndLosesNothing() throws IOException {
        try (TestServer server = TestServer.start(folder)) {
            String id = server.memoryOf(TEXT);
            Path about = folder.resolve("store/memories/" + id + "/about.json");
            Files.delete(about);
            Files.createDirectory(about);
            HttpResponse<String> refused = server.send(server.request("/v1/memories/" + id)
                    .header("Content-Type", "application/json")
                    .method("PATCH", BodyPublishers.ofString("{\"name\": \"new\"}")));

            check(refused, 500, "internal");
            assertThat(refused.body()).contains("cannot be written").doesNotContain(folder.toString());
            assertThat(server.get("/v1/memories/" + id).body()).contains("\"name\":\"Text\"");
        }
    }

    @Test
    void aPathThatIsTooLongIsRefused() throws IOException {
        try (TestServer server = TestServer.start(folder);
                Socket socket = server.connect()) {
            socket.getOutputStream()
                    .write(("GET /" + "a".repeat(20_000) + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer).startsWith("HTTP/1.1 414 ").contains("\"path_too_long\"");
        }
    }

    @Test
    void whoWaitsWhenTheServerStopsIsTold() throws Exception {
        try (TestServer server = TestServer.start(folder, with(8, Duration.ZERO))) {
            CompletableFuture<HttpResponse<String>> asked =
                    CompletableFuture.supplyAsync(() -> ask(server, "'max_tokens': 1000000, 'temperature': 0"));
            assertThat(TestServer.becomes(() -> server.metric("hmt_answers_running") == 1))
                    .isTrue();
            server.close();

            check(asked.get(60, TimeUnit.SECONDS), 503, "stopping");
        }
    }

    @Test
    void whoWatchesLeavesRoomForWhoAsks() throws Exception {
        RequestLimits limits = RequestLimits.DEFAULT.but().requests(4).build();
        try (TestServer server = TestServer.start(folder, ServerSettings.DEFAULT.withRequests(limits))) {
            String id = server.memoryOf(TEXT);
            String watch = "GET /v1/memories/" + id + "/events?follow=true HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
            try (Socket first = server.connect();
                    Socket second = server.connect();
                    Socket third = server.connect()) {
                for (Socket socket : new Socket[] {first, second}) {
                    socket.getOutputStream().write(watch.getBytes(StandardCharsets.UTF_8));
                    assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.UTF_8))
                            .isEqualTo("HTTP/1.1 200");
                }
                third.getOutputStream().write(watch.getBytes(StandardCharsets.UTF_8));
                assertThat(new String(third.getInputStream().readNBytes(12), StandardCharsets.UTF_8))
                        .isEqualTo("HTTP/1.1 429");
                assertThat(ask(server, "'memory': '" + id + "'").statusCode()).isEqualTo(200);
                assertThat(server.get("/metrics").statusCode()).isEqualTo(200);
            }
        }
    }

    private static ServerSettings with(int waiting, Duration stopping) {
        return ServerSettings.DEFAULT.withRequests(RequestLimits.DEFAULT
                .but()
                .waiting(waiting)
                .mostAnswerTokens(1_000_000)
                .stopping(stopping)
                .build());
    }

    private static Socket beginUpload(TestServer server, String id) throws IOException {
        Socket socket = server.connect();
        socket.getOutputStream()
                .write(("POST /v1/memories/" + id + "/texts HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: text/plain\r\n"
                                + "Content-Length: 1000\r\n\r\nIt begins")
                        .getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    private static String state(TestServer server, String id) {
        return TestServer.json(server.get("/v1/memories/" + id)).path("state").asText();
    }

    private static HttpResponse<String> ask(TestServer server, String fields) {
        String tokens = fields.contains("max_tokens") ? "" : "'max_tokens': 2, ";
        return server.post(
                "/v1/chat/completions",
                ("{'model': 'tiny', " + tokens + "'messages': [{'role': 'user', 'content': 'Hi'}], " + fields + "}")
                        .replace('\'', '"'));
    }

    private static void check(HttpResponse<String> response, int status, String code) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(TestServer.json(response).at("/error/code").asText()).isEqualTo(code);
    }
}
