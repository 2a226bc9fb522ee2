package io.hmt4j.backbone.weights;

import io.hmt4j.backbone.adapter.LoraAdapters;
import io.hmt4j.backbone.adapter.LoraLayer;
import io.hmt4j.checkpoint.TensorSource;
import io.hmt4j.tensor.ComputeDevice;
import io.hmt4j.tensor.DType;
import io.hmt4j.tensor.Int8Rows;
import io.hmt4j.tensor.MatrixProduct;
import io.hmt4j.tensor.Ops;
import io.hmt4j.tensor.QuantizedMatrix;
import io.hmt4j.tensor.Scope;
import io.hmt4j.tensor.WeightFormat;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The loaded weights of one backbone, with all else that lives as long: constants, tables, the mapped file.
 *
 * <p>It owns them until it is closed. Reading is safe from several threads; {@link #own} is too.
 */
public final class Weights implements AutoCloseable {

    private final ComputeDevice device;
    private final WeightFormat format;
    private final String table;
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();
    private final Map<String, QuantizedMatrix> quantized = new LinkedHashMap<>();
    private final Map<String, Runnable> whenPacked = new HashMap<>();
    private final Packing packing = new Packing();
    private final List<MatrixProduct> products = new ArrayList<>();
    private final List<Pointer> owned = Collections.synchronizedList(new ArrayList<>());
    private @Nullable TensorSource source;
    private @Nullable LoraAdapters adapters;

    Weights(ComputeDevice device, WeightFormat format, String table) {
        this.table = table;
        this.device = device;
        this.format = format;
    }

    /** Where the weights live. */
    public ComputeDevice device() {
        return device;
    }

    /** How matrices are held. */
    public WeightFormat format() {
        return format;
    }

    /** Number format of hidden states, and of all weights that are not quantized. */
    public DType type() {
        return format.arithmetic();
    }

    /** A weight of the plan. */
    public Tensor get(String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("the plan of this model has no weight " + name);
        }
        return tensor;
    }

    /** A weight, or null if the plan of this model has none of that name. */
    public @Nullable Tensor find(String name) {
        return tensors.get(name);
    }

    /** Whether a matrix is quantized, and not packed yet. */
    public boolean isQuantized(String name) {
        return quantized.containsKey(name);
    }

    /** Whether matrices are quantized, and in the same way. */
    public boolean isOneKind(List<String> names) {
        return names.stream()
                                .map(name -> quantized.containsKey(name)
                                        ? matrix(name).getClass()
                                        : Tensor.class)
                                .distinct()
                                .count()
                        == 1
                && isQuantized(names.get(0));
    }

    /** Rows of a quantized matrix. */
    public int rows(String name) {
        return Math.toIntExact(matrix(name).rows());
    }

    /**
     * Packs quantized matrices for products, as one: one below the other. What was packed is freed, but for the table of
     * embeddings, whose rows are looked up as well. The product is closed with the weights.
     *
     * <p>It is packed on another thread, beside others; {@link #awaitPacking} waits for all of them.
     *
     * @param names matrices of one kind, with equally many columns
     */
    public MatrixProduct pack(List<String> names) {
        List<QuantizedMatrix> matrices = names.stream().map(this::matrix).toList();
        List<Runnable> whenRead = names.stream()
                .map(name -> Objects.requireNonNull(whenPacked.get(name)))
                .toList();
        List<QuantizedMatrix> freed = names.stream()
                .filter(name -> !name.equals(table))
                .map(quantized::remove)
                .toList();
        MatrixProduct product = packing.begin(matrices, () -> {
            freed.forEach(Weights::free);
            whenRead.forEach(Runnable::run);
        });
        products.add(product);
        return product;
    }

    /** Waits until all that is being packed is packed. Throws what went wrong with one of them. */
    public void awaitPacking() {
        packing.await();
    }

    /** Rows of the table of embeddings: ids of any shape to (..., D), in {@link #type}. */
    public Tensor lookup(String name, Tensor ids) {
        return quantized.get(name) instanceof Int8Rows rows ? rows.lookup(ids) : Ops.embedding(get(name), ids);
    }

    private QuantizedMatrix matrix(String name) {
        QuantizedMatrix matrix = quantized.get(name);
        if (matrix == null) {
            throw new IllegalArgumentException("there is no quantized matrix " + name);
        }
        return matrix;
    }

    private static void free(QuantizedMatrix matrix) {
        matrix.parts().values().forEach(Scope::free);
    }

    /** All weights in floating point by name, in the order of the plan. */
    public Map<String, Tensor> all() {
        return Collections.unmodifiableMap(tensors);
    }

    /** The adapters that stand beside the weights; null where there are none. */
    public @Nullable LoraAdapters adapters() {
        return adapters;
    }

    /** The adapter beside a module; null if it has none. */
    public @Nullable LoraLayer adapter(String module) {
        return adapters == null ? null : adapters.find(module);
    }

    /** Takes adapters over, which then stand beside the weights; they are closed with them. */
    public void adapt(LoraAdapters beside) {
        adapters = beside;
    }

    /** Takes a native object over; it is freed with the weights. */
    public <P extends Pointer> P own(P pointer) {
        owned.add(Scope.own(pointer));
        return pointer;
    }

    void put(String name, Tensor tensor) {
        tensors.put(name, own(tensor));
    }

    /** Takes a quantized matrix over; {@code packed} is run once its integers are no longer read. */
    void put(String name, QuantizedMatrix matrix, Runnable packed) {
        whenPacked.put(name, packed);
        matrix.parts().values().forEach(Scope::own);
        quantized.put(name, matrix);
    }

    /** Closes the source with the weights: some of them are views of its mapped file. */
    void keepOpen(TensorSource mapped) {
        source = mapped;
    }

    @Override
    public void close() {
        products.forEach(MatrixProduct::close); // which waits for those that are being packed
        products.clear();
        tensors.clear();
        quantized.values().forEach(Weights::free);
        quantized.clear();
        owned.forEach(Scope::free);
        owned.clear();
        if (adapters != null) {
            adapters.close();
            adapters = null;
        }
        if (source != null) {
            source.close();
            source = null;
        }
    }
}
