package io.hmt4j.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hmt4j.tensor.Scope;
import io.hmt4j.tensor.Tensors;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class KeyValueCacheTest {

    private static final int TOKENS = 21;
    private static final float TOLERANCE = 2e-5f;

    @TestFactory
    Stream<DynamicTest> readingInAnyPiecesEqualsReadingAtOnce() {
        return TinyModels.everyKind().entrySet().stream()
                .map(kind -> DynamicTest.dynamicTest(kind.getKey(), () -> readInPieces(kind)));
    }

    private static void readInPieces(Map.Entry<String, ObjectNode> kind) {
        Random random = new Random(kind.getKey().hashCode());
        try (Scope scope = Scope.withoutGradient();
                Backbone backbone = TinyModels.random(kind.getValue());
                KeyValueCache cache = backbone.newCache(2, TOKENS)) {
            Tensor embeddings = backbone.embed(TinyModels.ids(1, 2, TOKENS));
            float[] atOnce = Tensors.toFloats(backbone.forward(embeddings, null));
            for (int attempt = 0; attempt < 4; attempt++) {
                cache.truncate(0);
                Tensor pieces = read(backbone, embeddings, cache, random);
                assertThat(Tensors.toFloats(pieces)).containsExactly(atOnce, within(TOLERANCE));
            }
        }
    }

    private static Tensor read(Backbone backbone, Tensor embeddings, KeyValueCache cache, Random random) {
        Tensor[] pieces = new Tensor[0];
        while (cache.length() < TOKENS) {
            int most = TOKENS - cache.length();
            int length = random.nextBoolean() ? 1 : 1 + random.nextInt(most);
            pieces = Arrays.copyOf(pieces, pieces.length + 1);
            pieces[pieces.length - 1] = backbone.forward(embeddings.narrow(1, cache.length(), length), cache);
        }
        return Tensors.cat(1, pieces);
    }

    @Test
    void whatWasTruncatedIsForgotten() {
        try (Scope scope = Scope.withoutGradient();
                Backbone backbone = TinyModels.random(TinyModels.llama("{}"));
                KeyValueCache cache = backbone.newCache(1, TOKENS)) {
            Tensor embeddings = backbone.embed(TinyModels.ids(1, 1, TOKENS));
            float[] atOnce = Tensors.toFloats(backbone.forward(embeddings, cache));
            cache.truncate(5);
            Tensor again = backbone.forward(embeddings.narrow(1, 5, TOKENS - 5), cache);
            assertThat(Tensors.toFloats(again))
                    .containsExactly(Arrays.copyOfRange(atOnce, 5 * 32, TOKENS * 32), within(TOLERANCE));
        }
    }

    @Test
    void moreThanThereIsRoomForIsRefused() {
        try (Scope scope = Scope.withoutGradient();
                Backbone backbone = TinyModels.random(TinyModels.llama("{}"));
                KeyValueCache cache = backbone.newCache(1, 4)) {
            Tensor embeddings = backbone.embed(TinyModels.ids(1, 1, 5));
            assertThatThrownBy(() -> backbone.forward(embeddings, cache))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("room for 4 positions, not for 5");
            assertThat(cache.length()).isZero();
        }
    }
}
