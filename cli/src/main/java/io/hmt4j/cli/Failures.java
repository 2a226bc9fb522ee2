package io.hmt4j.cli;

import io.hmt4j.InputException;
import io.hmt4j.Nearest;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Collection;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what went wrong in one line, and what to do next. */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {

    private static final String STACK_TRACE = "--stacktrace";

    private final Console console;

    Failures(Console console) {
        this.console = console;
    }

    @Override
    public int handleParseException(ParameterException wrong, String[] arguments) {
        CommandLine command = wrong.getCommandLine();
        console.say("hmt: "
                + (wrong instanceof UnmatchedArgumentException unmatched ? unknown(unmatched) : wrong.getMessage()));
        console.say("See: " + command.getCommandSpec().qualifiedName() + " --help");
        return ExitCode.WRONG_USAGE;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        return report(failure, command);
    }

    /** Says what failed, and where if that is asked for; returns the exit code. */
    int report(Throwable failure, CommandLine command) {
        boolean withTrace = ((HmtCommand) command.getCommandSpec().root().userObject()).wantsStackTrace();
        console.say("hmt: " + message(failure, withTrace));
        if (withTrace) {
            failure.printStackTrace(console.err());
        }
        return ExitCode.FAILED;
    }

    private static String unknown(UnmatchedArgumentException wrong) {
        CommandLine command = wrong.getCommandLine();
        String argument = wrong.getUnmatched().get(0);
        boolean flag = argument.startsWith("-");
        boolean subcommand = !flag && !command.getSubcommands().isEmpty();
        String name = flag ? argument.replaceFirst("=.*", "") : argument;
        Collection<String> known = flag
                ? command.getCommandSpec().optionsMap().keySet()
                : command.getSubcommands().keySet();
        String kind = flag ? "unknown flag" : subcommand ? "unknown command" : "one argument too many:";
        return kind + " " + name
                + Nearest.to(name, known)
                        .map(word -> "; did you mean " + word + "?")
                        .orElse("");
    }

    /** What failed, in a line. */
    static String message(Throwable failure) {
        return message(failure, false);
    }

    private static String message(Throwable failure, boolean withTrace) {
        if (failure instanceof InputException) {
            return String.valueOf(failure.getMessage());
        }
        if (failure instanceof NoSuchFileException missing) {
            return missing.getFile() + " does not exist";
        }
        if (failure instanceof FileSystemException refused && refused.getReason() != null) {
            return refused.getFile() + ": " + refused.getReason();
        }
        if (failure instanceof IOException) {
            return String.valueOf(failure.getMessage());
        }
        if (failure instanceof OutOfMemoryError) {
            return "the JVM's own memory is full (" + failure.getMessage() + "); HMT_JAVA_OPTS=-Xmx8g gives it 8 GB";
        }
        return "unexpected: " + firstLine(failure)
                + (withTrace ? "" : "; the same with " + STACK_TRACE + " says where");
    }

    /** The engine's messages go on with a native stack. */
    private static String firstLine(Throwable failure) {
        return failure.toString().lines().findFirst().orElse("");
    }
}
