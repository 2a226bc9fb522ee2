package io.hmt4j.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hmt4j.InputException;
import io.hmt4j.cli.OwnMemories.OwnMemory;
import io.hmt4j.cli.SideBySideReading.Settings;
import io.hmt4j.memory.DocumentMemory;
import io.hmt4j.memory.HmtModel;
import io.hmt4j.memory.MemoryDescription;
import io.hmt4j.memory.ReadingBudget;
import io.hmt4j.memory.Source;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hmt read}. */
@Command(
        name = "read",
        customSynopsis = {
            "hmt read MODEL FILE... -o MEMORY [OPTIONS]",
            "hmt read MODEL FILE... --each -o FOLDER [OPTIONS]"
        },
        header = "Reads texts of any length into a memory.",
        description = {
            "The texts are UTF-8 and are read one after the other, never held whole. Ctrl-C stops between two segments and"
                    + " keeps what was read; the same command with --append then goes on.",
            "With --each every text gets a memory of its own, and several are read side by side as one batch. A text that"
                    + " cannot be read leaves the others alone; with --append those that are read already are passed over."
        },
        footer = {
            "Examples:",
            "  hmt read models/SmolLM2 book.txt -o book.memory",
            "  zcat pages.txt.gz | hmt read models/SmolLM2 - -o pages.memory",
            "  hmt read models/SmolLM2 next-book.txt -o book.memory --append",
            "  hmt read models/SmolLM2 books/*.txt --each -o memories"
        })
final class ReadCommand implements Callable<Integer> {

    private final Console console;
    private final Interrupts interrupts;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelFlags model = new ModelFlags();

