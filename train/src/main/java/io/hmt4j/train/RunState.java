package io.hmt4j.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hmt4j.InputException;

/** Where a run stands, but for weights and optimizer: what a checkpoint keeps as {@code training.json}. */
final class RunState {

    private static final int FORMAT_VERSION = 1;

    private int draw;
    private int stage;
    private long step;
    private long stageStep;
    private long idleSteps;
    private boolean stageEnded;
    private long tokens;
    private boolean late;
    private double bestLoss = Double.POSITIVE_INFINITY;
    private int validationsWithoutBest;
    private ObjectNode curriculum = JsonNodeFactory.instance.objectNode();
    private ObjectNode data = JsonNodeFactory.instance.objectNode();

    /** The beginning of a run. */
    RunState() {}

    /** Number of the draw of initial weights, from 0. */
    int draw() {
        return draw;
    }

    /** Number of the stage, from 0. */
    int stage() {
        return stage;
    }

    /** Steps of the whole run. */
    long step() {
        return step;
    }

    /** Steps of the stage. */
    long stageStep() {
        return stageStep;
    }

    /** Those steps of the stage that had nothing to learn from. */
    long idleSteps() {
        return idleSteps;
    }

    /** Whether the stage took its last step. */
    boolean stageEnded() {
        return stageEnded;
    }

    /** Tokens read. */
    long tokens() {
        return tokens;
    }

    /** Whether the smoothed accuracy was once above {@code recall_late_accuracy}. */
    boolean late() {
        return late;
    }

    ObjectNode curriculum() {
        return curriculum;
    }

    ObjectNode data() {
        return data;
    }

    int validationsWithoutBest() {
        return validationsWithoutBest;
    }

    void stepped(long tokensRead, boolean taught) {
        step++;
        stageStep++;
        idleSteps += taught ? 0 : 1;
        tokens += tokensRead;
    }

    void becomeLate() {
        late = true;
    }

    void endStage() {
        stageEnded = true;
    }

    /** Takes a validation down; true where it is the best of the stage. */
    boolean validated(double loss) {
        if (loss < bestLoss) {
            bestLoss = loss;
            validationsWithoutBest = 0;
            return true;
        }
        validationsWithoutBest++;
        return false;
    }

    /**
     * Goes on to the next stage.
     *
     * @param sameTexts whether it goes on in the texts of this one; else it begins its own
     */
    void nextStage(boolean sameTexts) {
        stage++;
        if (!sameTexts) {
            data = JsonNodeFactory.instance.objectNode();
        }
        beginStage();
    }

    /** Begins the first stage again, with other weights; the texts go on. */
    void drawAgain() {
        draw++;
        beginStage();
    }

    private void beginStage() {
        stageStep = 0;
        idleSteps = 0;
        stageEnded = false;
        late = false;
        bestLoss = Double.POSITIVE_INFINITY;
        validationsWithoutBest = 0;
        curriculum = JsonNodeFactory.instance.objectNode();
    }

    /** Notes where curriculum and data stand. */
    void note(ObjectNode curriculumState, ObjectNode dataPosition) {
        curriculum = curriculumState;
        data = dataPosition;
    }

    ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("format_version", FORMAT_VERSION);
        json.put("draw", draw);
        json.put("stage", stage).put("step", step).put("stage_step", stageStep).put("stage_ended", stageEnded);
        json.put("idle_steps", idleSteps);
        json.put("tokens", tokens).put("late", late);
        if (Double.isFinite(bestLoss)) {
            json.put("best_loss", bestLoss);
        }
        json.put("validations_without_best", validationsWithoutBest);
        json.set("curriculum", curriculum);
        json.set("data", data);
        return json;
    }

    static RunState of(ObjectNode json, String file) {
        RunState state = new RunState();
        if (json.path("format_version").asInt() != FORMAT_VERSION) {
            throw new InputException(
                    file + ": format_version is " + json.path("format_version") + "; allowed: " + FORMAT_VERSION);
        }
        state.draw = (int) whole(json, "draw", file);
        state.stage = (int) whole(json, "stage", file);
        state.step = whole(json, "step", file);
        state.stageStep = whole(json, "stage_step", file);
        state.idleSteps = json.has("idle_steps") ? whole(json, "idle_steps", file) : 0; // older runs counted none
        state.stageEnded = json.path("stage_ended").asBoolean();
        state.tokens = whole(json, "tokens", file);
        state.late = json.path("late").asBoolean();
        state.bestLoss = json.path("best_loss").asDouble(Double.POSITIVE_INFINITY);
        state.validationsWithoutBest = (int) whole(json, "validations_without_best", file);
        state.curriculum = object(json, "curriculum", file);
        state.data = object(json, "data", file);
        return state;
    }

    private static long whole(ObjectNode json, String key, String file) {
        JsonNode value = json.path(key);
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
            throw new InputException(file + ": " + key + " is " + value + "; allowed: 0 and more");
        }
        return value.longValue();
    }

    private static ObjectNode object(ObjectNode json, String key, String file) {
        if (!(json.path(key) instanceof ObjectNode value)) {
            throw new InputException(file + ": " + key + " is " + json.path(key) + "; allowed: an object");
        }
        return value;
    }
}
