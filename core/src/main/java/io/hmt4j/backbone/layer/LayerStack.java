package io.hmt4j.backbone.layer;

import io.hmt4j.tensor.Pauses;
import io.hmt4j.tensor.Scope;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** Runs layers one after the other, each in a scope of its own, so that only one layer's intermediates live at a time. */
public final class LayerStack {

    private LayerStack() {}

    /**
     * Applies all layers. The input stays the caller's; each hidden state between is freed as soon as the next is there
     * (with gradient the graph keeps what it needs).
     *
     * @return the last result, which belongs to the current scope
     */
    public static Tensor run(List<? extends UnaryOperator<Tensor>> layers, Tensor input) {
        @Nullable Tensor previous = null;
        try {
            for (UnaryOperator<Tensor> layer : layers.subList(0, layers.size() - 1)) {
                Tensor next;
                try (Scope scope = Scope.open()) {
                    next = Scope.own(layer.apply(previous == null ? input : previous));
                }
                Scope.free(previous);
                previous = next;
                Pauses.here();
            }
            try (Scope scope = Scope.open()) {
                return scope.keep(layers.get(layers.size() - 1).apply(previous == null ? input : previous));
            }
        } finally {
            Scope.free(previous);
        }
    }
}
