package io.hmt4j.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hmt4j.InputException;
import io.hmt4j.memory.HmtModel;
import io.hmt4j.server.safety.RequestLimits;
import io.hmt4j.server.testing.ServedModels;
import io.hmt4j.server.testing.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starting, stopping, and what lasts. */
class HmtServerTest {

    @TempDir
    private Path folder;

    @Test
    void memoriesOutliveTheServer() throws IOException {
        String id;
        String before;
        try (TestServer first = TestServer.start(folder)) {
            id = first.memoryOf(TestServer.text(100, 1));
            before = first.get("/v1/memories/" + id).body();
        }
        try (TestServer second = TestServer.start(folder)) {
            assertThat(second.get("/v1/memories/" + id).body()).isEqualTo(before);
        }
    }

    @Test
    void aReadingThatWasStoppedGoesOnWithTheNextServer() throws IOException {
        String id;
        try (TestServer first = TestServer.start(folder, hasty())) {
            id = TestServer.json(first.upload("/v1/memories", TestServer.text(4000, 1)))
                    .path("id")
                    .asText();
        }
        try (TestServer second = TestServer.start(folder)) {
            String events = second.get("/v1/memories/" + id + "/events").body();
            assertThat(events).contains("event: end").contains("\"state\":\"ready\"");
            assertThat(TestServer.json(second.get("/v1/memories/" + id))
                            .at("/sources/0/complete")
                            .asBoolean())
                    .isTrue();
        }
    }

    @Test
    void whoStopsItWaitsForTheAnswersThatRun() throws Exception {
        try (TestServer server = TestServer.start(folder)) {
            CompletableFuture<HttpResponse<String>> answer = CompletableFuture.supplyAsync(() ->
                    server.post("/v1/completions", "{\"model\": \"tiny\", \"prompt\": \"Once\", \"max_tokens\": 300}"));
            assertThat(TestServer.becomes(() -> server.metric("hmt_answers_running") > 0 || answer.isDone()))
                    .isTrue();
            server.server().close();

            assertThat(answer.get().statusCode()).isEqualTo(200);
        }
    }

    @Test
    void whatTakesTooLongToEndIsEndedAndToldSo() throws IOException {
        try (TestServer server = TestServer.start(folder, hasty())) {
            String prompt = TestServer.text(20_000, 1).replace("\n", " ");
            HttpResponse<InputStream> stream = server.send(
                    server.withJson(
                            "/v1/completions",
                            "{\"model\": \"tiny\", \"stream\": true, \"prompt\": \"" + prompt + "\"}"),
                    BodyHandlers.ofInputStream());
            server.server().close();
            String rest = new String(stream.body().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(rest).contains("\"code\":\"stopping\"").doesNotContain("[DONE]");
        }
    }

    @Test
    void afterwardsNobodyListens() throws IOException {
        TestServer server = TestServer.start(folder);
        server.close();

        assertThatThrownBy(server::connect).isInstanceOf(IOException.class);
    }

    @Test
    void twoServersOnOneFolderAreRefused() throws IOException {
        try (TestServer first = TestServer.start(folder.resolve("a"))) {
            assertThat(first.get("/health").statusCode()).isEqualTo(200);
            assertThatThrownBy(() -> TestServer.start(folder.resolve("a"))).isInstanceOf(InputException.class);
        }
    }

    @Test
    void anAddressThatIsTakenIsSaid() throws IOException {
        try (TestServer first = TestServer.start(folder.resolve("a"));
                HmtModel model = ServedModels.small(folder.resolve("model"))) {
            ServerSettings taken =
                    ServerSettings.DEFAULT.withPort(first.server().port());

            assertThatThrownBy(() -> HmtServer.start(model, "m", folder.resolve("b"), taken))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("cannot be listened on");
        }
    }

    @Test
    void figuresCountWhatWasDone() throws IOException {
        try (TestServer server = TestServer.start(folder)) {
            server.memoryOf(TestServer.text(100, 1));
            server.post(
                    "/v1/completions",
                    "{\"model\": \"tiny\", \"prompt\": \"Once\", \"temperature\": 0, \"max_tokens\": 3}");
            String figures = server.get("/metrics").body();

            assertThat(server.metric("hmt_tokens_generated_total")).isEqualTo(3);
            assertThat(server.metric("hmt_document_tokens_read_total")).isGreaterThan(100);
            assertThat(server.metric("hmt_memories{state=\"ready\"}")).isEqualTo(1);
            assertThat(server.metric("hmt_answer_seconds_count")).isEqualTo(1);
            assertThat(server.metric("hmt_store_disk")).isPositive();
            assertThat(figures).contains("hmt_recall_distance_segments_bucket", "hmt_first_token_seconds_bucket");
            assertThat(figures).contains("hmt_http_requests_seconds_bucket", "route=\"/v1/completions\"");
        }
    }

    private static ServerSettings hasty() {
        return ServerSettings.DEFAULT.withRequests(RequestLimits.DEFAULT
                .but()
                .heartbeat(Duration.ofMillis(1))
                .stopping(Duration.ZERO)
                .build());
    }
}
