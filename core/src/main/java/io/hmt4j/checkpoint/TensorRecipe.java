package io.hmt4j.checkpoint;

import io.hmt4j.tensor.DType;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Tensor;

/**
 * A tensor that is made when it is written.
 *
 * @param type its number format
 * @param shape its dimensions
 * @param maker makes it; what it makes in the current scope is freed once it is written
 */
public record TensorRecipe(DType type, List<Long> shape, Supplier<Tensor> maker) {

    public TensorRecipe {
        shape = List.copyOf(shape);
    }

    /** A tensor that is there; it stays the caller's. */
    public static TensorRecipe of(Tensor tensor) {
        return new TensorRecipe(
                DType.of(tensor), Arrays.stream(tensor.shape()).boxed().toList(), () -> tensor);
    }

    /** Tensors that are there, in their order; they stay the caller's. */
    public static Map<String, TensorRecipe> of(Map<String, Tensor> tensors) {
        Map<String, TensorRecipe> recipes = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> recipes.put(name, of(tensor)));
        return recipes;
    }

    /** Bytes it has in a file. */
    long bytes() {
        return shape.stream().reduce((long) type.bytes(), (product, size) -> product * size);
    }

    Tensor made() {
        Tensor tensor = maker.get();
        if (DType.of(tensor) != type
                || !shape.equals(Arrays.stream(tensor.shape()).boxed().toList())) {
            throw new IllegalStateException("a tensor became " + DType.of(tensor) + " "
                    + Arrays.toString(tensor.shape()) + ", not " + type + " " + shape);
        }
        return tensor;
    }
}
