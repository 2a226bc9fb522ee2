package io.hmt4j.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.hmt4j.answer.AnswerLimits;
import io.hmt4j.server.safety.RequestLimits;
import io.hmt4j.server.testing.TestServer;
import io.hmt4j.store.StoreLimits;
import io.hmt4j.tensor.Engine;
import io.hmt4j.tokenizer.SpecialTokens;
import io.hmt4j.tokenizer.Tokenizer;
import java.net.http.HttpResponse;
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

    /** Small budgets: what grows beyond them is lost. */
    private static final long PREFIXES = MIB;

    /** A known prefix is counted with 2 KiB at least, and has two tensors; a few hundred are the model's and the engine's. */
    private static final long MOST_OBJECTS = 2 * PREFIXES / 2048 + 300;

    private static final long MOST_GROWTH = 100 * MIB;

    @Test
    void nothingFailsButForLackOfPlaceAndMemoryStaysFlat(@TempDir Path folder) throws Exception {
        RequestLimits limits =
                RequestLimits.DEFAULT.but().requests(40).waiting(20).build();
        ServerSettings settings = ServerSettings.DEFAULT
                .withRequests(limits)
                .withAnswers(new AnswerLimits(PREFIXES))
                .withStore(new StoreLimits(MIB, 1024 * MIB, MIB, 64, 8));
        try (TestServer server = TestServer.start(folder, settings)) {
            String memory = server.memoryOf(TestServer.text(300, 1));
            Map<Integer, Integer> warm = warmUp(server, memory);
            Figures before = Figures.now(server);
            Map<Integer, Integer> seen = runFor(server, memory, SECONDS);
            Figures after = Figures.now(server);

            System.out.println(before + " -> " + after + ", answered " + seen);
            assertThat(warm.keySet()).isSubsetOf(200, 201, 429);
            assertThat(seen.keySet()).isSubsetOf(200, 201, 429);
            assertThat(seen.get(200)).isGreaterThan(SECONDS);
            assertThat(after.prefixes).isBetween(PREFIXES * 9 / 10, PREFIXES);
            assertThat(after.objects).isLessThan(MOST_OBJECTS);
            assertThat(after.resident - before.resident)
                    .as("growth of resident memory in bytes")
                    .isLessThan(MOST_GROWTH);
            assertThat(TestServer.becomes(() -> server.metric("hmt_requests_running") == 0))
                    .isTrue();
            assertThat(server.metric("hmt_answers_running")).isZero();
            assertThat(TestServer.becomes(() -> server.metric("hmt_queue") == 0))
                    .isTrue();
        }
    }

    /** Until all that is held within bounds has reached them: threads, prefixes, and the tokenizers' own 10,000 texts. */
    private static Map<Integer, Integer> warmUp(TestServer server, String memory) throws Exception {
        Tokenizer tokenizer = server.model().text().tokenizer();
        for (int i = 0; i < 12_000; i++) {
            tokenizer.encode("a text of " + i + " with words enough", SpecialTokens.AS_TEXT);
            tokenizer.encode("a text of " + i + " with words enough", SpecialTokens.RECOGNISED);
        }
        Map<Integer, Integer> seen = runFor(server, memory, Math.max(1, SECONDS / 2));
        while (server.metric("hmt_prefix_memory") < PREFIXES * 0.9) {
            runFor(server, memory, 1).forEach((status, count) -> seen.merge(status, count, Integer::sum));
        }
        return seen;
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
     * What is held at a moment.
     *
     * @param resident bytes of the process in RAM
     * @param objects live native objects
     * @param prefixes bytes of known prefixes
     */
    private record Figures(long resident, long objects, long prefixes) {

        static Figures now(TestServer server) {
            long resident = settled();
            return new Figures(resident, Engine.liveObjects(), (long) server.metric("hmt_prefix_memory"));
        }

        /** Behind a collection the collector gives memory back bit by bit: what is left when it no longer does. */
        private static long settled() {
            System.gc();
            long[] least = {Engine.residentBytes()};
            long[] since = {System.nanoTime()};
            TestServer.becomes(() -> {
                long now = Engine.residentBytes();
                if (now < least[0] - MIB / 4) {
                    least[0] = now;
                    since[0] = System.nanoTime();
                }
                return System.nanoTime() - since[0] > 2_000_000_000L;
            });
            return least[0];
        }
    }
}
