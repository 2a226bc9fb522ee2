package io.hmt4j.tensor;

import java.util.IdentityHashMap;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Mixed precision (Micikevicius et al. 2018) in the thread that opened it, until it is closed: the products of a model's
 * linear maps take and give bfloat16, whatever their weights are; norms, softmax, losses and sums of residuals stay as
 * they are. Gradients arrive at the weights in their own format.
 *
 * <p>Each weight is rounded once while this is open, so it must not change until then. The engine's own autocast is not
 * used: its cache cannot be emptied from Java.
 */
public final class Autocast implements AutoCloseable {

    static {
        Engine.start();
    }

    private static final ThreadLocal<@Nullable Autocast> CURRENT = new ThreadLocal<>();

    private final DType format;
    private final @Nullable Autocast outer;
    private final IdentityHashMap<Tensor, Tensor> weights = new IdentityHashMap<>();
    private @Nullable RoundedInput latest;

    private Autocast(DType format) {
        this.format = format;
        outer = CURRENT.get();
        CURRENT.set(this);
    }

    /**
     * Opens it.
     *
     * @param format of the products: {@link DType#BFLOAT16}, or {@link DType#FLOAT32} for products in the formats of
     *     their inputs, as without
     */
    public static Autocast open(DType format) {
        if (format != DType.FLOAT32 && format != DType.BFLOAT16) {
            throw new IllegalArgumentException("products in " + format + "; allowed: FLOAT32, BFLOAT16");
        }
        return new Autocast(format);
    }

    /** Whether this thread's products are rounded now. */
    public static boolean isOn() {
        Autocast current = CURRENT.get();
        return current != null && current.format != DType.FLOAT32;
    }

    /**
     * x W^T + b in the format of the day: (..., in) and (out, in) to (..., out).
     *
     * @param weight the same object each time, so that it is rounded once
     */
    public static Tensor linear(Tensor input, Tensor weight, @Nullable Tensor bias) {
        Autocast current = CURRENT.get();
        return current == null || current.format == DType.FLOAT32
                ? Ops.linear(input, weight, bias)
                : Ops.linear(current.input(input), current.weight(weight), bias == null ? null : current.weight(bias));
    }

    private Tensor weight(Tensor weight) {
        return weights.computeIfAbsent(weight, this::rounded);
    }

    /** With the graph back to the weight, also where this pass records none: the next one may. */
    private Tensor rounded(Tensor weight) {
        boolean recording = GradMode.is_enabled();
        GradMode.set_enabled(weight.requires_grad());
        try {
            return Scope.own(Tensors.as(weight, format));
        } finally {
            GradMode.set_enabled(recording);
        }
    }

    /** Query, key and value have one input, gate and up another: each is rounded once. */
    private Tensor input(Tensor input) {
        if (latest == null || !latest.holds(input)) {
            latest = new RoundedInput(input, input._version(), GradMode.is_enabled(), Tensors.as(input, format));
        }
        return latest.rounded();
    }

    @Override
    public void close() {
        weights.values().forEach(Scope::free);
        weights.clear();
        latest = null;
        if (outer == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(outer);
        }
    }

    /** An input of a product: as it was when it was rounded. */
    private record RoundedInput(Tensor input, long version, boolean recorded, Tensor rounded) {

        @SuppressWarnings("ReferenceEquality") // equals compares addresses, which are used again
        boolean holds(Tensor other) {
            return other == input
                    && !rounded.isNull() // its scope is open
                    && other._version() == version
                    && GradMode.is_enabled() == recorded;
        }
    }
}
