package io.hmt4j.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import io.hmt4j.server.safety.ApiKeys;
import io.hmt4j.server.testing.TestServer;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The log carries no text, name or key of anybody's, whatever is logged and whatever goes wrong. */
class LogTest {

    private static final String SECRET = "Zanzibar";
    private static final String KEY = "a-key-of-Zanzibar-0123456789";

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Logger jetty = (Logger) LoggerFactory.getLogger("org.eclipse.jetty");
    private final Heard heard = new Heard();

    @TempDir
    private Path folder;

    /** All that is logged, as text. */
    private static final class Heard extends AppenderBase<ILoggingEvent> {

        private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

        @Override
        protected void append(ILoggingEvent event) {
            StringBuilder line = new StringBuilder(event.getLoggerName() + ": " + event.getFormattedMessage());
            for (IThrowableProxy thrown = event.getThrowableProxy(); thrown != null; thrown = thrown.getCause()) {
                line.append('\n').append(thrown.getClassName()).append(": ").append(thrown.getMessage());
            }
            lines.add(line.toString());
        }
    }

    @BeforeEach
    void listen() {
        heard.start();
        root.addAppender(heard);
        root.setLevel(Level.TRACE);
        jetty.setLevel(Level.ERROR); // as hmt has it: below, it shows bytes of requests
    }

    @AfterEach
    void stopListening() {
        root.detachAppender(heard);
        root.setLevel(Level.OFF);
        jetty.setLevel(null);
    }

    @Test
    void noTextNameOrKeyIsLoggedAtAnyLevel() throws IOException {
        ServerSettings settings = ServerSettings.DEFAULT.withKeys(ApiKeys.of(List.of(KEY), "test"));
        String id;
        try (TestServer server = TestServer.start(folder, settings)) {
            id = upload(server, "/v1/memories?name=" + SECRET + "&source=" + SECRET, text());
            awaitEnd(server, id);
        }
        leaveATextThatIsNone(id);
        try (TestServer server = TestServer.start(folder, settings)) {
            awaitEnd(server, id);
            assertThat(server.send(withKey(server, "/v1/memories/" + id)).body())
                    .contains("is not UTF-8");
            ask(server, "'memory': '" + id + "', 'memory_update': true");
            ask(server, "'stream': true");
            ask(server, "'" + SECRET + "': 1");
            ask(server, "'temperature': '" + SECRET + "'");
            post(server, "/v1/memories/" + id + "/recall", "{\"question\": \"" + SECRET + "?\"}");
            post(server, "/v1/memories", "{\"text\": \"" + SECRET + "\\ud800\"}");
            readOntoABrokenDisk(server, id);
            sendWhatIsNoHttp(server);
        }

        assertThat(heard.lines)
                .anySatisfy(line -> assertThat(line).contains("Reading memory", "failed", "at io.hmt4j"));
        assertThat(heard.lines).noneSatisfy(line -> assertThat(line).containsIgnoringCase(SECRET));
    }

    /** As one that was uploaded whole and became damaged before it was read. */
    private void leaveATextThatIsNone(String id) throws IOException {
        Path texts = Files.createDirectories(folder.resolve("store/memories/" + id + "/texts"));
        byte[] torn = (SECRET + "?").getBytes(StandardCharsets.UTF_8);
        torn[torn.length - 1] = (byte) 0xFF;
        Files.write(texts.resolve("000000000007.text"), torn);
        Files.writeString(
                texts.resolve("000000000007.json"),
                ("{'name': '" + SECRET + "', 'added': 5, 'whole': true, 'bytes': " + torn.length
                                + ", 'characters': 9, 'source': -1}")
                        .replace('\'', '"'));
    }

    private void readOntoABrokenDisk(TestServer server, String id) throws IOException {
        Path file = folder.resolve("store/memories/" + id + "/memory.safetensors");
        Files.delete(file);
        Files.createDirectory(file);
        upload(server, "/v1/memories/" + id + "/texts?source=" + SECRET, text());
        awaitEnd(server, id);
    }

    private static void sendWhatIsNoHttp(TestServer server) throws IOException {
        for (String request : new String[] {
            "GET /" + SECRET + "\u0000 HTTP/1.1\r\n\r\n",
            SECRET + "\r\n\r\n",
            "GET /v1/memories?name=%zz" + SECRET + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
        }) {
            try (Socket socket = server.connect()) {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
                socket.shutdownOutput();
                assertThat(socket.getInputStream().readAllBytes()).isNotEmpty();
            }
        }
    }

    private static String text() {
        return (SECRET + " was a house by the river. ").repeat(20);
    }

    private static String upload(TestServer server, String path, String text) {
        return TestServer.json(server.send(withKey(server, path)
                        .header("Content-Type", "text/plain")
                        .POST(BodyPublishers.ofString(text))))
                .path("id")
                .asText();
    }

    private static void awaitEnd(TestServer server, String id) {
        assertThat(server.send(withKey(server, "/v1/memories/" + id + "/events"))
                        .body())
                .contains("event: end");
    }

    private static void ask(TestServer server, String fields) {
        post(
                server,
                "/v1/chat/completions",
                ("{'model': 'tiny', 'max_tokens': 3, 'messages': [{'role': 'user', 'content': 'Where is " + SECRET
                                + "?'}], " + fields + "}")
                        .replace('\'', '"'));
    }

    private static void post(TestServer server, String path, String json) {
        server.send(
                withKey(server, path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    private static HttpRequest.Builder withKey(TestServer server, String path) {
        return server.request(path).header("Authorization", "Bearer " + KEY);
    }
}
