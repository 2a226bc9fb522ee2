package io.hmt4j.memory;

import io.hmt4j.InputException;
import io.hmt4j.backbone.Backbone;
import io.hmt4j.generate.Generation;
import io.hmt4j.generate.GenerationListener;
import io.hmt4j.generate.GenerationOptions;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A language model with a hierarchical memory. It has two verbs: <em>read</em> takes tokens into a
 * {@link DocumentMemory}, any number of them in any number of calls, and <em>generate</em> continues one.
 *
 * <ul>
 *   <li>Reading a and then b leaves the memory of reading both at once.
 *   <li>{@link #generate} leaves the memory as it was; {@link #generateInto} leaves it as reading prompt and answer would.
 *   <li>A batch equals its rows.
 *   <li>The memory of the process does not grow with the document; the time is linear in it.
 * </ul>
 *
 * <p>Safe for several threads as long as each has memories of its own. It owns the weights until it is closed.
 */
public final class HmtModel implements AutoCloseable {

    private static final int ANSWER_TOKENS = 256;

    private final Backbone backbone;
    private final HmtParameters parameters;
    private final HmtConfig config;
    private final ModelIdentity identity;
    private final @Nullable ModelText text;
    private final HmtCell cell;
    private final SegmentLoop loop;
    private final DocumentReader documents;

    /**
     * Puts a model together; it owns the parts from here on.
     *
     * @param text the model's tokenizer and chat template; null for work with token ids alone
     */
    public HmtModel(
            Backbone backbone,
            HmtParameters parameters,
            HmtConfig config,
            ModelIdentity identity,
            @Nullable ModelText text) {
        config.checkFits(backbone.shape());
        this.backbone = backbone;
        this.parameters = parameters;
        this.config = config;
        this.identity = identity;
        this.text = text;
        this.cell = new HmtCell(backbone, parameters, config);
        this.loop = new SegmentLoop(cell, config);
        this.documents = new DocumentReader(loop, config, ReadingBudget.SUMMARIES.tokens(backbone.shape()));
    }

    /** Loads a Hugging Face folder, with the memory parameters it has beside its weights, or fresh ones. */
    public static HmtModel load(Path folder) {
        return load(folder, ModelOptions.DEFAULT);
    }

    /**
     * Loads a Hugging Face folder.
     *
     * @throws InputException if something in the folders is missing, broken or not supported
     */
    public static HmtModel load(Path folder, ModelOptions options) {
        return new HmtModelLoader(folder, options).load();
    }

    /** The backbone. */
    public Backbone backbone() {
        return backbone;
    }

    /** What the memory adds to it. */
    public HmtParameters parameters() {
        return parameters;
    }

    /** The four steps of a segment, for those who train them. */
    public HmtCell cell() {
        return cell;
    }

    /** The settings of the memory. */
    public HmtConfig config() {
        return config;
    }

    /** What tells this model from others. */
    public ModelIdentity identity() {
        return identity;
    }

    /**
     * What turns text into tokens and back.
     *
     * @throws InputException if the model's folder has no tokenizer
     */
    public ModelText text() {
        if (text == null) {
            throw new InputException(
                    identity.name() + " has no tokenizer (tokenizer.json, or vocab.json with merges.txt);"
                            + " without one it works with token ids alone");
        }
        return text;
    }

    /** Whether there is something that turns text into tokens. */
    public boolean hasText() {
        return text != null;
    }

    /** An empty memory. The caller closes it. */
    public DocumentMemory newMemory() {
        return new DocumentMemory(identity.fingerprint());
    }

    /** Opens a memory saved in a folder. The caller closes it. Throws if it is broken or another model's. */
    public DocumentMemory openMemory(Path folder) {
        return new MemoryFiles(cell, config, identity).open(folder);
    }

    /** Saves a memory as a folder, whole or not at all; one that is there is replaced. */
    public void saveMemory(DocumentMemory memory, Path folder) {
        new MemoryFiles(cell, config, identity).save(memory, folder);
    }

    /** Reads tokens into a memory. */
    public void read(DocumentMemory memory, int[] tokens) {
        read(List.of(memory), List.of(tokens), ReadListener.SILENT);
    }

    /**
     * Reads a text to its end into a memory, in constant memory. {@link TextReader} does the same with a name, a listener
     * and a way to go on after a stop.
     *
     * @throws IOException if the text cannot be read further; the memory then holds what came before
     */
    public void read(DocumentMemory memory, Reader reader) throws IOException {
        new TextReader(this).read(memory, "text", reader, ReadListener.SILENT);
    }

    /** Answers a question from a memory, which stays as it was: greedily, at most 256 tokens. */
    public String ask(DocumentMemory memory, String question) {
        GenerationOptions options = GenerationOptions.greedy(ANSWER_TOKENS).withEndIds(endIds());
        return new Conversation(this, memory)
                .ask(question, options, GenerationListener.SILENT)
                .text();
    }

    /**
     * Reads tokens into several memories, side by side as one batch.
     *
     * @param memories different memories of this model
     * @param tokens what each of them reads
     */
    public void read(List<DocumentMemory> memories, List<int[]> tokens, ReadListener listener) {
        if (memories.size() != tokens.size()) {
            throw new IllegalArgumentException(memories.size() + " memories, but tokens for " + tokens.size());
        }
        tokens.forEach(this::checkIds);
        memories.forEach(this::checkMine);
        for (int row = 0; row < memories.size(); row++) {
            memories.get(row).add(tokens.get(row));
        }
        documents.read(memories, listener);
    }

    /**
     * Ends the open segment of a memory, however short it is, so that what comes next begins one. A question behind an open
     * segment recalls what fits the tokens that this began with; at the beginning of a segment it recalls what fits itself.
     * Text that goes on is better read on without this.
     */
    public void endSegment(DocumentMemory memory) {
        checkMine(memory);
        documents.end(memory);
    }

    /** Answers from a memory and a prompt; the memory stays as it was. */
    public Generation generate(
            DocumentMemory memory, int[] prompt, GenerationOptions options, GenerationListener listener) {
        try (DocumentMemory copy = memory.copy()) {
            return run(copy, prompt, options, listener, false);
        }
    }

    /** Answers from a memory and a prompt; the memory then holds both, as if it had read them. */
    public Generation generateInto(
            DocumentMemory memory, int[] prompt, GenerationOptions options, GenerationListener listener) {
        return run(memory, prompt, options, listener, true);
    }

    /**
     * How likely an answer is: losses -log p of its tokens, each predicted as {@link #generate} would predict it behind the
     * prompt and the tokens before. The memory stays as it was.
     *
     * @param prompt what stands before the answer; with an empty memory at least one token
     * @return one loss a token
     */
    public double[] score(DocumentMemory memory, int[] prompt, int[] answer) {
        checkMine(memory);
        checkIds(prompt);
        checkIds(answer);
        try (DocumentMemory copy = memory.copy();
                Continuation continuation =
                        new Continuation(backbone, cell, loop, documents, config, copy, 0, GenerationListener.SILENT)) {
            return AnswerLosses.of(continuation, prompt, answer);
        }
    }

    /** What happens while documents are read, from empty memories to their ends, side by side as one batch. */
    public List<Trace> trace(List<int[]> documents, ReadListener listener) {
        List<DocumentMemory> memories = new ArrayList<>();
        try {
            documents.forEach(document -> memories.add(newMemory()));
            return trace(memories, documents, listener);
        } finally {
            memories.forEach(DocumentMemory::close);
        }
    }

    /**
     * What happens while memories read on, to the end of the tokens, side by side as one batch: the last segment of each
     * is closed even if it is short. The first of the tokens has no loss, for what predicts it was read before.
     *
     * @param memories different memories of this model, none with pending tokens; changed by this
     * @param tokens what each of them reads
     * @return one trace a memory, its tensors belong to the current scope
     */
    public List<Trace> trace(List<DocumentMemory> memories, List<int[]> tokens, ReadListener listener) {
        if (memories.size() != tokens.size()) {
            throw new IllegalArgumentException(memories.size() + " memories, but tokens for " + tokens.size());
        }
        tokens.forEach(this::checkIds);
        for (int row = 0; row < memories.size(); row++) {
            DocumentMemory memory = memories.get(row);
            checkMine(memory);
            if (memory.pendingTokens() > 0) {
                throw new IllegalArgumentException("memory " + row + " has pending tokens: its segment is not closed");
            }
            memory.add(tokens.get(row));
        }
        return new Tracer(backbone, loop).trace(memories, listener);
    }

    /** Ids that end a text, from the model's folder. */
    public Set<Integer> endIds() {
        return identity.endIds();
    }

    private Generation run(
            DocumentMemory memory, int[] prompt, GenerationOptions options, GenerationListener listener, boolean keep) {
        checkMine(memory);
        checkIds(prompt);
        checkOverrun(options.overrun());
        try (Continuation continuation =
                new Continuation(backbone, cell, loop, documents, config, memory, options.overrun(), listener)) {
            return new Generator(continuation, memory, options, text == null ? null : text.tokenizer(), listener)
                    .run(prompt, keep);
        }
    }

    private void checkOverrun(int overrun) {
        long positions = config.positions() + overrun;
        if (overrun > 0 && positions > backbone.shape().maxPositions()) {
            throw new InputException("overrun is " + overrun + ": with a segment it takes " + positions
                    + " positions; this model has " + backbone.shape().maxPositions());
        }
    }

    DocumentReader documents() {
        return documents;
    }

    void checkMine(DocumentMemory memory) {
        identity.requireSame(memory.fingerprint());
    }

    void checkIds(int[] tokens) {
        int vocabulary = backbone.shape().vocabulary();
        for (int position = 0; position < tokens.length; position++) {
            if (tokens[position] < 0 || tokens[position] >= vocabulary) {
                throw new InputException("token " + position + " has the id " + tokens[position] + "; allowed: 0 to "
                        + (vocabulary - 1));
            }
        }
    }

    @Override
    public void close() {
        parameters.close();
        backbone.close();
        if (text != null) {
            text.close();
        }
    }
}
