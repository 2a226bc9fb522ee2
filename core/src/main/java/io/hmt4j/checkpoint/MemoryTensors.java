package io.hmt4j.checkpoint;

import io.hmt4j.tensor.DType;
import io.hmt4j.tensor.Scope;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;

/** Tensors that lie in memory, as a source: models of random weights, and weights made by a program. */
public final class MemoryTensors implements TensorSource {

    private final String origin;
    private final Map<String, Tensor> tensors;

    /**
     * Takes CPU tensors in; the source becomes one of their owners, until it is closed.
     *
     * @param origin what messages call the source, such as {@code random weights}
     * @param tensors the tensors by name; the order is kept
     */
    public MemoryTensors(String origin, Map<String, Tensor> tensors) {
        this.origin = origin;
        this.tensors = new LinkedHashMap<>(tensors);
        this.tensors.values().forEach(Scope::own);
    }

    @Override
    public Set<String> names() {
        return Collections.unmodifiableSet(tensors.keySet());
    }

    @Override
    public long[] shape(String name) {
        try (Scope scope = Scope.withoutGradient()) {
            return tensor(name).shape();
        }
    }

    @Override
    public DType type(String name) {
        return DType.of(tensor(name));
    }

    @Override
    public Tensor tensor(String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw MissingTensor.in(origin, name, names());
        }
        return tensor;
    }

    @Override
    public void release(String name) {
        // It lies in memory only.
    }

    @Override
    public String origin(String name) {
        return origin;
    }

    @Override
    public void close() {
        tensors.values().forEach(Scope::free);
        tensors.clear();
    }
}
