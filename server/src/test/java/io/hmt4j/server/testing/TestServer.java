package io.hmt4j.server.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hmt4j.memory.HmtModel;
import io.hmt4j.server.HmtServer;
import io.hmt4j.server.ServerSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A server on a free port of this machine, with a small model and an empty store; and a client of it. */
public final class TestServer implements AutoCloseable {

    /** The model's name. */
    public static final String MODEL = "tiny";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String[] WORDS = {"the", "house", "of", "a", "gardener", "stood", "by", "river", "Lily", "äöü"
    };

    private final HmtModel model;
    private final HmtServer server;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private boolean closed;

    private TestServer(HmtModel model, HmtServer server) {
        this.model = model;
        this.server = server;
    }

    /** Starts one with everything as usual. */
    public static TestServer start(Path folder) throws IOException {
        return start(folder, ServerSettings.DEFAULT);
    }

    /** Starts one with other settings, but for the port. The same folder is the same model and store. */
    public static TestServer start(Path folder, ServerSettings settings) throws IOException {
        Path files = folder.resolve("model");
        HmtModel model = Files.exists(files) ? ServedModels.load(files, ServedModels.SMALL) : ServedModels.small(files);
        return new TestServer(model, HmtServer.start(model, MODEL, folder.resolve("store"), settings.withPort(0)));
    }

    /** The server. */
    public HmtServer server() {
        return server;
    }

    /** What it serves; stays the server's. */
    public HmtModel model() {
        return model;
    }

    /** An address on the server, of a path that begins with a stroke. */
    public URI at(String path) {
        return server.address().resolve(path);
    }

    /** A request that can be changed further. */
    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(at(path)).timeout(PATIENCE);
    }

    /** Sends a request. */
    public HttpResponse<String> send(HttpRequest.Builder request) {
        return send(request, BodyHandlers.ofString());
    }

    /** Sends a request whose answer is handled in another way. */
    public <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler) {
        try {
            return client.send(request.build(), handler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public HttpResponse<String> get(String path) {
        return send(request(path));
    }

    public HttpResponse<String> delete(String path) {
        return send(request(path).DELETE());
    }

    /** Sends JSON. */
    public HttpResponse<String> post(String path, String json) {
        return send(withJson(path, json));
    }

    /** A request with JSON that can be changed further. */
    public HttpRequest.Builder withJson(String path, String json) {
        return request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json));
    }

    /** Sends a text. */
    public HttpResponse<String> upload(String path, String text) {
        return send(request(path).header("Content-Type", "text/plain").POST(BodyPublishers.ofString(text)));
    }

    /** Makes a memory of a text and waits until it is read; returns its id. */
    public String memoryOf(String text) {
        String id = json(upload("/v1/memories?name=Text&source=text.txt", text))
                .path("id")
                .asText();
        get("/v1/memories/" + id + "/events");
        return id;
    }

    /** The body of an answer. */
    public static JsonNode json(HttpResponse<String> response) {
        return json(response.body());
    }

    public static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(text, e);
        }
    }

    /** A connection for bytes that no HTTP client would send. The caller closes it. */
    public Socket connect() throws IOException {
        Socket socket = new Socket(server.address().getHost(), server.port());
        socket.setSoTimeout((int) PATIENCE.toMillis());
        return socket;
    }

    /** A figure of {@code /metrics}; 0 where there is none of this name and labels. */
    public double metric(String name) {
        return get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .findFirst()
                .orElse(0);
    }

    /** Waits for something that will be so soon; false if it will not. */
    public static boolean becomes(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
        return true;
    }

    /** A text of so many words, the same for the same seed. */
    public static String text(int words, long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < words; i++) {
            text.append(WORDS[random.nextInt(WORDS.length)]).append(i % 12 == 11 ? ".\n" : " ");
        }
        return text.toString();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            server.close();
            model.close();
        }
    }
}
