package io.hmt4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "read",
                "ask",
                "chat",
                "serve",
                "generate",
                "trace",
                "show",
                "eval",
                "bench",
                "data",
                "merge",
                "doctor",
                "demo",
                "completion"
            })
    void everyCommandExplainsItself(String command) {
        CommandRun run = CommandRun.of(command, "--help");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("Usage: hmt " + command, "--help", "--stacktrace");
        assertThat(run.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"generate", "tasks"})
    void everyCommandOfAGroupExplainsItself(String command) {
        CommandRun run = CommandRun.of("data", command, "--help");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("Usage: hmt data " + command, "--help", "--stacktrace");
    }

    @Test
    void theModelMakerExplainsItself() {
        assertThat(CommandRun.of("bench", "make", "--help").out()).contains("Usage: hmt bench make", "smollm-135m");
    }

    @Test
    void theHelpNamesEveryCommand() {
        assertThat(CommandRun.of("--help").out())
                .contains("  read ", "  ask ", "  chat ", "  generate ", "  show ", "  completion ");
    }

    @Test
    void theVersionIsPrinted() {
        CommandRun run = CommandRun.of("--version");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("hmt ");
    }

    @Test
    void withoutACommandTheUsageIsWrong() {
        CommandRun run = CommandRun.of();

        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).isEqualTo("hmt: a command is missing\nSee: hmt --help\n");
    }

    @Test
    void anUnknownFlagIsAnsweredWithTheNearestOne() {
        CommandRun run = CommandRun.of("generate", "model", "--promt", "Once");

        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(run.err())
                .isEqualTo("hmt: unknown flag --promt; did you mean --prompt?\nSee: hmt generate --help\n");
    }

    @Test
    void anUnknownCommandIsAnsweredWithTheNearestOne() {
        CommandRun run = CommandRun.of("raed");

        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(run.err()).contains("hmt: unknown command raed; did you mean read?");
    }

    @Test
    void nothingIsGuessedForAWordThatIsFarFromAll() {
        assertThat(CommandRun.of("xyzzy").err()).contains("hmt: unknown command xyzzy\n");
        assertThat(CommandRun.of("show", "folder", "other").err()).contains("one argument too many: other");
    }

    @Test
    void aMissingArgumentIsNamed() {
        CommandRun run = CommandRun.of("ask", "model", "Who?");

        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(run.err()).contains("--memory=MEMORY");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--temperature=-1",
                "--top-k=-1",
                "--top-p=0",
                "--min-p=2",
                "--repetition-penalty=0",
                "--max-new-tokens=0",
                "--overrun=-1",
                "--threads=0",
                "--weights=int5",
                "--mode=transformer",
                "--query=none",
                "--seed=one"
            })
    void aWrongValueOfAFlagIsWrongUsage(String flag) {
        CommandRun run = CommandRun.of("generate", "no-such-model", "--prompt", "Once", flag);

        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(run.err()).contains("See: hmt generate --help");
    }

    @Test
    void whatNobodyForesawIsSaidInOneLineWithTheWayToMore() {
        CommandRun run = withInputThatFails(new IllegalStateException("broken\nnative stack"));

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err())
                .isEqualTo("hmt: unexpected: java.lang.IllegalStateException: broken;"
                        + " the same with --stacktrace says where\n");
        assertThat(withInputThatFails(new IllegalStateException("broken"), "--stacktrace")
                        .err())
                .contains("\tat io.hmt4j.cli");
    }

    @Test
    void aFullHeapIsSaidInOneLine() {
        CommandRun run = withInputThatFails(new OutOfMemoryError("Java heap space"));

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).startsWith("hmt: the JVM's own memory is full").contains("HMT_JAVA_OPTS");
    }

    @Test
    void completionPrintsAScriptForTheShell() {
        CommandRun run = CommandRun.of("completion");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("#!").contains("--segment-tokens", "generate");
    }

    @Test
    void bytesTimesAndCountsReadWell() {
        assertThat(Figures.bytes(999)).isEqualTo("999 bytes");
        assertThat(Figures.bytes(999_999)).isEqualTo("1.0 MB");
        assertThat(Figures.seconds(0.314)).isEqualTo("0.31 s");
        assertThat(Figures.seconds(59.7)).isEqualTo("1 min 0 s");
        assertThat(Figures.seconds(11_100)).isEqualTo("3 h 5 min");
        assertThat(Figures.count(1, "segment")).isEqualTo("1 segment");
        assertThat(Figures.count(2000, "segment")).isEqualTo("2,000 segments");
    }

    private static CommandRun withInputThatFails(Throwable failure, Object... flags) {
        InputStream failing = new InputStream() {
            @Override
            public int read() {
                return read(new byte[1], 0, 1);
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                if (failure instanceof Error error) {
                    throw error;
                }
                throw (RuntimeException) failure;
            }
        };
        List<Object> arguments = new ArrayList<>(List.of("generate", "model", "-p", "-"));
        arguments.addAll(List.of(flags));
        return CommandRun.run(failing, new Interrupts(), Set.of(), arguments.toArray());
    }
}
