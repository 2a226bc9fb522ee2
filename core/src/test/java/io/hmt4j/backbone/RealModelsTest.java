package io.hmt4j.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.hmt4j.SharedModels;
import io.hmt4j.checkpoint.JsonFile;
import io.hmt4j.checkpoint.ModelFolder;
import io.hmt4j.tensor.ComputeDevice;
import io.hmt4j.tensor.Scope;
import io.hmt4j.tensor.Tensors;
import java.nio.file.Path;
import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two really trained models, whose expected numbers another program computed in float64. */
class RealModelsTest {

    @ParameterizedTest
    @ValueSource(strings = {"stories260K", "babyllama105"})
    void greedyTextAndLogitsAreTheExpectedOnes(String model) {
        Path folder = SharedModels.require(model);
        JsonNode cases = JsonFile.readObject(folder.resolve("expected.json")).get("cases");
        try (Backbone backbone = Backbones.load(ModelFolder.open(folder), LoadOptions.cpu())) {
            assertThat(cases).isNotEmpty();
            for (JsonNode expected : cases) {
                int[] prompt = ints(expected.get("prompt_ids"));
                int[] answer = ints(expected.get("new_ids"));
                checkLogits(backbone, prompt, expected.get("logits_after_prompt"));
                assertThat(greedyWithCache(backbone, prompt, answer.length)).containsExactly(answer);
                assertThat(choicesAtOnce(backbone, prompt, answer)).containsExactly(answer);
            }
        }
    }

    private static void checkLogits(Backbone backbone, int[] prompt, JsonNode expected) {
        try (Scope scope = Scope.withoutGradient()) {
            Tensor hidden = backbone.forward(backbone.embed(Tensors.ids(prompt, ComputeDevice.CPU)), null);
            float[] logits = Tensors.toFloats(backbone.logits(hidden.narrow(1, prompt.length - 1, 1)));
            float[] wanted = new float[expected.size()];
            for (int id = 0; id < wanted.length; id++) {
                wanted[id] = expected.get(id).floatValue();
            }
            assertThat(logits).containsExactly(wanted, within(1e-4f));
        }
    }

    private static int[] greedyWithCache(Backbone backbone, int[] prompt, int length) {
        int[] answer = new int[length];
        try (KeyValueCache cache = backbone.newCache(1, prompt.length + length)) {
            int[] next = prompt;
            for (int step = 0; step < length; step++) {
                try (Scope scope = Scope.withoutGradient()) {
                    Tensor hidden = backbone.forward(backbone.embed(Tensors.ids(next, ComputeDevice.CPU)), cache);
                    Tensor last = backbone.logits(hidden.narrow(1, next.length - 1, 1));
                    answer[step] = best(Tensors.toFloats(last));
                }
                next = new int[] {answer[step]};
            }
        }
        return answer;
    }

    /** The most probable id after each position of prompt and answer, read at once: they are what greedy choice takes. */
    private static int[] choicesAtOnce(Backbone backbone, int[] prompt, int[] answer) {
        int[] all = Arrays.copyOf(prompt, prompt.length + answer.length);
        System.arraycopy(answer, 0, all, prompt.length, answer.length);
        int[] choices = new int[answer.length];
        try (Scope scope = Scope.withoutGradient()) {
            Tensor hidden = backbone.forward(backbone.embed(Tensors.ids(all, ComputeDevice.CPU)), null);
            for (int step = 0; step < choices.length; step++) {
                Tensor logits = backbone.logits(hidden.narrow(1, prompt.length + step - 1, 1));
                choices[step] = best(Tensors.toFloats(logits));
            }
        }
        return choices;
    }

    private static int best(float[] logits) {
        int best = 0;
        for (int id = 1; id < logits.length; id++) {
            best = logits[id] > logits[best] ? id : best;
        }
        return best;
    }

    private static int[] ints(JsonNode array) {
        int[] ints = new int[array.size()];
        for (int i = 0; i < ints.length; i++) {
            ints[i] = array.get(i).intValue();
        }
        return ints;
    }
}
