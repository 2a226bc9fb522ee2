package io.hmt4j.cli;

import java.io.PrintWriter;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.Model.CommandSpec;

/** The whole command line, over the streams it is given. */
final class Cli {

    private final Console console;
    private final Interrupts interrupts;

    Cli(Console console, Interrupts interrupts) {
        this.console = console;
        this.interrupts = interrupts;
    }

    /** Runs a command and returns its {@link ExitCode}. */
    int run(String... arguments) {
        Failures failures = new Failures(console);
        CommandLine line =
                commandLine(arguments).setParameterExceptionHandler(failures).setExecutionExceptionHandler(failures);
        try {
            return line.execute(arguments);
        } catch (OutOfMemoryError | StackOverflowError | LinkageError failure) {
            return failures.report(failure, line);
        }
    }

    private CommandLine commandLine(String... arguments) {
        CommandLine line = new CommandLine(HmtCommand.class, new Commands());
        HmtCommand.commandsFor(arguments).forEach(line::addSubcommand);
        line.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpAutoWidth(true);
        line.setUsageHelpLongOptionsMaxWidth(30);
        complete(line);
        return line;
    }

    private static void complete(CommandLine line) {
        CommandSpec command = line.getCommandSpec();
        command.mixinStandardHelpOptions(true).versionProvider(new HmtCommand.Version());
        command.usageMessage()
                .sortOptions(false)
                .descriptionHeading("%n")
                .parameterListHeading("%n")
                .optionListHeading("%n")
                .footerHeading("%n");
        line.getSubcommands().values().forEach(Cli::complete);
    }

    /** Makes the commands, with the console, and with the interrupts where they want them. */
    private final class Commands implements IFactory {

        private final IFactory plain = CommandLine.defaultFactory();

        @Override
        public <K> K create(Class<K> type) throws Exception {
            for (Constructor<?> constructor : type.getDeclaredConstructors()) {
                List<Class<?>> wanted = List.of(constructor.getParameterTypes());
                if (wanted.equals(List.of(Console.class))) {
                    return type.cast(constructor.newInstance(console));
                }
                if (wanted.equals(List.of(Console.class, Interrupts.class))) {
                    return type.cast(constructor.newInstance(console, interrupts));
                }
            }
            return plain.create(type);
        }
    }
}
