package io.hmt4j.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hmt4j.server.testing.TestServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenApiTest {

    private static final Set<String> METHODS = Set.of("get", "post", "patch", "delete", "put");

    @TempDir
    private static Path folder;

    private static TestServer server;
    private static JsonNode description;

    @BeforeAll
    static void start() throws IOException {
        server = TestServer.start(folder);
        description = TestServer.json(server.get("/openapi.json"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void everyRouteIsDescribedAndEverythingDescribedIsARoute() {
        List<String> described = new ArrayList<>();
        description.path("paths").properties().forEach(path -> path.getValue()
                .fieldNames()
                .forEachRemaining(name -> {
                    if (METHODS.contains(name)) {
                        described.add(name.toUpperCase(Locale.ROOT) + " " + path.getKey());
                    }
                }));

        assertThat(described)
                .containsExactlyInAnyOrderElementsOf(server.server().routes());
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        List<String> references = description.findValuesAsText("$ref");

        assertThat(references).isNotEmpty().allSatisfy(reference -> assertThat(
                        description.at(reference.substring(1)).isMissingNode())
                .as(reference)
                .isFalse());
    }

    @Test
    void everyOperationHasAnIdOfItsOwnAndSaysWhatItDoes() {
        assertThat(description.findValuesAsText("operationId"))
                .hasSameSizeAs(server.server().routes())
                .doesNotHaveDuplicates();
        assertThat(description.findValuesAsText("summary"))
                .hasSameSizeAs(server.server().routes());
    }

    @Test
    void whatIsAnsweredIsWhatIsDescribedToItsLastField() {
        String id = server.memoryOf(TestServer.text(60, 1));
        String of = "/v1/memories/{id}";
        String chat = "{\"model\": \"tiny\", \"max_tokens\": 1, \"memory\": \"" + id + "\","
                + " \"messages\": [{\"role\": \"user\", \"content\": \"Who stood by the river?\"}], \"logprobs\": true}";
        String completion = "{\"model\": \"tiny\", \"max_tokens\": 1, \"prompt\": \"Hi\", \"logprobs\": 2}";

        check("get", "/v1/models", server.get("/v1/models"));
        check("get", "/v1/models/{model}", server.get("/v1/models/" + TestServer.MODEL));
        check("post", "/v1/chat/completions", server.post("/v1/chat/completions", chat));
        check("post", "/v1/completions", server.post("/v1/completions", completion));
        check("post", "/v1/memories", server.post("/v1/memories", "{\"name\": \"n\", \"text\": \"t\"}"));
        check("get", "/v1/memories", server.get("/v1/memories"));
        check("get", of, server.get("/v1/memories/" + id));
        check("post", of + "/texts", server.upload("/v1/memories/" + id + "/texts", TestServer.text(60, 2)));
        check("post", of + "/cancel", server.post("/v1/memories/" + id + "/cancel", ""));
        check("post", of + "/copy", server.post("/v1/memories/" + id + "/copy", "{}"));
        check("get", of + "/segments/{segment}", server.get("/v1/memories/" + id + "/segments/0"));
        check("post", of + "/recall", server.post("/v1/memories/" + id + "/recall", "{\"question\": \"Who?\"}"));
        check("delete", of, server.delete("/v1/memories/" + id));
        check("get", "/health", server.get("/health"));
        check("get", "/ready", server.get("/ready"));
        fits(TestServer.json(server.get("/v1/nothing")), schema("Error"), "Error");
    }

    @Test
    void whatIsStreamedIsWhatIsDescribed() {
        String id = server.memoryOf(TestServer.text(60, 1));
        List<JsonNode> events = data(server.get("/v1/memories/" + id + "/events"));
        List<JsonNode> chunks = data(server.post(
                "/v1/chat/completions",
                "{\"model\": \"tiny\", \"max_tokens\": 1, \"stream\": true,"
                        + " \"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}]}"));

        assertThat(events).isNotEmpty().allSatisfy(event -> fits(event, schema("Progress"), "Progress"));
        fits(chunks.get(chunks.size() - 1).path("hmt"), schema("Hmt"), "Hmt"); // the first says a part of it
    }

    private static List<JsonNode> data(HttpResponse<String> stream) {
        return stream.body()
                .lines()
                .filter(line -> line.startsWith("data: {"))
                .map(line -> TestServer.json(line.substring("data: ".length())))
                .toList();
    }

    private static void check(String method, String path, HttpResponse<String> response) {
        JsonNode operation = description.path("paths").path(path).path(method);
        JsonNode answer = operation.path("responses").path(String.valueOf(response.statusCode()));

        assertThat(answer.isMissingNode())
                .as(method + " " + path + " answered " + response.statusCode() + ": " + response.body())
                .isFalse();
        fits(
                TestServer.json(response),
                answer.path("content").path("application/json").path("schema"),
                method + " " + path);
    }

    private static JsonNode schema(String name) {
        return description.at("/components/schemas/" + name);
    }

    /** An object has exactly the fields that are described, a list has only what is described, and so on below. */
    private static void fits(JsonNode value, JsonNode schema, String where) {
        if (schema.has("$ref")) {
            fits(value, description.at(schema.path("$ref").asText().substring(1)), where);
            return;
        }
        for (JsonNode choice : schema.path("oneOf")) {
            if (value.isNull() == choice.path("type").asText().equals("null")) {
                fits(value, choice, where);
                return;
            }
        }
        assertThat(types(schema)).as(where + " is " + value).contains(typeOf(value));
        if (schema.has("const")) {
            assertThat(value).as(where).isEqualTo(schema.path("const"));
        }
        if (schema.has("enum")) {
            assertThat(schema.path("enum")).as(where).contains(value);
        }
        if (value.isObject() && schema.has("properties")) {
            assertThat(names(value)).as(where).isEqualTo(names(schema.path("properties")));
            value.properties()
                    .forEach(field -> fits(
                            field.getValue(),
                            schema.path("properties").path(field.getKey()),
                            where + "." + field.getKey()));
        }
        for (int i = 0; value.isArray() && i < value.size(); i++) {
            fits(value.get(i), schema.path("items"), where + "[" + i + "]");
        }
    }

    /** The types that are described; all where none is. */
    private static Set<String> types(JsonNode schema) {
        Set<String> types = new TreeSet<>();
        JsonNode type = schema.path("type");
        type.forEach(one -> types.add(one.asText()));
        if (type.isTextual()) {
            types.add(type.asText());
        }
        if (types.contains("number")) {
            types.add("integer");
        }
        return types.isEmpty() ? Set.of("object", "array", "string", "integer", "number", "boolean", "null") : types;
    }

    private static String typeOf(JsonNode value) {
        return switch (value.getNodeType()) {
            case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
            default -> value.getNodeType().name().toLowerCase(Locale.ROOT);
        };
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
