package io.hmt4j.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import io.hmt4j.server.safety.RequestLimits;
import io.hmt4j.server.testing.TestServer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Fifty clients at once, each doing one thing after the other. Five seconds as a rule; {@code -Dhmt.clients.seconds=120} for
 * the two minutes of the proof.
 */
class ManyClientsTest {

    private static final int CLIENTS = 50;
    private static final int SECONDS = Integer.getInteger("hmt.clients.seconds", 5);
    private static final long MIB = 1 << 20;

    @Test
    void nothingFailsButForLackOfPlaceAndMemoryStaysFlat(@TempDir Path folder) throws Exception {
        RequestLimits limits =
                RequestLimits.DEFAULT.but().requests(40).waiting(20).build();
        try (TestServer server = TestServer.start(folder, ServerSettings.DEFAULT.withRequests(limits))) {
            String memory = server.memoryOf(TestServer.text(300, 1));
            Map<Integer, Integer> warm = runFor(server, memory, Math.max(1, SECONDS / 4));
            long before = resident();
            Map<Integer, Integer> seen = runFor(server, memory, SECONDS);
            long grown = resident() - before;

            assertThat(warm.keySet()).isSubsetOf(200, 201, 429);
            assertThat(seen.keySet()).isSubsetOf(200, 201, 429);
            assertThat(seen.get(200)).isGreaterThan(SECONDS);
            assertThat(grown).as("growth of resident memory in bytes").isLessThan(150 * MIB);
            assertThat(TestServer.becomes(() -> server.metric("hmt_requests_running") == 0))
                    .isTrue();
            assertThat(server.metric("hmt_answers_running")).isZero();
        }
    }

    private static Map<Integer, Integer> runFor(TestServer server, String memory, int seconds) throws Exception {
        Map<Integer, Integer> seen = new ConcurrentSkipListMap<>();
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                Random random = new Random(i);
                running.add(clients.submit(() -> {
                    while (System.nanoTime() < end) {
                        HttpResponse<String> response = ask(server, memory, random);
                        seen.merge(response.statusCode(), 1, Integer::sum);
                        requireRetryAfter(response);
                    }
                }));
            }
            for (Future<?> each : running) {
                each.get();
            }
        } finally {
            clients.shutdownNow();
        }
        return seen;
    }

    private static HttpResponse<String> ask(TestServer server, String memory, Random random) {
        String question =
                TestServer.text(10 + random.nextInt(40), random.nextInt(20)).replace("\n", " ");
        return switch (random.nextInt(8)) {
            case 0 -> uploadedAndDeleted(server, question);
            case 1 -> server.get("/v1/memories");
            case 2 -> server.post("/v1/memories/" + memory + "/recall", "{\"question\": \"" + question + "\"}");
            case 3 -> server.get("/v1/memories/" + memory + "/events");
            default ->
                server.post(
                        "/v1/chat/completions",
                        "{\"model\": \"tiny\", \"max_tokens\": 5, \"stream\": " + random.nextBoolean()
                                + ", \"memory\": \"" + memory
                                + "\", \"messages\": [{\"role\": \"user\", \"content\": \"" + question + "\"}]}");
        };
    }

    private static HttpResponse<String> uploadedAndDeleted(TestServer server, String text) {
        HttpResponse<String> created = server.upload("/v1/memories", text);
        String id = TestServer.json(created).path("id").asText();
        while (!id.isEmpty() && server.delete("/v1/memories/" + id).statusCode() == 429) {
            Thread.onSpinWait();
        }
        return created;
    }

    private static void requireRetryAfter(HttpResponse<String> response) {
        if (response.statusCode() == 429) {
            assertThat(Integer.parseInt(
                            response.headers().firstValue("Retry-After").orElseThrow()))
                    .isPositive();
        }
    }

    /**
     * Bytes of the process in RAM, without what the collector has not yet given back: the Java heap breathes. Where the system
     * does not tell, those it could take.
     */
    private static long resident() throws IOException {
        System.gc();
        Path statistics = Path.of("/proc/self/statm");
        if (Files.exists(statistics)) {
            return Long.parseLong(Files.readString(statistics).split(" ", 3)[1]) * 4096;
        }
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getCommittedVirtualMemorySize();
    }
}
