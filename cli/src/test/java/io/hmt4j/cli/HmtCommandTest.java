package io.hmt4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map.Entry;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;

class HmtCommandTest {

    @Test
    void everyCommandIsListedByItsName() {
        for (Entry<String, Class<?>> command : HmtCommand.COMMANDS) {
            assertThat(command.getValue().getAnnotation(Command.class).name()).isEqualTo(command.getKey());
        }
    }

    @Test
    void onlyTheCommandThatIsNamedIsBuilt() {
        assertThat(HmtCommand.commandsFor("ask", "model", "show")).isEqualTo(List.of(AskCommand.class));
        assertThat(HmtCommand.commandsFor("--version")).isEmpty();
        assertThat(HmtCommand.commandsFor("-V")).isEmpty();
    }

    @Test
    void allAreBuiltWhereTheyAreAskedForOrNoneIsNamed() {
        int all = HmtCommand.COMMANDS.size();

        assertThat(HmtCommand.commandsFor()).hasSize(all);
        assertThat(HmtCommand.commandsFor("--help")).hasSize(all);
        assertThat(HmtCommand.commandsFor("aks")).hasSize(all);
        assertThat(HmtCommand.commandsFor("--stacktrace", "ask")).hasSize(all);
        assertThat(HmtCommand.commandsFor("completion")).hasSize(all);
    }

    @Test
    void aCommandIsFoundBehindAFlagToo() {
        assertThat(CommandRun.of("--stacktrace", "ask", "--help").out()).contains("Usage: hmt ask");
    }
}
