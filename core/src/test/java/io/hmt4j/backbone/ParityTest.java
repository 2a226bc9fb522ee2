package io.hmt4j.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hmt4j.checkpoint.ModelFolder;
import io.hmt4j.checkpoint.SafetensorsFile;
import io.hmt4j.checkpoint.TensorSource;
import io.hmt4j.tensor.Scope;
import io.hmt4j.tensor.Tensors;
import java.nio.file.Path;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The recorded numbers of transformers 4.40 (src/test/resources/parity). */
class ParityTest {

    private static final float TOLERANCE = 5e-5f;

    @ParameterizedTest
    @ValueSource(strings = {"llama", "qwen2", "opt"})
    void hiddenStatesAndLogitsEqualThoseOfTransformers(String model) {
        Path folder = Path.of("src/test/resources/parity", model);
        try (Scope scope = Scope.withoutGradient();
                Backbone backbone = Backbones.load(ModelFolder.open(folder), LoadOptions.cpu());
                TensorSource input = SafetensorsFile.open(folder.resolve("plain/input.safetensors"));
                TensorSource expected = SafetensorsFile.open(folder.resolve("plain/expected.safetensors"))) {
            Tensor embeddings = backbone.embed(input.tensor("input_ids"));
            Tensor hidden = backbone.forward(embeddings, null);
            assertClose(hidden, expected.tensor("hidden.2"));
            assertClose(backbone.logits(hidden), expected.tensor("logits"));
        }
    }

    private static void assertClose(Tensor actual, Tensor expected) {
        assertThat(actual.shape()).isEqualTo(expected.shape());
        assertThat(Tensors.toFloats(actual)).containsExactly(Tensors.toFloats(expected), within(TOLERANCE));
    }
}
