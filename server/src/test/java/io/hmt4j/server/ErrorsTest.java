package io.hmt4j.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hmt4j.server.safety.RequestLimits;
import io.hmt4j.server.testing.TestServer;
import io.hmt4j.store.StoreLimits;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every error: its status, its code, and the shape OpenAI's clients know. */
class ErrorsTest {

    @TempDir
    private static Path folder;

    private static TestServer server;

    @BeforeAll
    static void start() throws IOException {
        StoreLimits store = new StoreLimits(1 << 20, 1 << 22, 1 << 16, 4, 8);
        server = TestServer.start(
                folder,
                ServerSettings.DEFAULT
                        .withStore(store)
                        .withRequests(
                                RequestLimits.DEFAULT.but().requestBytes(10_000).build()));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{                                         | invalid_json    |",
                "[]                                        | invalid_json    |",
                "{}                                        | missing_value   | messages",
                "{'messages': []}                          | invalid_value   | messages",
                "{'messages': 'Hi'}                        | invalid_value   | messages",
                "{'messages': [1]}                         | invalid_value   | messages[0]",
                "{'messages': [{'role': 'user'}]}          | missing_value   | messages[0].content",
                "{'messages': [{'content': 'Hi'}]}         | missing_value   | messages[0].role",
                "{'messages': [{'role': 'king', 'content': 'Hi'}]}                | invalid_value | messages[0].role",
                "{'messages': [{'role': 'user', 'content': 'Hi', 'colour': 1}]}   | unknown_field | messages[0].colour",
                "{'messages': [{'role': 'user', 'content': [{'type': 'image_url', 'image_url': {}}]}]}"
                        + "| unsupported_value | messages[0].content[0].type",
                "{'messages': [{'role': 'user', 'content': 'Hi'}]}                | missing_value | model"
            })
    void aWrongConversationIsSaidByItsField(String body, String code, String param) {
        check(server.post("/v1/chat/completions", body.replace('\'', '"')), 400, code, param);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'temperature': 3                     | invalid_value     | temperature",
                "'temperature': '1'                   | invalid_value     | temperature",
                "'top_p': -0.1                        | invalid_value     | top_p",
                "'max_tokens': 0                      | invalid_value     | max_tokens",
                "'max_completion_tokens': 1000000     | invalid_value     | max_completion_tokens",
                "'seed': 1.5                          | invalid_value     | seed",
                "'stop': ['a','b','c','d','e']        | invalid_value     | stop",
                "'stop': ''                           | invalid_value     | stop",
                "'stream': 'yes'                      | invalid_value     | stream",
                "'stream_options': {'include_usage': true} | invalid_value | stream_options",
                "'top_logprobs': 3                    | invalid_value     | top_logprobs",
                "'logprobs': true, 'top_logprobs': 21 | invalid_value     | top_logprobs",
                "'memory_update': true                | invalid_value     | memory_update",
                "'memory': 7                          | invalid_value     | memory",
                "'n': 2                               | unsupported_value | n",
                "'tools': [{}]                        | unsupported_value | tools",
                "'presence_penalty': 1                | unsupported_value | presence_penalty",
                "'response_format': {'type': 'json_object'} | unsupported_value | response_format",
                "'temprature': 1                      | unknown_field     | temprature"
            })
    void aWrongFieldIsSaidByItsName(String field, String code, String param) {
        String body = "{'model': 'tiny', 'messages': [{'role': 'user', 'content': 'Hi'}], " + field + "}";

        check(server.post("/v1/chat/completions", body.replace('\'', '"')), 400, code, param);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'n': 1, 'presence_penalty': 0, 'frequency_penalty': 0.0, 'logit_bias': {}, 'tools': []",
                "'user': 'me', 'store': false, 'metadata': {'a': 'b'}, 'service_tier': 'auto'",
                "'response_format': {'type': 'text'}, 'tool_choice': 'none', 'modalities': ['text']",
                "'temperature': null, 'stop': null, 'seed': null, 'stream_options': null, 'top_p': 0"
            })
    void whatAsksForNothingIsPassedOver(String fields) {
        String body =
                "{'model': 'tiny', 'messages': [{'role': 'user', 'content': 'Hi'}], 'max_tokens': 1, " + fields + "}";

        assertThat(server.post("/v1/chat/completions", body.replace('\'', '"')).statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'model': 'tiny'}                                | missing_value | prompt",
                "{'model': 'tiny', 'prompt': ''}                  | invalid_value | prompt",
                "{'model': 'tiny', 'prompt': [1, 2]}              | invalid_value | prompt",
                "{'model': 'tiny', 'prompt': ['a', 'b']}          | invalid_value | prompt",
                "{'model': 'tiny', 'prompt': 'a', 'logprobs': 6}  | invalid_value | logprobs",
                "{'model': 'tiny', 'prompt': 'a', 'echo': true}   | unsupported_value | echo"
            })
    void aWrongCompletionIsSaidByItsField(String body, String code, String param) {
        check(server.post("/v1/completions", body.replace('\'', '"')), 400, code, param);
    }

    @Test
    void whatIsNotThereIsNotFound() {
        check(server.get("/v1/nothing"), 404, "unknown_route", null);
        check(server.get("/nothing.html"), 404, "unknown_route", null);
        check(server.get("/v1/models/gpt-9"), 404, "model_not_found", "model");
        check(server.post("/v1/chat/completions", chat("'model': 'gpt-9'")), 404, "model_not_found", "model");
        check(
                server.post("/v1/chat/completions", chat("'model': 'tiny', 'memory': 'mem_none'")),
                404,
                "unknown_memory",
                null);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET    |             | {}",
                "PATCH  |             | {'name': 'n'}",
                "DELETE |             | {}",
                "POST   | /copy       | {'name': 'n'}",
                "POST   | /cancel     | {}",
                "GET    | /export     | {}",
                "POST   | /texts      | {'text': 't'}",
                "GET    | /events     | {}",
                "POST   | /recall     | {'question': 'q'}",
                "GET    | /segments/0 | {}"
            })
    void everyRouteOfAMemorySaysThatItIsUnknown(String method, String end, String json) {
        String route = end == null ? "" : end;
        String body = json.replace('\'', '"');
        for (String id : new String[] {"mem_none", "..%2f..%2fetc", "A", "%00"}) {
            HttpRequest.Builder request = server.request("/v1/memories/" + id + route)
                    .header("Content-Type", "application/json")
                    .method(method, BodyPublishers.ofString(body));
            HttpResponse<String> response = server.send(request);

            assertThat(response.statusCode()).as(id).isIn(404, 400);
            assertThat(TestServer.json(response).path("error").path("message").asText())
                    .isNotBlank();
        }
        HttpRequest.Builder request = server.request("/v1/memories/mem_none" + route)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body));
        check(server.send(request), 404, "unknown_memory", null);
    }

    @Test
    void aWrongMethodIsAnsweredWithTheRightOnes() {
        HttpResponse<String> response = server.delete("/v1/memories");

        check(response, 405, "wrong_method", null);
        assertThat(response.headers().firstValue("Allow")).contains("GET, POST");
        check(server.send(server.request("/health").PUT(BodyPublishers.noBody())), 405, "wrong_method", null);
        check(server.get("/v1/chat/completions"), 405, "wrong_method", null);
    }

    @Test
    void aWrongContentTypeIsSaid() {
        check(server.upload("/v1/chat/completions", chat("'model': 'tiny'")), 415, "wrong_content_type", null);
        check(
                server.send(server.request("/v1/memories")
                        .header("Content-Type", "application/pdf")
                        .POST(BodyPublishers.ofString("x"))),
                415,
                "wrong_content_type",
                null);
        check(server.upload("/v1/memories/import", "x"), 415, "wrong_content_type", null);
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() {
        check(server.post("/v1/chat/completions", "x".repeat(10_001)), 413, "too_large", null);
        check(server.upload("/v1/memories", "word ".repeat(20_000)), 413, "too_large", null);
    }

    @Test
    void aMemoryThatIsNoneIsNotImported() {
        HttpResponse<String> response = server.send(server.request("/v1/memories/import")
                .header("Content-Type", "application/octet-stream")
                .POST(BodyPublishers.ofString("no memory")));

        check(response, 400, "invalid_memory", null);
    }

    @Test
    void wrongUploadsLeaveNoMemory() {
        int before = memories();

        check(server.post("/v1/memories", "{\"text\": \"a\", \"path\": \"/etc/passwd\"}"), 400, "invalid_value", null);
        check(server.post("/v1/memories", "{\"text\": \"a"), 400, "invalid_value", null);
        check(server.upload("/v1/memories?name=%00", "text"), 400, "invalid_value", null);
        assertThat(server.send(server.request("/v1/memories")
                                .header("Content-Type", "text/plain")
                                .POST(BodyPublishers.ofByteArray(new byte[] {(byte) 0xff, (byte) 0xfe, 65})))
                        .statusCode())
                .isEqualTo(400);
        assertThat(memories()).isEqualTo(before);
    }

    @Test
    void segmentsThatAreNotThereAreNotFound() {
        String id = server.memoryOf(TestServer.text(30, 1));

        for (String segment : new String[] {"1000", "-1", "x", "99999999999999999999"}) {
            check(server.get("/v1/memories/" + id + "/segments/" + segment), 404, "unknown_segment", null);
        }
    }

    @Test
    void wrongQuestionsAreSaid() {
        String id = server.memoryOf(TestServer.text(30, 1));

        check(server.post("/v1/memories/" + id + "/recall", "{}"), 400, "missing_value", "question");
        check(server.post("/v1/memories/" + id + "/recall", "{\"question\": \" \"}"), 400, "invalid_value", "question");
        check(
                server.post("/v1/memories/" + id + "/recall", "{\"question\": \"a\", \"top\": 0}"),
                400,
                "invalid_value",
                "top");
    }

    @Test
    void headerAndFieldThatNameTwoMemoriesAreRefused() {
        HttpResponse<String> response =
                server.send(server.withJson("/v1/chat/completions", chat("'model': 'tiny', 'memory': 'mem_a'"))
                        .header("X-HMT-Memory", "mem_b"));

        check(response, 400, "invalid_value", "memory");
    }

    private static int memories() {
        return TestServer.json(server.get("/v1/memories")).path("data").size();
    }

    private static String chat(String fields) {
        return ("{" + fields + ", 'messages': [{'role': 'user', 'content': 'Hi'}]}").replace('\'', '"');
    }

    private static void check(HttpResponse<String> response, int status, String code, String param) {
        JsonNode error = TestServer.json(response).path("error");

        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(error.path("code").asText()).isEqualTo(code);
        assertThat(error.path("message").asText()).isNotBlank();
        assertThat(error.path("type").asText()).isEqualTo("invalid_request_error");
        assertThat(error.has("param")).isTrue();
        if (param != null) {
            assertThat(error.path("param").asText()).isEqualTo(param);
        }
        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/json");
    }
}
