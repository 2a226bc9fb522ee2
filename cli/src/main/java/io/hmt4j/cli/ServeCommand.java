package io.hmt4j.cli;

import io.hmt4j.cli.demo.DemonstrationModels;
import io.hmt4j.memory.HmtModel;
import io.hmt4j.server.HmtServer;
import io.hmt4j.server.ServerSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hmt serve}. */
@Command(
        name = "serve",
        customSynopsis = "hmt serve [MODEL] [OPTIONS]",
        header = "Serves a model: a page to talk to documents, and an API that OpenAI's clients speak.",
        description = {
            "Documents are read once and kept as memories in the store. The address goes to standard output. Ctrl-C ends it:"
                    + " what is answered is finished, what is read is saved and goes on at the next start."
        },
        footer = {
            "Examples:",
            "  hmt serve                                    the small model of the demonstration",
            "  hmt serve models/SmolLM2 --store library --open",
            "  hmt serve models/SmolLM2 --host 0.0.0.0 --api-key-file keys.txt"
        })
final class ServeCommand implements Callable<Integer> {

    private static final String DEMONSTRATION = "hmt-demo";

    private final Console console;
    private final Interrupts interrupts;

    @Spec
    private CommandSpec command;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "MODEL",
            description = "Folder of the model. Default: the small one of the demonstration, which is shipped.")
    private @Nullable Path model;

    @Mixin
    private ServeFlags serve = new ServeFlags();

    @ArgGroup(validate = false, order = 9, heading = "%nWhat it may take:%n")
    private ServeBounds bounds = new ServeBounds();

    @ArgGroup(validate = false, order = 10, heading = "%nHow the model is loaded:%n")
    private LoadFlags load = new LoadFlags();

    @ArgGroup(
            validate = false,
            order = 11,
            heading = "%nSettings of the memory (default: as it was trained; 512 tokens a segment where it was not):%n")
    private MemoryFlags memory = new MemoryFlags();

    ServeCommand(Console console, Interrupts interrupts) {
        this.console = console;
        this.interrupts = interrupts;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        ServerSettings settings = bounds.in(serve.settings(System.getenv()));
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        Thread terminated = new Thread(() -> endInOrder(stop, stopped)); // SIGTERM, a closed terminal
        Runtime.getRuntime().addShutdownHook(terminated);
        try {
            serve(settings, stop);
        } finally {
            stopped.countDown();
            forget(terminated);
        }
        return ExitCode.FINE;
    }

    /** The JVM ends when this returns: not before memories are saved and the unpacked model is gone. */
    private static void endInOrder(CountDownLatch stop, CountDownLatch stopped) {
        stop.countDown();
        boolean interrupted = false;
        while (true) {
            try {
                stopped.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException endingAlready) {
            // It has been told that all is done.
        }
    }

    private void serve(ServerSettings settings, CountDownLatch stop) throws IOException, InterruptedException {
        if (model != null) {
            serve(model, model.toAbsolutePath().normalize().getFileName().toString(), settings, stop);
        } else {
            try (TemporaryFolder folder = TemporaryFolder.create("hmt-serve-")) {
                serve(DemonstrationModels.unpackHmtInto(folder.path()), DEMONSTRATION, settings, stop);
            }
        }
    }

    private void serve(Path folder, String folderName, ServerSettings settings, CountDownLatch stop)
            throws InterruptedException {
        String name = serve.name() == null ? folderName : serve.name();
        interrupts.whileIdle(() -> {
            interrupts.whileIdle(null); // a second one ends the process at once
            interrupts.raise();
            stop.countDown();
        });
        interrupts.listen();
        try (HmtModel loaded = new ModelLoading(load, memory, command).load(folder, UnaryOperator.identity(), console);
                HmtServer server = HmtServer.start(loaded, name, serve.store(), settings)) {
            announce(server, name);
            stop.await();
            console.say("hmt: ending");
        }
    }

    private void announce(HmtServer server, String name) {
        console.printLine(server.address().toString());
        console.say("hmt: serving " + name + ", memories in "
                + serve.store().toAbsolutePath().normalize() + "; Ctrl-C ends it");
        if (serve.opens() && !Browser.open(server.address())) {
            console.say("hmt: no browser was found; the page is at the address above");
        }
    }
}
