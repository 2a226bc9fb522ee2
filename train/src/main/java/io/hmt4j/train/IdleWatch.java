package io.hmt4j.train;

import io.hmt4j.InputException;
import io.hmt4j.data.Document;
import io.hmt4j.train.recipe.LossSettings;
import io.hmt4j.train.recipe.RecallLoss;
import io.hmt4j.train.recipe.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Notices what a stage cannot learn from its texts. A step in which nothing counts teaches nothing; so many in a row end the
 * run. Answers or evidence that a key waits for and that do not come are remarked once.
 */
final class IdleWatch {

    /** Steps in a row without anything to learn from that end a run. */
    static final int MOST_IDLE = 100;

    /** Steps after which answers and evidence should have come. */
    static final int PATIENCE = 20;

    private final Stage stage;
    private final TrainingListener listener;
    private boolean answers;
    private boolean evidence;
    private boolean remarked;
    private long seen;
    private long idle;

    /** For a stage that begins or goes on. */
    IdleWatch(Stage stage, TrainingListener listener) {
        this.stage = stage;
        this.listener = listener;
    }

    /** Takes note of what a step reads. */
    void read(List<Document> batch) {
        for (Document document : batch) {
            answers |= !document.answers().isEmpty();
            evidence |= !document.evidence().isEmpty();
        }
    }

    /**
     * Takes note of a step.
     *
     * @param taught whether anything in it counted
     * @throws InputException if nothing did, and in none of the steps before
     */
    void stepped(boolean taught) {
        seen++;
        idle = taught ? 0 : idle + 1;
        if (!taught && !remarked) {
            remarked = true;
            listener.remarked("a step of stage " + stage.name() + " has no token that counts (" + scope()
                    + "), and moves no weight");
        }
        if (idle == Math.min(MOST_IDLE, stage.steps())) {
            throw new InputException("stage " + stage.name() + ": no token of " + idle + " steps in a row counts ("
                    + scope() + "); the texts hold none of them. tokens: all learns from every token");
        }
        if (seen == PATIENCE) {
            remarkWhatIsMissing();
        }
    }

    private String scope() {
        LossSettings loss = stage.loss();
        String tokens = "loss.tokens: " + loss.tokens().name().toLowerCase(Locale.ROOT);
        return loss.weighsAnswers()
                ? tokens + ", answer_weight: " + loss.answerWeight() + ", other_weight: " + loss.otherWeight()
                : tokens;
    }

    private void remarkWhatIsMissing() {
        List<String> waiting = waitingForAnswers();
        if (!answers && !waiting.isEmpty()) {
            remark(waiting, "no answer");
        }
        if (!evidence && stage.loss().recall() != RecallLoss.NONE) {
            remark(List.of("loss.recall"), "no evidence, which says where an answer is stated");
        }
    }

    private List<String> waitingForAnswers() {
        List<String> waiting = new ArrayList<>();
        if (stage.curriculum().advanceAccuracy() != null) {
            waiting.add("curriculum.advance_accuracy");
        }
        if (stage.loss().weighsAnswers()) {
            waiting.add("loss.answer_weight");
        }
        if (stage.loss().recallLateAccuracy() != null) {
            waiting.add("loss.recall_late_accuracy");
        }
        return waiting;
    }

    private void remark(List<String> keys, String missing) {
        listener.remarked("stage " + stage.name() + ": " + String.join(", ", keys)
                + " without effect so far: the texts of " + PATIENCE + " steps have " + missing);
    }
}
