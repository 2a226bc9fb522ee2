package io.hmt4j.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hmt4j.InputException;
import io.hmt4j.cli.demo.RandomModel;
import io.hmt4j.cli.demo.RecallLog;
import io.hmt4j.cli.demo.SmallWorld;
import io.hmt4j.cli.demo.StoryReading;
import io.hmt4j.cli.demo.StoryReading.Look;
import io.hmt4j.generate.GenerationListener;
import io.hmt4j.generate.GenerationOptions;
import io.hmt4j.generate.Sampling;
import io.hmt4j.memory.DocumentMemory;
import io.hmt4j.memory.HmtModel;
import io.hmt4j.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hmt demo}. */
@Command(
        name = "demo",
        header = "Reads a long made-up text with a small model of random weights, and shows how HMT works.",
        description = {
            "Needs no model, no file and no network. Shows that memory stays flat while a text is read, which memories"
                    + " are recalled, how small a saved memory is, and continues the text. The weights are random: a later"
                    + " version brings a trained model."
        })
final class DemoCommand implements Callable<Integer> {

    private static final long FEWEST_TOKENS = 1_000;
    private static final long MOST_TOKENS = 1_000_000_000;
    private static final int LOOKS = 6;
    private static final int RECALLS = 3;
    private static final int CONTINUATION_TOKENS = 80;

    /** Lively enough that random weights do not repeat one word for ever. */
    private static final Sampling SAMPLING = new Sampling(1, 40, 1, 0, 1.3);

    private final Console console;
    private final Interrupts interrupts;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of text, weights and continuation. Default: 1.")
    private long seed = 1;

    @Option(
            names = "--tokens",
            paramLabel = "N",
            description = "Words of the text, 1,000 and more. Default: ${DEFAULT-VALUE}.")
    private long tokens = 30_000;

    @Option(names = "--json", description = "Print one JSON object and nothing else.")
    private boolean json;

    @Option(names = "--ascii", description = "Draw with ASCII characters. Default: where the locale is not UTF-8.")
    private boolean ascii;

    DemoCommand(Console console, Interrupts interrupts) {
        this.console = console;
        this.interrupts = interrupts;
    }

    @Override
    public Integer call() throws IOException {
        if (tokens < FEWEST_TOKENS || tokens > MOST_TOKENS) {
            throw new InputException("--tokens is " + tokens + "; allowed: " + FEWEST_TOKENS + " to " + MOST_TOKENS);
        }
        interrupts.listen();
        try (TemporaryFolder folder = TemporaryFolder.create("hmt-demo-")) {
            run(folder.path());
        }
        if (interrupts.raised()) {
            console.say("hmt: interrupted");
            return ExitCode.INTERRUPTED;
        }
        return ExitCode.FINE;
    }

    private void run(Path folder) {
        Stopwatch watch = new Stopwatch();
        DemoPage page = new DemoPage(ascii || !Locales.hasUtf8());
        try (HmtModel model = RandomModel.writeAndLoad(folder.resolve("model"), seed);
                DocumentMemory memory = model.newMemory()) {
            RecallLog recalls = new RecallLog(RECALLS, interrupts::raised);
            tell(page.opening(tokens, seed, new SmallWorld(seed).nextParagraph(), model));
            List<Look> looks = read(model, memory, recalls, page);
            if (interrupts.raised()) {
                return;
            }
            tell(page.flat(looks.get(0), looks.get(looks.size() - 1)));
            tell(page.recall(recalls.last()));
            long savedBytes = save(model, memory, folder.resolve("memory"));
            tell(page.remembering(
                    savedBytes, model.config(), model.backbone().shape().width()));
            String continuation = goOn(model, memory, page);
            double seconds = watch.seconds();
            tell(page.closing(seconds));
            if (json) {
                console.printJson(toJson(model, looks, recalls, savedBytes, continuation, seconds));
            }
        }
    }

    private List<Look> read(HmtModel model, DocumentMemory memory, RecallLog recalls, DemoPage page) {
        tell(page.reading(model.config()));
        List<Look> looks = new ArrayList<>();
        Look[] before = {new Look(0, 0, 0, 0, 0)};
        OverwrittenLine line = new OverwrittenLine(console, !json);
        new StoryReading(model, new SmallWorld(seed), tokens)
                .into(
                        memory,
                        LOOKS,
                        recalls,
                        look -> {
                            line.clear();
                            tell(page.row(look, before[0]));
                            before[0] = look;
                            looks.add(look);
                        },
                        read -> line.show(page.progress(read, tokens)));
        line.clear();
        return looks;
    }

    private static long save(HmtModel model, DocumentMemory memory, Path folder) {
        model.saveMemory(memory, folder);
        return new SavedMemory(folder).bytes();
    }

    private String goOn(HmtModel model, DocumentMemory memory, DemoPage page) {
        Tokenizer tokenizer = model.text().tokenizer();
        String prompt = "In the evening";
        if (!json) {
            console.print(page.continuing(prompt));
        }
        WrappedStream words =
                new WrappedStream(json ? text -> {} : console::print, "   ", "   ".length() + prompt.length() + 1);
        GenerationOptions options =
                GenerationOptions.greedy(CONTINUATION_TOKENS).withSampling(SAMPLING, seed);
        return model.generate(memory, tokenizer.encode(prompt), options, new GenerationListener() {
                    @Override
                    public void text(String piece) {
                        words.accept(piece);
                    }

                    @Override
                    public boolean cancelled() {
                        return interrupts.raised();
                    }
                })
                .text();
    }

    private ObjectNode toJson(
            HmtModel model, List<Look> looks, RecallLog recalls, long savedBytes, String continuation, double seconds) {
        Look last = looks.get(looks.size() - 1);
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("seed", seed).put("random_weights", true);
        root.put("parameters", model.backbone().shape().parameters());
        root.put("tokens", last.tokens()).put("segments", last.segments()).put("memories", last.memories());
        root.put("tokens_per_second", last.tokens() / last.seconds());
        looks.forEach(look -> root.withArray("resident")
                .addObject()
                .put("tokens", look.tokens())
                .put("bytes", look.residentBytes()));
        recalls.last().forEach(recall -> {
            ObjectNode entry = root.withArray("recall").addObject().put("segment", recall.segment());
            recall.weights().forEach(entry.putArray("weights")::add);
        });
        root.put("saved_memory_bytes", savedBytes);
        root.put("key_value_cache_bytes_without_memory", last.tokens() * RandomModel.CACHE_BYTES_PER_TOKEN);
        return root.put("continuation", continuation).put("seconds", seconds);
    }

    private void tell(String text) {
        if (!json) {
            console.printLine(text);
        }
    }
}
