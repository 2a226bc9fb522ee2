package io.hmt4j.train;

import io.hmt4j.InputException;
import io.hmt4j.data.Corpora;
import io.hmt4j.data.CorpusFiles;
import io.hmt4j.data.CorpusSettings;
import io.hmt4j.data.Crafting;
import io.hmt4j.data.DocumentSource;
import io.hmt4j.data.FileFormat;
import io.hmt4j.data.MixedSource;
import io.hmt4j.data.ReadingOrder;
import io.hmt4j.data.TokenizingListener;
import io.hmt4j.facts.FactsSettings;
import io.hmt4j.facts.FactsSource;
import io.hmt4j.memory.HmtConfig;
import io.hmt4j.memory.HmtModel;
import io.hmt4j.tokenizer.MalformedText;
import io.hmt4j.train.recipe.FileSource;
import io.hmt4j.train.recipe.GeneratedSource;
import io.hmt4j.train.recipe.Recipe;
import io.hmt4j.train.recipe.Stage;
import io.hmt4j.train.recipe.TextSource;
import io.hmt4j.train.recipe.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The documents that a recipe names, mixed by their weights. */
final class TrainingTexts {

    /** What is validated on is generated from another seed than what is trained on. */
    private static final long VALIDATION_SEED = 1_000_003;

    private static final String FACTS = "facts";
    private static final String SEED = "seed";
    private static final String SEGMENT = "segment_tokens";
    private static final String QUESTIONS = "question_probability";
    private static final String STATED = "fact_probability";
    private static final String DENSE = "dense_documents";

    private final Recipe recipe;
    private final HmtModel model;
    private final TokenizingListener listener;

    /** For the sources of a recipe, in the tokens of a model. */
    TrainingTexts(Recipe recipe, HmtModel model, TokenizingListener listener) {
        this.recipe = recipe;
        this.model = model;
        this.listener = listener;
    }

    /** For a stage's training: as the recipe orders and crafts them. The caller closes it. */
    DocumentSource forTraining(Stage stage) {
        Texts texts = recipe.data();
        ReadingOrder order = new ReadingOrder(
                Math.min(texts.shuffleBuffer(), ReadingOrder.MOST_OPEN),
                recipe.seed(),
                texts.epochs() == null ? 0 : texts.epochs(),
                texts.packing(),
                texts.minTokens());
        return mixed(stage.texts() == null ? texts.train() : stage.texts(), order, 0);
    }

    /** For validation: windows from all over the texts, each once, the same ones each time. The caller closes it. */
    DocumentSource forValidation() {
        return mixed(
                recipe.data().validation(),
                ReadingOrder.DEFAULT.withEpochs(1).withMinTokens(recipe.data().minTokens()),
                VALIDATION_SEED);
    }

    private DocumentSource mixed(List<TextSource> sources, ReadingOrder order, long generatorSeed) {
        List<DocumentSource> opened = new ArrayList<>();
        try {
            for (TextSource source : sources) {
                opened.add(
                        source instanceof FileSource file
                                ? files(file, order)
                                : generated((GeneratedSource) source, recipe.seed() + generatorSeed));
            }
            double[] weights =
                    sources.stream().mapToDouble(TrainingTexts::weight).toArray();
            return opened.size() == 1 ? opened.get(0) : new MixedSource(opened, weights);
        } catch (RuntimeException e) {
            opened.forEach(DocumentSource::close);
            throw e;
        }
    }

    private static double weight(TextSource source) {
        return source instanceof FileSource file ? file.weight() : ((GeneratedSource) source).weight();
    }

    private DocumentSource files(FileSource source, ReadingOrder order) {
        Texts texts = recipe.data();
        CorpusFiles files = new CorpusFiles(
                recipe.output(),
                source.path(),
                source.format() == null
                        ? null
                        : FileFormat.valueOf(source.format().name()),
                source.separator(),
                source.textField(),
                CorpusFiles.DEFAULT_PROMPT,
                MalformedText.REFUSE,
                texts.cache());
        Crafting crafting = new Crafting(
                texts.interleave() == null ? 0 : texts.interleave(),
                texts.dilate() == null ? 0 : texts.dilate(),
                Crafting.NONE.filler());
        return Corpora.open(CorpusSettings.of(files).withOrder(order).withCrafting(crafting), model.text(), listener);
    }

    private DocumentSource generated(GeneratedSource source, long seed) {
        if (!source.generate().equals(FACTS)) {
            throw new InputException("data: generate is \"" + source.generate() + "\"; allowed: " + FACTS
                    + ". Other tasks are written to a file by hmt data generate, which path then names");
        }
        Map<String, Object> options = source.options();
        options.keySet().stream()
                .filter(key -> !List.of(SEED, SEGMENT, QUESTIONS, STATED, DENSE).contains(key))
                .findFirst()
                .ifPresent(key -> {
                    throw new InputException("data: options of " + FACTS + " have no " + key + "; known: " + SEED + ", "
                            + SEGMENT + ", " + QUESTIONS + ", " + STATED + ", " + DENSE);
                });
        FactsSettings standard = FactsSettings.DEFAULT;
        FactsSettings settings = new FactsSettings(
                (int) number(options, SEGMENT, standard.segmentTokens()),
                number(options, QUESTIONS, standard.questionProbability()),
                number(options, STATED, standard.factProbability()),
                number(options, DENSE, standard.denseDocuments()),
                standard.mostFacts(),
                (long) number(options, SEED, (double) seed));
        HmtConfig config = model.config();
        if (config.mode().hasMemory() && settings.segmentTokens() != config.segmentTokens()) {
            throw new InputException("data: options." + SEGMENT + " of " + FACTS + " is " + settings.segmentTokens()
                    + ", memory.segment_tokens is " + config.segmentTokens()
                    + "; questions begin at the borders of segments, so both must be the same");
        }
        return new FactsSource(settings);
    }

    private static double number(Map<String, Object> options, String key, double absent) {
        Object value = options.getOrDefault(key, absent);
        if (!(value instanceof Number number)) {
            throw new InputException("data: options." + key + " is " + value + "; allowed: a number");
        }
        return number.doubleValue();
    }
}
