package io.hmt4j.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.errors.UnauthorizedException;
import io.hmt4j.InputException;
import io.hmt4j.server.safety.ApiKeys;
import io.hmt4j.server.safety.RequestLimits;
import io.hmt4j.server.safety.SecurityHeaders;
import io.hmt4j.server.testing.TestServer;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server of a house has to hold: every line of section 3 of its issue. */
class SafetyTest {

    private static final String KEY = "a-key-of-this-test-0123456789";
    private static final String ORIGIN = "https://app.example.org";

    @TempDir
    private static Path folder;

    /** As it comes. */
    private static TestServer open;

    /** With a key, an origin, and little patience. */
    private static TestServer locked;

    @BeforeAll
    static void start() throws IOException {
        open = TestServer.start(folder.resolve("open"));
        RequestLimits limits = RequestLimits.DEFAULT
                .but()
                .answering(Duration.ofMillis(200))
                .silence(Duration.ofMillis(500))
                .stopping(Duration.ZERO)
                .answerTokens(16)
                .mostAnswerTokens(1_000_000)
                .build();
        locked = TestServer.start(
                folder.resolve("locked"),
                ServerSettings.DEFAULT
                        .withKeys(ApiKeys.of(List.of(KEY), "test"))
                        .withOrigins(Set.of(ORIGIN))
                        .withRequests(limits));
    }

    @AfterAll
    static void stop() {
        open.close();
        locked.close();
    }

    @Test
    void itListensOnThisMachineAlone() {
        assertThat(open.server().address().getHost()).isEqualTo("127.0.0.1");
    }

