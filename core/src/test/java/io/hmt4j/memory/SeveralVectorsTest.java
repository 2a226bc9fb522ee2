package io.hmt4j.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hmt4j.tensor.Scope;
import io.hmt4j.tensor.Tensors;
import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

/** Recall where a segment leaves several vectors, against plain arithmetic. */
class SeveralVectorsTest {

    private static final int VECTORS = 3;
    private static final int MEMORIES = 5;
    private static final int WIDTH = 32;
    private static final double CLOSE = 1e-5;

    private final Random random = new Random(1);

    @Test
    void thePromptIsTheMixtureOfAllVectorsAndAMemoryWeighsWhatItsVectorsDo() {
        HmtConfig config = TinyModels.CONFIG.toBuilder().memoryVectors(VECTORS).build();
        try (HmtModel model = TinyModels.create(config);
                Scope scope = Scope.withoutGradient()) {
            float[] memories = numbers(MEMORIES * VECTORS * WIDTH);
            float[] query = numbers(WIDTH);
            Tensor vectors = Tensors.floats(memories, 1, MEMORIES, VECTORS, WIDTH);
            Tensor asked = Tensors.floats(query, 1, WIDTH);
            Tensor keys = model.cell().keys(vectors.squeeze(0)).unsqueeze(0);
            Recalled recalled = model.cell().recall(asked, vectors, keys);

            double[] weights = softmax(scores(model, memories, query));
            float[] prompts = Tensors.toFloats(recalled.prompts());
            float[] found = Tensors.toFloats(recalled.weights());
            for (int i = 0; i < VECTORS * WIDTH; i++) {
                double expected = 0;
                for (int vector = 0; vector < weights.length; vector++) {
                    expected += weights[vector] * memories[vector * WIDTH + i % WIDTH];
                }
                assertThat((double) prompts[i]).isCloseTo(expected, within(CLOSE));
            }
            for (int memory = 0; memory < MEMORIES; memory++) {
                double expected = Arrays.stream(weights, memory * VECTORS, (memory + 1) * VECTORS)
                        .sum();
                assertThat((double) found[memory]).isCloseTo(expected, within(CLOSE));
            }
            assertThat(recalled.scores().shape()).containsExactly(1, MEMORIES, VECTORS);
            assertThat(Tensors.toFloats(model.cell().match(asked, keys.squeeze(0))))
                    .containsExactly(Tensors.toFloats(recalled.scores()), Offset.offset((float) CLOSE));
        }
    }

    /** q Wq (v Wk)^T / sqrt(h) of every vector. */
    private static double[] scores(HmtModel model, float[] memories, float[] query) {
        float[] wq = Tensors.toFloats(model.parameters().queryWeight());
        float[] wk = Tensors.toFloats(model.parameters().keyWeight());
        int h = wq.length / WIDTH;
        double[] scores = new double[memories.length / WIDTH];
        for (int vector = 0; vector < scores.length; vector++) {
            for (int row = 0; row < h; row++) {
                scores[vector] += product(wq, row, query, 0) * product(wk, row, memories, vector) / Math.sqrt(h);
            }
        }
        return scores;
    }

    private static double product(float[] matrix, int row, float[] vectors, int vector) {
        double sum = 0;
        for (int i = 0; i < WIDTH; i++) {
            sum += matrix[row * WIDTH + i] * vectors[vector * WIDTH + i];
        }
        return sum;
    }

    private static double[] softmax(double[] scores) {
        double[] exp = Arrays.stream(scores).map(Math::exp).toArray();
        double sum = Arrays.stream(exp).sum();
        return Arrays.stream(exp).map(each -> each / sum).toArray();
    }

    private float[] numbers(int count) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (float) (3 * random.nextGaussian());
        }
        return numbers;
    }
}
