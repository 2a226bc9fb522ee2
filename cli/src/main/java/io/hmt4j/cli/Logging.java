package io.hmt4j.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.joran.spi.ConsoleTarget;
import ch.qos.logback.core.spi.ContextAwareBase;
import org.slf4j.Logger;

/**
 * How libraries speak up: on standard error, and only of trouble; standard output belongs to answers. In Java, because
 * reading the same from a logback.xml took 60 to 80 ms more (docs/log.md).
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_HIGH_PRIORITY)
public final class Logging extends ContextAwareBase implements Configurator {

    private static final String ROOT = Logger.ROOT_LOGGER_NAME;

    /** For Logback, which finds it as a service. */
    public Logging() {}

    @Override
    public ExecutionStatus configure(LoggerContext loggers) {
        PatternLayoutEncoder line = new PatternLayoutEncoder();
        line.setContext(loggers);
        line.setPattern("%level %logger{0}: %message%n%throwable{short}");
        line.start();
        ConsoleAppender<ILoggingEvent> stderr = new ConsoleAppender<>();
        stderr.setContext(loggers);
        stderr.setName("stderr");
        stderr.setTarget(ConsoleTarget.SystemErr.getName());
        stderr.setEncoder(line);
        stderr.start();
        loggers.getLogger(ROOT).setLevel(Level.WARN);
        loggers.getLogger(ROOT).addAppender(stderr);
        // It warns of GPUs that there is no use for here.
        loggers.getLogger("ai.djl").setLevel(Level.ERROR);
        // Its warnings say whole requests, with names of documents in them.
        loggers.getLogger("org.eclipse.jetty").setLevel(Level.ERROR);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
}
