package io.hmt4j.train;

import io.hmt4j.data.Corpora;
import io.hmt4j.data.CorpusFiles;
import io.hmt4j.data.CorpusSettings;
import io.hmt4j.data.Crafting;
import io.hmt4j.data.DocumentSource;
import io.hmt4j.data.FileFormat;
import io.hmt4j.data.MixedSource;
import io.hmt4j.data.ReadingOrder;
import io.hmt4j.data.TokenizingListener;
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

/** The documents that a recipe names, mixed by their weights. */
final class TrainingTexts {

    /** What is validated on is generated from another seed than what is trained on. */
    private static final long VALIDATION_SEED = 1_000_003;

    private final Recipe recipe;
    private final HmtModel model;
    private final TokenizingListener listener;
    private final GeneratedTexts generated;

    /** For the sources of a recipe, in the tokens of a model. */
    TrainingTexts(Recipe recipe, HmtModel model, TokenizingListener listener) {
        this.recipe = recipe;
        this.model = model;
        this.listener = listener;
        this.generated = new GeneratedTexts(model);
    }

    /** For a stage's training: as the recipe orders and crafts them. The caller closes it. */
    DocumentSource forTraining(Stage stage) {
        Texts texts = recipe.data();
        ReadingOrder order = new ReadingOrder(
                texts.shuffleBuffer(),
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
                                : generated.open((GeneratedSource) source, recipe.seed() + generatorSeed));
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
                source.prompt() == null ? CorpusFiles.DEFAULT_PROMPT : source.prompt(),
                MalformedText.REFUSE,
                texts.cache());
        Crafting crafting = new Crafting(
                texts.interleave() == null ? 0 : texts.interleave(),
                texts.dilate() == null ? 0 : texts.dilate(),
                Crafting.NONE.filler());
        return Corpora.open(CorpusSettings.of(files).withOrder(order).withCrafting(crafting), model.text(), listener);
    }
}
