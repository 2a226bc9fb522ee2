package io.hmt4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServeCommandTest {

    @TempDir
    private Path folder;

    @Test
    void withoutAModelTheDemonstrationIsServedUntilCtrlC() throws Exception {
        int port = freePort();
        Interrupts interrupts = new Interrupts();
        CompletableFuture<CommandRun> run = serve(interrupts, port);
        String models = get(port, "/v1/models", run);
        String page = get(port, "/", run);
        interrupts.raise();

        assertThat(run.get().exitCode()).as(run.get().err()).isEqualTo(ExitCode.FINE);
        assertThat(run.get().out()).isEqualTo("http://127.0.0.1:" + port + "/\n");
        assertThat(run.get().err())
                .contains("hmt: serving hmt-demo, memories in " + folder.resolve("store"), "hmt: ending");
        assertThat(models).contains("\"id\":\"hmt-demo\"", "\"trained\":true");
        assertThat(page).contains("<html");
    }

    @Test
    void aModelIsServedUnderItsFoldersNameOrAnother() throws Exception {
        Path model = TinyModel.write(folder.resolve("tiny"), 1);
        int port = freePort();
        Interrupts interrupts = new Interrupts();
        CompletableFuture<CommandRun> run = serve(interrupts, port, model, "--segment-tokens", 12, "--sensory", 3);
        String models = get(port, "/v1/models", run);
        interrupts.raise();

        assertThat(run.get().exitCode()).as(run.get().err()).isEqualTo(ExitCode.FINE);
        assertThat(models).contains("\"id\":\"tiny\"", "\"segment_tokens\":12", "\"trained\":false");
        assertThat(run.get().err()).contains("fresh and untrained");
    }

    @Test
    void elsewhereAKeyIsRequired() throws IOException {
        CommandRun run = CommandRun.of("serve", "--host", "0.0.0.0", "--store", folder.resolve("store"));

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).contains("needs an API key");
        assertThat(folder.resolve("store")).doesNotExist();
    }

    @Test
    void wrongFlagsAreSaid() throws IOException {
        Path keys = Files.writeString(folder.resolve("keys"), "short\n");

        assertThat(CommandRun.of("serve", "--api-key-file", keys).err()).contains(keys + ": a key is not fit");
        assertThat(CommandRun.of("serve", "--port", 70_000).err()).contains("the port is 70000; allowed: 0 to 65535");
        assertThat(CommandRun.of("serve", "--cors", "*").err()).contains("the origin is *");
        assertThat(CommandRun.of("serve", folder.resolve("none")).exitCode()).isEqualTo(ExitCode.FAILED);
    }

    /** As systemd, docker and kill end it. */
    @Test
    void terminatedItEndsInOrderAndLeavesNoUnpackedModel() throws Exception {
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.io.tmpdir=" + temporary,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "serve",
                        "--port",
                        "0",
                        "--store",
                        folder.resolve("store").toString())
                .redirectError(folder.resolve("said").toFile())
                .start();
        try (BufferedReader says = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(says.readLine()).startsWith("http://127.0.0.1:");
            assertThat(unpacked(temporary)).isNotEmpty();
            process.destroy(); // SIGTERM
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(Files.readString(folder.resolve("said"))).contains("hmt: ending");
        assertThat(unpacked(temporary)).isEmpty();
    }

    private static List<Path> unpacked(Path temporary) throws IOException {
        try (Stream<Path> entries = Files.list(temporary)) {
            return entries.filter(entry -> entry.getFileName().toString().startsWith("hmt-serve-"))
                    .toList();
        }
    }

    private CompletableFuture<CommandRun> serve(Interrupts interrupts, int port, Object... flags) {
        List<Object> arguments = new ArrayList<>(List.of("serve", "--store", folder.resolve("store"), "--port", port));
        arguments.addAll(List.of(flags));
        return CompletableFuture.supplyAsync(
                () -> CommandRun.run(InputStream.nullInputStream(), interrupts, Set.of(), arguments.toArray()));
    }

    /** Asks until the server is there, or its command ended. */
    private static String get(int port, String path, CompletableFuture<CommandRun> run) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(60))
                .build();
        while (!run.isDone()) {
            try {
                HttpResponse<String> response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
                assertThat(response.statusCode()).isEqualTo(200);
                return response.body();
            } catch (ConnectException notYet) {
                LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
            }
        }
        return "the command ended: " + run.get().err();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
