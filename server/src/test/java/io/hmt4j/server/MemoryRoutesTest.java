package io.hmt4j.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.hmt4j.server.testing.TestServer;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryRoutesTest {

    @TempDir
    private static Path folder;

    private static TestServer server;

    @BeforeAll
    static void start() throws IOException {
        server = TestServer.start(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void anEmptyMemoryIsReadyAtOnce() {
        HttpResponse<String> created =
                server.send(server.request("/v1/memories?name=Notes").POST(BodyPublishers.noBody()));
        JsonNode memory = TestServer.json(created);

        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.headers().firstValue("Location"))
                .contains("/v1/memories/" + memory.path("id").asText());
        assertThat(memory.path("object").asText()).isEqualTo("hmt.memory");
        assertThat(memory.path("name").asText()).isEqualTo("Notes");
        assertThat(memory.path("state").asText()).isEqualTo("ready");
        assertThat(memory.path("tokens").asLong()).isZero();
        assertThat(memory.path("progress").isNull()).isTrue();
    }

    @Test
    void anUploadedTextIsReadToItsEnd() {
        String text = TestServer.text(300, 1);
        String id = server.memoryOf(text);
        JsonNode memory = memory(id);

        assertThat(memory.path("state").asText()).isEqualTo("ready");
        assertThat(memory.path("segments").asLong()).isGreaterThan(20);
        assertThat(memory.path("tokens").asLong()).isGreaterThan(300);
        assertThat(memory.path("created").asLong()).isGreaterThan(1_700_000_000L);
        assertThat(memory.path("sources").path(0).path("name").asText()).isEqualTo("text.txt");
        assertThat(memory.path("sources").path(0).path("characters").asLong()).isEqualTo(text.length());
        assertThat(memory.path("sources").path(0).path("complete").asBoolean()).isTrue();
    }

    @Test
    void aTextInJsonIsTheSameText() {
        String text = TestServer.text(100, 2);
        JsonNode created = TestServer.json(server.post(
                "/v1/memories", "{\"text\": " + quoted(text) + ", \"name\": \"Book\", \"source\": \"book.txt\"}"));
        String id = created.path("id").asText();
        server.get("/v1/memories/" + id + "/events");

        assertThat(created.path("name").asText()).isEqualTo("Book");
        assertThat(memory(id).path("tokens"))
                .isEqualTo(memory(server.memoryOf(text)).path("tokens"));
    }

    @Test
    void severalTextsFeedOneMemory() {
        String id = server.memoryOf(TestServer.text(50, 1));
        HttpResponse<String> added =
                server.upload("/v1/memories/" + id + "/texts?source=more.txt", TestServer.text(50, 2));
        server.get("/v1/memories/" + id + "/events");

        assertThat(added.statusCode()).isEqualTo(202);
        assertThat(memory(id).path("sources").findValuesAsText("name")).containsExactly("text.txt", "more.txt");
    }

    @Test
    void aMemoryIsListedRenamedAndDeleted() {
        String id = server.memoryOf(TestServer.text(20, 1));
        HttpResponse<String> renamed = server.send(server.withJson("/v1/memories/" + id, "{}")
                .method("PATCH", BodyPublishers.ofString("{\"name\": \"Äpfel\"}")));

        assertThat(TestServer.json(renamed).path("name").asText()).isEqualTo("Äpfel");
        assertThat(ids()).contains(id);

        JsonNode deleted = TestServer.json(server.delete("/v1/memories/" + id));

        assertThat(deleted.path("deleted").asBoolean()).isTrue();
        assertThat(ids()).doesNotContain(id);
        assertThat(server.get("/v1/memories/" + id).statusCode()).isEqualTo(404);
    }

    @Test
    void aCopyHasALifeOfItsOwn() {
        String id = server.memoryOf(TestServer.text(60, 1));
        HttpResponse<String> copied = server.post("/v1/memories/" + id + "/copy", "{\"name\": \"Branch\"}");
        String copy = TestServer.json(copied).path("id").asText();
        server.delete("/v1/memories/" + id);

        assertThat(copied.statusCode()).isEqualTo(201);
        assertThat(memory(copy).path("name").asText()).isEqualTo("Branch");
        assertThat(memory(copy).path("tokens").asLong()).isPositive();
        assertThat(TestServer.json(server.send(
                                server.request("/v1/memories/" + copy + "/copy").POST(BodyPublishers.noBody())))
                        .path("name")
                        .asText())
                .isEqualTo("Copy of Branch");
    }

    @Test
    void anExportedMemoryIsImportedAsItWas() {
        String id = server.memoryOf(TestServer.text(80, 1));
        HttpResponse<byte[]> exported =
                server.send(server.request("/v1/memories/" + id + "/export"), BodyHandlers.ofByteArray());
        HttpResponse<String> imported = server.send(server.request("/v1/memories/import?name=Back")
                .header("Content-Type", "application/octet-stream")
                .POST(BodyPublishers.ofByteArray(exported.body())));
        JsonNode memory = TestServer.json(imported);

        assertThat(exported.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"" + id + ".hmtmemory\"");
        assertThat(imported.statusCode()).isEqualTo(201);
        assertThat(memory.path("name").asText()).isEqualTo("Back");
        assertThat(memory.path("tokens")).isEqualTo(memory(id).path("tokens"));
        assertThat(memory.path("segments")).isEqualTo(memory(id).path("segments"));
    }

    @Test
    void theSegmentsTogetherAreTheText() {
        String text = TestServer.text(60, 3).replace("äöü", "oak"); // whole letters in all tokens
        String id = server.memoryOf(text);
        long segments = memory(id).path("segments").asLong();
        StringBuilder joined = new StringBuilder();
        for (long segment = 0; segment <= segments; segment++) { // the last is the open end
            joined.append(TestServer.json(server.get("/v1/memories/" + id + "/segments/" + segment))
                    .path("text")
                    .asText());
        }

        assertThat(joined.toString().strip()).isEqualTo(text.strip());
        assertThat(server.get("/v1/memories/" + id + "/segments/" + (segments + 1))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void aQuestionRecallsSegmentsByWeight() {
        String id = server.memoryOf(TestServer.text(200, 4));
        JsonNode recall =
                TestServer.json(server.post("/v1/memories/" + id + "/recall", "{\"question\": \"Who?\", \"top\": 3}"));
        List<Double> weights = recall.path("recalled").findValues("weight").stream()
                .map(JsonNode::asDouble)
                .toList();

        assertThat(recall.path("object").asText()).as(recall.toString()).isEqualTo("hmt.recall");
        long open = memory(id).path("segments").asLong();
        assertThat(recall.path("segments").asLong()).isEqualTo(open + 1);
        // Of a bank of four: the other is the question itself. The document's open end has its text too.
        assertThat(weights).hasSize(3).isSortedAccordingTo((a, b) -> Double.compare(b, a));
        assertThat(recall.path("recalled"))
                .anyMatch(segment -> segment.path("segment").asLong() == open)
                .noneMatch(segment -> segment.path("text").asText().isBlank());
    }

    @Test
    void anUpdatedMemoryHoldsQuestionAndAnswer() {
        String id = server.memoryOf(TestServer.text(40, 1));
        long before = memory(id).path("tokens").asLong();
        JsonNode answer = TestServer.json(server.post("/v1/chat/completions", """
                {"model": "tiny", "messages": [{"role": "user", "content": "Who stood by the river?"}],
                 "max_tokens": 30, "temperature": 0, "memory": "%s", "memory_update": true}""".formatted(id)));
        JsonNode hmt = answer.path("hmt");

        assertThat(hmt.path("memory_updated").asBoolean()).isTrue();
        assertThat(hmt.path("memory").asText()).isEqualTo(id);
        assertThat(hmt.path("tokens_read").asLong()).isPositive();
        assertThat(memory(id).path("tokens").asLong())
                .isGreaterThanOrEqualTo(before + hmt.path("tokens_read").asLong() + 4);
        assertThat(texts(id))
                .noneMatch(String::isBlank)
                .anyMatch(text -> text.contains("river"))
                .last()
                .satisfies(last -> assertThat(
                                answer.at("/choices/0/message/content").asText())
                        .contains(last.strip()));
    }

    @Test
    void theAnswerTellsWhatItRecalled() {
        String id = server.memoryOf(TestServer.text(200, 1));
        JsonNode hmt = TestServer.json(server.post(
                        "/v1/completions",
                        "{\"model\": \"tiny\", \"prompt\": \"Who?\", \"max_tokens\": 2, \"memory\": \"" + id + "\"}"))
                .path("hmt");

        assertThat(hmt.path("segments").asLong())
                .isEqualTo(memory(id).path("segments").asLong() + 1);
        assertThat(hmt.path("recalled")).isNotEmpty();
        assertThat(hmt.path("recalled").path(0).path("weight").asDouble()).isBetween(0.001, 1.0);
        assertThat(hmt.path("recalled").path(0).path("segment").asLong())
                .isBetween(0L, hmt.path("segments").asLong() - 1);
    }

    @Test
    void cancellingWhatIsNotReadChangesNothing() {
        String id = server.memoryOf(TestServer.text(30, 1));
        JsonNode before = memory(id);

        assertThat(TestServer.json(server.send(
                        server.request("/v1/memories/" + id + "/cancel").POST(BodyPublishers.noBody()))))
                .isEqualTo(before);
    }

    @Test
    void namesAreKeptAsTheyAreAndReachNoFile() {
        String name = "../../etc/passwd %2e%2e";
        JsonNode memory = TestServer.json(server.post("/v1/memories", "{\"name\": " + quoted(name) + "}"));

        assertThat(memory.path("id").asText()).matches("[a-z0-9_]+");
        assertThat(memory(memory.path("id").asText()).path("name").asText()).isEqualTo(name);
    }

    private static List<String> texts(String id) {
        return LongStream.range(0, memory(id).path("segments").asLong())
                .mapToObj(segment -> server.get("/v1/memories/" + id + "/segments/" + segment))
                .map(response -> TestServer.json(response).path("text").asText())
                .toList();
    }

    private static JsonNode memory(String id) {
        return TestServer.json(server.get("/v1/memories/" + id));
    }

    private static List<String> ids() {
        return TestServer.json(server.get("/v1/memories")).path("data").findValuesAsText("id");
    }

    private static String quoted(String text) {
        return TextNode.valueOf(text).toString();
    }
}
