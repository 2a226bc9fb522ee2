package io.hmt4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hmt4j.InputException;
import io.hmt4j.server.ServerSettings;
import io.hmt4j.server.safety.ApiKeys;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What flags and environment make of a server. */
class ServeFlagsTest {

    private static final String KEY = "a-key-of-this-test-0123456789";

    @TempDir
    private Path folder;

    @Test
    void theKeyComesFromTheEnvironment() {
        ApiKeys keys = settings(Map.of("HMT_API_KEY", KEY), "--host", "0.0.0.0").keys();

        assertThat(keys.required()).isTrue();
        assertThat(keys.accept(KEY)).isTrue();
        assertThat(keys.accept(KEY + "x")).isFalse();
        assertThat(keys.toString()).doesNotContain(KEY);
    }

    @Test
    void aFileOfKeysGoesBeforeTheEnvironment() throws IOException {
        String other = "another-key-0123456789";
        Path file = Files.writeString(folder.resolve("keys"), "# of the team\n" + other + "\n");
        ApiKeys keys = settings(Map.of("HMT_API_KEY", KEY), "--api-key-file", file.toString())
                .keys();

        assertThat(keys.accept(other)).isTrue();
        assertThat(keys.accept(KEY)).isFalse();
    }

    @Test
    void withoutAKeyNobodyIsAskedForOneAndABadOneIsSaidWithoutIt() {
        assertThat(settings(Map.of()).keys().required()).isFalse();
        assertThat(settings(Map.of("HMT_API_KEY", "")).keys().required()).isFalse();
        assertThatThrownBy(() -> settings(Map.of("HMT_API_KEY", "tooshort")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("HMT_API_KEY: a key is not fit")
                .hasMessageNotContaining("tooshort");
    }

    @Test
    void theBoundsAreTheDefaultsUnlessToldOtherwise() {
        ServeBounds bounds = new ServeBounds();
        new CommandLine(CommandLine.Model.CommandSpec.forAnnotatedObject(bounds)).parseArgs();

        assertThat(bounds.in(ServerSettings.DEFAULT)).isEqualTo(ServerSettings.DEFAULT);
    }

    @Test
    void everyBoundCanBeSet() {
        ServeBounds bounds = new ServeBounds();
        new CommandLine(CommandLine.Model.CommandSpec.forAnnotatedObject(bounds))
                .parseArgs(
                        "--disk=1TiB",
                        "--ram=1GiB",
                        "--prefix-ram=0",
                        "--max-upload=10MiB",
                        "--max-request=8MiB",
                        "--max-readings=3",
                        "--side-by-side=2",
                        "--max-waiting=5",
                        "--max-answer-tokens=100",
                        "--max-answer-time=10min");
        ServerSettings set = bounds.in(ServerSettings.DEFAULT);

        assertThat(set.store().diskBytes()).isEqualTo(1L << 40);
        assertThat(set.store().ramBytes()).isEqualTo(1L << 30);
        assertThat(set.store().uploadBytes()).isEqualTo(10L << 20);
        assertThat(set.store().queue()).isEqualTo(3);
        assertThat(set.store().sideBySide()).isEqualTo(2);
        assertThat(set.answers().prefixBytes()).isZero();
        assertThat(set.requests().requestBytes()).isEqualTo(8 << 20);
        assertThat(set.requests().bodyBytes()).isEqualTo(16 << 20);
        assertThat(set.requests().waiting()).isEqualTo(5);
        assertThat(set.requests().answerTokens()).isEqualTo(100);
        assertThat(set.requests().mostAnswerTokens()).isEqualTo(100);
        assertThat(set.requests().answering()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void theBrowserOpensAnAddressThatLeadsHere() {
        assertThat(Browser.reachable(URI.create("http://0.0.0.0:8080/"))).hasToString("http://localhost:8080/");
        assertThat(Browser.reachable(URI.create("http://[0:0:0:0:0:0:0:0]:80/")))
                .hasToString("http://localhost:80/");
        assertThat(Browser.reachable(URI.create("http://127.0.0.1:8080/"))).hasToString("http://127.0.0.1:8080/");
    }

    private static ServerSettings settings(Map<String, String> environment, String... flags) {
        ServeFlags parsed = new ServeFlags();
        new CommandLine(CommandLine.Model.CommandSpec.forAnnotatedObject(parsed)).parseArgs(flags);
        return parsed.settings(environment);
    }
}