    @Test
    void elsewhereAKeyIsRequiredBeforeItStarts() {
        assertThatThrownBy(() -> ServerSettings.DEFAULT.withHost("0.0.0.0")).isInstanceOf(InputException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/models", "/v1/memories", "/metrics", "/v1/nothing", "/v1/memories/mem_x/export"})
    void withoutTheKeyNothingIsAnswered(String path) {
        HttpResponse<String> none = locked.get(path);
        HttpResponse<String> wrong = locked.send(locked.request(path).header("Authorization", "Bearer " + KEY + "x"));

        assertThat(none.statusCode()).isEqualTo(401);
        assertThat(none.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        assertThat(TestServer.json(none).at("/error/code").asText()).isEqualTo("invalid_api_key");
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(wrong.body()).doesNotContain(KEY);
    }

    @Test
    void withTheKeyItIs() {
        assertThat(locked.send(withKey("/v1/models")).statusCode()).isEqualTo(200);
        assertThat(locked.send(withKey("/metrics")).statusCode()).isEqualTo(200);
    }

    @Test
    void statusPageAndDescriptionNeedNoKey() {
        assertThat(Stream.of("/health", "/ready", "/openapi.json", "/"))
                .allSatisfy(path -> assertThat(locked.get(path).statusCode()).isEqualTo(200));
    }

    @Test
    void aMissingKeyIsTheClientsException() {
        try (ClosingClient client = new ClosingClient("wrong-key-0123456789")) {
            assertThatThrownBy(() -> client.client().models().list()).isInstanceOf(UnauthorizedException.class);
        }
        try (ClosingClient client = new ClosingClient(KEY)) {
            assertThat(client.client().models().list().data()).hasSize(1);
        }
    }

    @Test
    void aBodyThatStandsStillIsEndedAndLeavesNothing() throws IOException {
        try (Socket socket = locked.connect()) {
            send(
                    socket,
                    "POST /v1/memories HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + KEY
                            + "\r\nContent-Type: text/plain\r\nContent-Length: 1000\r\n\r\nOnce");

            assertThat(statusLine(socket)).isIn("HTTP/1.1 408 Request Timeout", null);
            assertThat(socket.getInputStream().readAllBytes()).isEmpty();
        }
        assertThat(TestServer.becomes(() -> {
                    HttpResponse<String> listed = locked.send(withKey("/v1/memories"));
                    return listed.statusCode() == 200
                            && TestServer.json(listed).at("/data").isArray()
                            && TestServer.json(listed).at("/data").isEmpty();
                }))
                .isTrue();
    }

    @Test
    void aHeaderThatTakesTooLongIsEnded(@TempDir Path own) throws IOException {
        RequestLimits limits = RequestLimits.DEFAULT
                .but()
                .header(Duration.ofMillis(50))
                .silence(Duration.ofHours(1))
                .build();
        try (TestServer server = TestServer.start(own, ServerSettings.DEFAULT.withRequests(limits));
                Socket idle = server.connect();
                Socket slow = server.connect()) {
            send(idle, "GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
            assertThat(statusLine(idle)).startsWith("HTTP/1.1 200 ");
            send(slow, "GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: a");

            assertThat(slow.getInputStream().read()).isNegative();
            send(idle, "GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
            assertThat(idle.getInputStream().read())
                    .as("who is between requests stays")
                    .isPositive();
        }
    }

    @Test
    void noMoreConnectionsAreAcceptedThanTheSettingsSay(@TempDir Path own) throws IOException {
        RequestLimits limits = RequestLimits.DEFAULT.but().connections(2).build();
        try (TestServer server = TestServer.start(own, ServerSettings.DEFAULT.withRequests(limits));
                Socket first = server.connect();
                Socket second = server.connect()) {
            for (Socket socket : List.of(first, second)) {
                send(socket, "GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
                assertThat(statusLine(socket)).startsWith("HTTP/1.1 200 ");
            }
            try (Socket third = server.connect()) {
                send(third, "GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
                third.setSoTimeout(200);
                assertThatThrownBy(() -> statusLine(third)).isInstanceOf(SocketTimeoutException.class);
                first.close();
                third.setSoTimeout(60_000);
                assertThat(statusLine(third)).startsWith("HTTP/1.1 200 ");
            }
        }
    }

    @Test
    void anAnswerThatTakesTooLongIsEnded() {
        HttpResponse<String> response = locked.send(withKey("/v1/completions")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(
                        "{\"model\": \"tiny\", \"prompt\": \"Once\", \"max_tokens\": 1000000, \"temperature\": 0}")));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(504);
        assertThat(TestServer.json(response).at("/error/code").asText()).isEqualTo("timeout");
    }

    @Test
    void headersThatAreTooLargeAreRefused() throws IOException {
        try (Socket socket = open.connect()) {
            send(socket, "GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Large: " + "x".repeat(20_000) + "\r\n\r\n");

            assertThat(statusLine(socket)).startsWith("HTTP/1.1 431 ");
        }
    }

    @Test
    void idsAreGeneratedAndNoPathOfAUsersReachesTheFileSystem() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret.txt"), "secret");
        String up = "..%2f".repeat(8);
        String far = secret.toString().substring(1).replace("/", "%2f");
        for (String path : List.of(
                "/v1/memories/" + up + far,
                "/" + up + far,
                "/..;/secret.txt",
                "/style/../../x.css",
                "//etc/passwd",
                "/index.html%00.css",
                "/%2e%2e/index.html",
                "/..%5c..%5cindex.html")) {
            try (Socket socket = open.connect()) {
                send(socket, "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
                String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

                assertThat(answer)
                        .as(path)
                        .matches("(?s)HTTP/1.1 40[04] .*")
                        .doesNotContain("secret\n")
                        .contains("\"error\"");
            }
        }
    }

    @Test
    void otherOriginsMayNotAskAndNoneMayReadUnlessTheSettingsSaySo() {
        HttpResponse<String> foreign = open.send(open.request("/v1/models").header("Origin", "https://evil.example"));
        HttpResponse<String> form = open.send(open.request("/v1/memories")
                .header("Origin", "null")
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("planted")));

        assertThat(foreign.statusCode()).isEqualTo(403);
        assertThat(form.statusCode()).isEqualTo(403);
        assertThat(foreign.headers().map().keySet()).noneMatch(name -> name.startsWith("access-control"));
        assertThat(open.get("/v1/models").headers().map().keySet())
                .noneMatch(name -> name.startsWith("access-control"));
    }

    @Test
    void anOriginOfTheSettingsMayAskAndRead() {
        HttpResponse<String> preflight = locked.send(locked.request("/v1/models")
                .header("Origin", ORIGIN)
                .header("Access-Control-Request-Method", "POST")
                .method("OPTIONS", BodyPublishers.noBody()));
        HttpResponse<String> asked = locked.send(withKey("/v1/models").header("Origin", ORIGIN));

        assertThat(preflight.statusCode()).isEqualTo(204);
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin"))
                .contains(ORIGIN);
        assertThat(preflight
                        .headers()
                        .firstValue("Access-Control-Allow-Headers")
                        .orElseThrow())
                .contains("authorization");
        assertThat(asked.statusCode()).isEqualTo(200);
        assertThat(asked.headers().firstValue("Access-Control-Allow-Origin")).contains(ORIGIN);
        assertThat(locked.send(withKey("/v1/models").header("Origin", "https://evil.example"))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void aNameThatWasMadeToLeadHereIsNotAnswered() throws IOException {
        try (Socket socket = open.connect()) {
            send(socket, "GET /v1/models HTTP/1.1\r\nHost: evil.example\r\n\r\n");

            assertThat(statusLine(socket)).startsWith("HTTP/1.1 403 ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/v1/models", "/health", "/v1/nothing", "/openapi.json", "/style/theme.css"})
    void everyAnswerHasTheSecurityHeaders(String path) {
        HttpResponse<String> response = open.get(path);

        assertThat(SecurityHeaders.ALL.keySet())
                .allSatisfy(name ->
                        assertThat(response.headers().firstValue(name)).as(name).isPresent());
        assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(response.headers().firstValue("Server")).isEmpty();
    }

    @Test
    void thePageMayRunItsOwnScriptsAndNoOther() {
        HttpResponse<String> page = open.get("/");
        String policy = page.headers().firstValue("Content-Security-Policy").orElseThrow();

        assertThat(policy).contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'");
        assertThat(policy).doesNotContain("unsafe", "*", "http:");
        assertThat(page.body()).doesNotContainPattern("<script(?![^>]* src=)").doesNotContainPattern("\\son[a-z]+=\"");
    }

    @Test
    void importedMemoriesAreCheckedWholly() {
        String id = open.memoryOf(TestServer.text(40, 1));
        byte[] good = open.send(open.request("/v1/memories/" + id + "/export"), BodyHandlers.ofByteArray())
                .body();
        for (int cut = 1; cut < 5; cut++) {
            byte[] torn = good.clone();
            torn[good.length * cut / 8] ^= 0x55; // an exported memory is a zip archive, with sums

            assertThat(imported(Arrays.copyOf(good, good.length * cut / 8))).isEqualTo(400);
            assertThat(imported(torn)).isEqualTo(400);
        }
        assertThat(imported(good)).isEqualTo(201);
    }

    @Test
    void aMemoryOfAnotherModelIsRefused() throws IOException {
        String id = open.memoryOf(TestServer.text(40, 1));
        byte[] good = open.send(open.request("/v1/memories/" + id + "/export"), BodyHandlers.ofByteArray())
                .body();
        String fingerprint = TestServer.json(open.get("/v1/memories/" + id))
                .path("fingerprint")
                .asText();

        assertThat(imported(zipped(good, fingerprint, fingerprint))).isEqualTo(201);
        assertThat(imported(zipped(good, fingerprint, "0".repeat(fingerprint.length()))))
                .isEqualTo(400);
    }

    /** An archive with one text in the place of another in all files. */
    private static byte[] zipped(byte[] archive, String old, String changed) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(archive));
                ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                String content = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
                out.putNextEntry(new ZipEntry(entry.getName()));
                out.write(content.replace(old, changed).getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        return bytes.toByteArray();
    }

    private static int imported(byte[] file) {
        HttpResponse<String> response = open.send(open.request("/v1/memories/import")
                .header("Content-Type", "application/octet-stream")
                .POST(BodyPublishers.ofByteArray(file)));
        JsonNode error = TestServer.json(response).path("error");
        assertThat(error.path("code").asText()).isIn("invalid_memory", "");
        return response.statusCode();
    }

    private static HttpRequest.Builder withKey(String path) {
        return locked.request(path).header("Authorization", "Bearer " + KEY);
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    private static String statusLine(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8)).readLine();
    }

    /** OpenAI's client with a key; it is closed by a method that is no AutoCloseable's. */
    private static final class ClosingClient implements AutoCloseable {

        private final OpenAIClient client;

        ClosingClient(String key) {
            client = OpenAIOkHttpClient.builder()
                    .baseUrl(locked.at("/v1").toString())
                    .apiKey(key)
                    .maxRetries(0)
                    .build();
        }

        OpenAIClient client() {
            return client;
        }

        @Override
        public void close() {
            client.close();
        }
    }
}
