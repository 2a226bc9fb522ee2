package io.hmt4j.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** The whole command line, over the streams it is given. */
final class Cli {

    private final Console console;

    Cli(Console console) {
        this.console = console;
    }

    /** Runs a command and returns its {@link ExitCode}. */
    int run(String... arguments) {
        Failures failures = new Failures(console);
        return commandLine()
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures)
                .execute(arguments);
    }

    private CommandLine commandLine() {
        CommandLine line = new CommandLine(HmtCommand.class, new Commands());
        line.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpAutoWidth(true);
        line.setUsageHelpLongOptionsMaxWidth(30);
        return line;
    }

    /** Makes the commands, each with the console. */
    private final class Commands implements IFactory {

        private final IFactory plain = CommandLine.defaultFactory();

        @Override
        public <K> K create(Class<K> type) throws Exception {
            try {
                return type.getDeclaredConstructor(Console.class).newInstance(console);
            } catch (NoSuchMethodException e) {
                return plain.create(type);
            }
        }
    }
}
