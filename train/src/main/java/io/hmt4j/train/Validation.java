package io.hmt4j.train;

import io.hmt4j.InputException;
import io.hmt4j.data.Document;
import io.hmt4j.data.DocumentSource;
import io.hmt4j.memory.HmtModel;
import io.hmt4j.train.bptt.ExactBackward;
import io.hmt4j.train.bptt.Figures;
import io.hmt4j.train.bptt.Objective;
import io.hmt4j.train.bptt.TrainingBatch;
import io.hmt4j.train.recipe.Recipe;
import io.hmt4j.train.recipe.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The loss on documents that are not trained on, the same ones each time. */
final class Validation {

    private final HmtModel model;
    private final ExactBackward reading;
    private final Objective objective;
    private final int atOnce;
    private final List<Document> documents;

    Validation(Recipe recipe, Stage stage, TrainingModel trained, TrainingTexts texts) {
        this.model = trained.model();
        this.reading = new ExactBackward(model, trained.products());
        this.objective = Objectives.of(stage, true);
        this.atOnce = recipe.batch().documents();
        this.documents = documents(recipe, stage, texts);
        requireSomethingCounts(stage.name());
    }

    private List<Document> documents(Recipe recipe, Stage stage, TrainingTexts texts) {
        if (recipe.data().validation().isEmpty()) {
            return List.of();
        }
        List<Document> chosen = new ArrayList<>();
        int tokens =
                Math.multiplyExact(stage.validationSegments(), model.config().segmentTokens());
        try (DocumentSource source = texts.forValidation()) {
            while (chosen.size() < stage.validation().documents()) {
                Document next = source.next(tokens);
                if (next == null) {
                    break;
                }
                chosen.add(next);
            }
        }
        if (chosen.isEmpty()) {
            throw new InputException("data.validation has no document of at least "
                    + recipe.data().minTokens() + " tokens");
        }
        return chosen;
    }

    boolean isEmpty() {
        return documents.isEmpty();
    }

    Figures measure() {
        FigureMeans means = new FigureMeans();
        batches().forEach(batch -> means.add(reading.measure(batch, objective)));
        return means.mean();
    }

    private Stream<TrainingBatch> batches() {
        return IntStream.iterate(0, from -> from < documents.size(), from -> from + atOnce)
                .mapToObj(from -> documents.subList(from, Math.min(from + atOnce, documents.size())))
                .map(batch -> new TrainingBatch(batch, model.config()));
    }

    private void requireSomethingCounts(String stage) {
        if (!isEmpty() && batches().noneMatch(objective::isTaughtBy)) {
            throw new InputException("data.validation: no token of its " + documents.size()
                    + " documents counts in the loss of stage " + stage + "; nothing can be compared by it");
        }
    }
}
