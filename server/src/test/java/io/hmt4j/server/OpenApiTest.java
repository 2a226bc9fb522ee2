package io.hmt4j.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hmt4j.server.testing.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
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
    void whatIsAnsweredHasTheFieldsThatAreDescribed() {
        String id = server.memoryOf(TestServer.text(60, 1));

        check(server.get("/v1/memories/" + id).body(), "Memory");
        check(server.get("/v1/models/" + TestServer.MODEL).body(), "Model");
        check(server.get("/v1/nothing").body(), "Error");
        check(
                server.post(
                                "/v1/chat/completions",
                                "{\"model\": \"tiny\", \"max_tokens\": 1,"
                                        + " \"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}]}")
                        .body(),
                "ChatCompletion");
        check(
                server.post("/v1/completions", "{\"model\": \"tiny\", \"max_tokens\": 1, \"prompt\": \"Hi\"}")
                        .body(),
                "Completion");
    }

    private static void check(String body, String schema) {
        List<String> fields = new ArrayList<>();
        TestServer.json(body).fieldNames().forEachRemaining(fields::add);
        List<String> described = new ArrayList<>();
        description
                .at("/components/schemas/" + schema + "/properties")
                .fieldNames()
                .forEachRemaining(described::add);

        assertThat(fields).as(schema).containsExactlyInAnyOrderElementsOf(described);
    }
}
