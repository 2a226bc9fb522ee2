package io.hmt4j.train;

import io.hmt4j.InputException;
import io.hmt4j.Nearest;
import io.hmt4j.data.DocumentSource;
import io.hmt4j.facts.FactsSettings;
import io.hmt4j.facts.FactsSource;
import io.hmt4j.memory.HmtConfig;
import io.hmt4j.memory.HmtModel;
import io.hmt4j.task.Depth;
import io.hmt4j.task.Task;
import io.hmt4j.task.TaskSource;
import io.hmt4j.task.Tasks;
import io.hmt4j.train.recipe.GeneratedSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Documents that are made while a run reads them: the demonstration's facts, and every generated task. */
final class GeneratedTexts {

    private static final String FACTS = "facts";
    private static final String SEED = "seed";
    private static final String DEPTH = "depth";
    private static final String SEGMENT = "segment_tokens";
    private static final String QUESTIONS = "question_probability";
    private static final String STATED = "fact_probability";
    private static final String DENSE = "dense_documents";

    private final HmtModel model;

    /** For a model, in whose tokens and segments documents are made. */
    GeneratedTexts(HmtModel model) {
        this.model = model;
    }

    /**
     * Opens a source of the recipe. The caller closes it.
     *
     * @param seed where the source's options have none
     */
    DocumentSource open(GeneratedSource source, long seed) {
        return source.generate().equals(FACTS) ? facts(source, seed) : examples(source, seed);
    }

    private DocumentSource examples(GeneratedSource source, long seed) {
        Map<String, Object> options = source.options();
        requireKnown(source, SEED, DEPTH);
        Depth depth = options.containsKey(DEPTH) ? Depth.at(number(options, DEPTH, 0)) : Depth.UNIFORM;
        long drawn = (long) number(options, SEED, (double) seed);
        return new TaskSource(generatedTask(source.generate()), model.text().tokenizer(), drawn, depth);
    }

    private static Task generatedTask(String name) {
        List<String> known = Stream.concat(
                        Stream.of(FACTS),
                        Tasks.all().stream()
                                .filter(task -> task.generator().isPresent())
                                .map(Task::name))
                .toList();
        if (!known.contains(name)) {
            String nearest = Nearest.to(name, known)
                    .map(word -> "; did you mean " + word + "?")
                    .orElse("");
            throw new InputException(
                    "data: generate is \"" + name + "\"" + nearest + "; allowed: " + String.join(", ", known));
        }
        return Tasks.named(name);
    }

    private DocumentSource facts(GeneratedSource source, long seed) {
        Map<String, Object> options = source.options();
        requireKnown(source, SEED, SEGMENT, QUESTIONS, STATED, DENSE);
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

    private static void requireKnown(GeneratedSource source, String... known) {
        for (String key : source.options().keySet()) {
            if (!List.of(known).contains(key)) {
                throw new InputException("data: options of " + source.generate() + " have no " + key + "; known: "
                        + String.join(", ", known));
            }
        }
    }

    private static double number(Map<String, Object> options, String key, double absent) {
        Object value = options.getOrDefault(key, absent);
        if (!(value instanceof Number number)) {
            throw new InputException("data: options." + key + " is " + value + "; allowed: a number");
        }
        return number.doubleValue();
    }
}
