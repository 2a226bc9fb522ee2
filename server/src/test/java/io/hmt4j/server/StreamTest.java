package io.hmt4j.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hmt4j.server.safety.RequestLimits;
import io.hmt4j.server.testing.TestServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams of events as they stand on the wire, and what happens when they are cut. */
class StreamTest {

    private static final String CANCELLED = "hmt_answers_cancelled_total";

    @TempDir
    private static Path folder;

    private static TestServer server;

    /** A question whose answer goes on and on. */
    private static String endless = "";

    @BeforeAll
    static void start() throws IOException {
        Duration often = Duration.ofMillis(1);
        RequestLimits limits = RequestLimits.DEFAULT
                .but()
                .answerTokens(16)
                .mostAnswerTokens(100_000)
                .silence(Duration.ofSeconds(2))
                .heartbeat(often)
                .stopping(Duration.ZERO)
                .build();
        server = TestServer.start(folder, ServerSettings.DEFAULT.withRequests(limits));
        endless = Stream.iterate(1, i -> i + 1)
                .map(i -> "Tell me of " + i)
                .filter(StreamTest::isEndless)
                .findFirst()
                .orElseThrow();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aStreamIsDataAndCommentsAndEndsWithDone() {
        HttpResponse<String> response = server.post("/v1/chat/completions", chat("Who?", 5));
        List<String> lines =
                response.body().lines().filter(line -> !line.isEmpty()).toList();

        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/event-stream");
        assertThat(lines).allMatch(line -> line.startsWith("data: ") || line.startsWith(": "));
        assertThat(lines.get(lines.size() - 1)).isEqualTo("data: [DONE]");
    }

    @Test
    void theLastChunkTellsWhyItEndedAndWhatWasRecalled() {
        List<JsonNode> chunks = chunks(chat("Who?", 5));
        JsonNode last = chunks.get(chunks.size() - 1);

        assertThat(chunks.get(0).at("/choices/0/delta/role").asText()).isEqualTo("assistant");
        assertThat(last.at("/choices/0/finish_reason").asText()).isEqualTo("length");
        assertThat(last.path("hmt").path("memory").isNull()).isTrue();
        assertThat(last.path("hmt").path("tokens_read").asLong()).isPositive();
        assertThat(last.has("usage")).isFalse();
    }

    @Test
    void whatWasRecalledIsToldBeforeTheAnswerBegins() {
        String id = server.memoryOf(TestServer.text(100, 2));
        String asked = chat("Who?", 5).replace("\"stream\"", "\"memory\": \"" + id + "\", \"stream\"");
        List<JsonNode> chunks = chunks(asked);
        List<JsonNode> told = chunks.stream().filter(chunk -> chunk.has("hmt")).toList();

        assertThat(told).hasSize(2);
        assertThat(told.get(0).at("/hmt/recalled"))
                .isNotEmpty()
                .isEqualTo(told.get(1).at("/hmt/recalled"));
        assertThat(chunks.subList(0, chunks.indexOf(told.get(0))))
                .allMatch(chunk -> chunk.at("/choices/0/delta/content").asText().isEmpty());
        assertThat(chunks(asked.replace("\"messages\"", "\"stream_options\": {\"include_usage\": true}, \"messages\"")))
                .allMatch(chunk -> chunk.has("usage"));
    }

    @Test
    void whileALongPromptIsReadCommentsSayHowFarItIs() {
        String body = server.post("/v1/chat/completions", chat(TestServer.text(2000, 3), 3))
                .body();

        assertThat(body).containsPattern(": reading [0-9]+ of [0-9]{4} tokens\n\n");
    }

    @Test
    void aStreamThatIsCutStopsItsWork() throws IOException {
        double before = server.metric(CANCELLED);
        try (Socket socket = ask(chat(endless, 100_000))) {
            BufferedReader lines = reader(socket);
            for (int pieces = 0; pieces < 3; ) {
                pieces += lines.readLine().startsWith("data: ") ? 1 : 0;
            }
        }

        assertThat(TestServer.becomes(() -> server.metric(CANCELLED) == before + 1))
                .isTrue();
        assertThat(TestServer.becomes(() -> server.metric("hmt_answers_running") == 0))
                .isTrue();
    }

    @Test
    void aStreamThatIsCutWhileItsPromptIsReadStopsItsWork() throws IOException {
        double before = server.metric(CANCELLED);
        try (Socket socket = ask(chat(TestServer.text(20_000, 5), 100_000))) {
            BufferedReader lines = reader(socket);
            String line = lines.readLine();
            while (!line.startsWith(": reading ")) {
                line = lines.readLine();
            }
        }

        assertThat(TestServer.becomes(() -> server.metric(CANCELLED) == before + 1))
                .isTrue();
    }

    @Test
    void aClientThatLeavesBeforeItsWholeAnswerStopsItsWork() throws IOException {
        double before = server.metric(CANCELLED);
        try (Socket socket = ask(chat(endless, 100_000).replace("true", "false"))) {
            assertThat(TestServer.becomes(() -> server.metric("hmt_answers_running") > 0))
                    .isTrue();
            socket.setSoLinger(true, 0); // it is gone without a farewell
        }

        assertThat(TestServer.becomes(() -> server.metric(CANCELLED) == before + 1))
                .isTrue();
    }

    @Test
    void anAnswerMayTakeLongerThanASilentConnectionMayLast() throws IOException {
        String body = server.post(
                        "/v1/chat/completions",
                        chat(TestServer.text(12_000, 6), 2000).replace("true", "false"))
                .body();

        assertThat(TestServer.json(body).at("/usage/completion_tokens").asLong())
                .isPositive();
    }

    @Test
    void progressIsSentUntilTheTextIsRead() {
        String id =
                TestServer.json(server.post("/v1/memories", "{}")).path("id").asText();
        HttpResponse<InputStream> events =
                server.send(server.request("/v1/memories/" + id + "/events?follow=true"), BodyHandlers.ofInputStream());
        String text = TestServer.text(3000, 1);
        server.upload("/v1/memories/" + id + "/texts", text);
        List<String> lines = new BufferedReader(new InputStreamReader(events.body(), StandardCharsets.UTF_8))
                .lines()
                .filter(line -> line.startsWith("event: ") || line.startsWith("data: "))
                .toList();
        JsonNode last = TestServer.json(lines.get(lines.size() - 1).substring("data: ".length()));

        assertThat(lines.get(0)).isEqualTo("event: progress");
        assertThat(lines.get(lines.size() - 2)).isEqualTo("event: end");
        assertThat(lines.stream().filter("event: end"::equals)).hasSize(1);
        assertThat(last.path("state").asText()).isEqualTo("ready");
        assertThat(last.path("segments").asLong()).isGreaterThan(200);
        assertThat(last.path("seconds_left").isNumber()
                        || last.path("seconds_left").isNull())
                .isTrue();
    }

    @Test
    void aMemoryThatIsReadAlreadyHasOneEventTheEnd() {
        String id = server.memoryOf(TestServer.text(30, 1));
        List<String> events = server.get("/v1/memories/" + id + "/events")
                .body()
                .lines()
                .filter(line -> line.startsWith("event: "))
                .toList();

        assertThat(events).containsExactly("event: end");
    }

    @Test
    void whoWatchesAMemoryThatIsDeletedIsTold() {
        String id =
                TestServer.json(server.post("/v1/memories", "{}")).path("id").asText();
        HttpResponse<InputStream> events =
                server.send(server.request("/v1/memories/" + id + "/events?follow=true"), BodyHandlers.ofInputStream());
        server.delete("/v1/memories/" + id);
        List<String> lines = new BufferedReader(new InputStreamReader(events.body(), StandardCharsets.UTF_8))
                .lines()
                .toList();

        assertThat(lines).contains("event: deleted", "data: {\"id\":\"" + id + "\"}");
    }

    @Test
    void anUploadThatIsCutIsNoCompleteText() throws IOException {
        String id =
                TestServer.json(server.post("/v1/memories", "{}")).path("id").asText();
        try (Socket socket = server.connect()) {
            send(
                    socket,
                    "POST /v1/memories/" + id + "/texts HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: text/plain\r\n"
                            + "Content-Length: 100000\r\n\r\n" + TestServer.text(400, 1));
        }

        assertThat(TestServer.becomes(() -> memory(id).path("state").asText().equals("failed")))
                .isTrue();
        assertThat(memory(id).path("failure").asText()).isNotBlank();
        assertThat(memory(id).path("sources"))
                .noneMatch(source -> source.path("complete").asBoolean());
    }

    @Test
    void anUploadOfANewMemoryThatIsCutLeavesNoMemory() throws IOException {
        int before = memories();
        try (Socket socket = server.connect()) {
            send(
                    socket,
                    "POST /v1/memories HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: text/plain\r\n"
                            + "Content-Length: 100000\r\n\r\n" + TestServer.text(400, 1));
            assertThat(TestServer.becomes(() -> memories() == before + 1)).isTrue();
        }

        assertThat(TestServer.becomes(() -> memories() == before)).isTrue();
    }

    private static List<JsonNode> chunks(String asked) {
        return server.post("/v1/chat/completions", asked)
                .body()
                .lines()
                .filter(line -> line.startsWith("data: {"))
                .map(line -> TestServer.json(line.substring("data: ".length())))
                .toList();
    }

    private static boolean isEndless(String question) {
        String answer = server.post("/v1/chat/completions", chat(question, 2000).replace("true", "false"))
                .body();
        return TestServer.json(answer).at("/choices/0/finish_reason").asText().equals("length");
    }

    private static int memories() {
        return TestServer.json(server.get("/v1/memories")).path("data").size();
    }

    private static JsonNode memory(String id) {
        return TestServer.json(server.get("/v1/memories/" + id));
    }

    private static String chat(String question, int tokens) {
        return "{\"model\": \"tiny\", \"stream\": true, \"temperature\": 0, \"max_tokens\": " + tokens
                + ", \"messages\": [{\"role\": \"user\", \"content\": \"" + question.replace("\n", "\\n") + "\"}]}";
    }

    private static Socket ask(String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        Socket socket = server.connect();
        send(
                socket,
                "POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                        + "Content-Length: " + body.length + "\r\n\r\n" + json);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }
}