    @Mixin
    private DocumentFlags document = new DocumentFlags();

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "FILE", description = "Texts; - is standard input.")
    private List<String> files;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "MEMORY",
            required = true,
            description = "Folder of the memory.")
    private Path output;

    @ArgGroup
    private Existing existing = new Existing();

    @Option(
            names = "--each",
            description = "A memory for each text: MEMORY is a folder of memories, which are named as the texts.")
    private boolean each;

    @Option(
            names = "--side-by-side",
            paramLabel = "N",
            description = "With --each: texts read at a time. Default: as many as 256 MB have room for.")
    private @Nullable Integer sideBySide;

    @Option(
            names = "--save-every",
            paramLabel = "SECONDS",
            description = "Save the memory on the way this often; 0 only at the end. Default: ${DEFAULT-VALUE}.")
    private double saveEvery = 60;

    @Option(names = "--json", description = "Print the figures as one JSON object.")
    private boolean json;

    /** What becomes of a memory that is there. */
    private static final class Existing {

        @Option(names = "--append", description = "Read on where the memory stopped, if it is there.")
        private boolean append;

        @Option(names = "--overwrite", description = "Replace a memory that is there.")
        private boolean overwrite;
    }

    ReadCommand(Console console, Interrupts interrupts) {
        this.console = console;
        this.interrupts = interrupts;
    }

    @Override
    public Integer call() throws IOException {
        if (!(saveEvery >= 0)) {
            throw new ParameterException(
                    spec.commandLine(), "--save-every is " + saveEvery + "; allowed: 0 and more seconds");
        }
        List<TextInput> inputs = files.stream().map(TextInput::new).toList();
        inputs.forEach(TextInput::requireReadable);
        if (inputs.stream().filter(TextInput::isStandardInput).count() > 1) {
            throw new ParameterException(spec.commandLine(), "standard input (-) can be read once only");
        }
        requireEachWhereNeeded(inputs);
        if (each) {
            return readEach(OwnMemories.in(output, inputs));
        }
        SavedMemory saved = new SavedMemory(output);
        saved.requireWritable(existing.append || existing.overwrite);
        try (HmtModel loaded = model.loadFor(existing.append ? output : null, console);
                DocumentMemory memory = saved.openOrNew(loaded, existing.append)) {
            interrupts.listen();
            return read(loaded, memory, inputs);
        }
    }

    private void requireEachWhereNeeded(List<TextInput> inputs) {
        if (sideBySide != null && (!each || sideBySide < 1)) {
            throw new ParameterException(
                    spec.commandLine(),
                    each
                            ? "--side-by-side is " + sideBySide + "; allowed: 1 and more"
                            : "--side-by-side goes with --each: the texts of one memory are read one after the other");
        }
        if (each && inputs.stream().anyMatch(TextInput::isStandardInput)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "standard input (-) has no name for a memory; leave --each out, or name a file");
        }
    }

    private int readEach(List<OwnMemory> own) {
        own.forEach(text -> text.memory().requireWritable(existing.append || existing.overwrite));
        List<OwnMemory> unread = own.stream().filter(text -> !isRead(text)).toList();
        if (unread.size() < own.size()) {
            console.say("hmt: " + Figures.count(own.size() - unread.size(), "text") + " of " + own.size()
                    + " passed over: read already");
        }
        Path settings = own.stream()
                .map(text -> text.memory())
                .filter(memory -> existing.append && memory.describedWhole().isPresent())
                .map(SavedMemory::folder)
                .findFirst()
                .orElse(null);
        try (HmtModel loaded = model.loadFor(settings, console)) {
            interrupts.listen();
            int rows = sideBySide != null
                    ? sideBySide
                    : ReadingBudget.DEFAULT.documents(loaded.backbone().shape(), loaded.config());
            return new SideBySideReading(
                            console,
                            interrupts,
                            loaded,
                            new Settings(document.malformed(), existing.append, saveEvery),
                            rows,
                            unread)
                    .read(loaded, output, json);
        }
    }

    /** Whether an earlier command that this one goes on with has read a text to its end. */
    private boolean isRead(OwnMemory text) {
        List<Source> sources = existing.append
                ? text.memory().describedWhole().map(MemoryDescription::sources).orElse(List.of())
                : List.of();
        return !sources.isEmpty()
                && sources.get(sources.size() - 1).complete()
                && sources.get(sources.size() - 1).name().equals(text.input().name());
    }

    private int read(HmtModel loaded, DocumentMemory memory, List<TextInput> inputs) throws IOException {
        PeriodicSave save = new PeriodicSave(loaded, memory, output, saveEvery);
        DocumentReading reading = new DocumentReading(
                console, interrupts, loaded, memory, unread(inputs, memory), document.malformed(), save::ifDue);
        boolean complete;
        try {
            complete = reading.read();
        } catch (IOException | InputException e) {
            save.now();
            console.say("hmt: " + output + " holds what was read before the fault");
            throw e;
        }
        save.now();
        report(reading.progress(), memory, complete);
        return complete ? ExitCode.FINE : ExitCode.INTERRUPTED;
    }

    /** The texts without those that come before one which an earlier, interrupted command had begun. */
    private List<TextInput> unread(List<TextInput> inputs, DocumentMemory memory) {
        List<Source> sources = memory.sources();
        if (sources.isEmpty() || sources.get(sources.size() - 1).complete()) {
            return inputs;
        }
        List<String> names = inputs.stream().map(TextInput::name).toList();
        List<String> known = sources.stream().map(Source::name).toList();
        for (int count = Math.min(names.size(), known.size()); count > 0; count--) {
            if (names.subList(0, count).equals(known.subList(known.size() - count, known.size()))) {
                console.say("hmt: going on with " + names.get(count - 1) + " where it was left");
                return inputs.subList(count - 1, inputs.size());
            }
        }
        return inputs;
    }

    private void report(ReadProgress progress, DocumentMemory memory, boolean complete) {
        long tokens = progress.tokens(memory, complete);
        double speed = Figures.perSecond((double) tokens, progress.seconds());
        long bytes = new SavedMemory(output).bytes();
        if (json) {
            ObjectNode figures = JsonNodeFactory.instance.objectNode();
            figures.put("memory", output.toString()).put("complete", complete);
            figures.put("tokens", tokens).put("segments", progress.segments(memory));
            figures.put("seconds", progress.seconds()).put("tokens_per_second", speed);
            figures.putObject("holds")
                    .put("tokens", memory.tokens())
                    .put("segments", memory.segments())
                    .put("memories", memory.memories())
                    .put("bytes", bytes);
            console.printJson(figures);
            return;
        }
        console.say((complete ? "Read " : "Interrupted after ") + Figures.count(tokens, "token") + " in "
                + Figures.seconds(progress.seconds()) + " (" + Figures.rate(speed) + " tokens/s, "
                + Figures.count(progress.segments(memory), "segment") + ")");
        String memories = memory.memories() == 1 ? "1 memory" : Figures.count(memory.memories()) + " memories";
        console.say(output + " holds " + memories + " of " + Figures.count(memory.tokens(), "token") + ", "
                + Figures.bytes(bytes) + " on disk");
        if (!complete) {
            console.say("The same command with --append goes on.");
        }
    }
}
