package io.hmt4j.checkpoint;

import io.hmt4j.InputException;
import io.hmt4j.tensor.DType;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;

/**
 * Named tensors to load a model from: one safetensors file, a sharded set of them, or tensors in memory.
 *
 * <p>It hides where weights lie and how they are mapped. A source may be read by one thread at a time. The tensors it
 * hands out belong to the source and are valid until it is closed; whoever wants one longer copies it or keeps the source
 * open.
 */
public interface TensorSource extends AutoCloseable {

    /** The names of all tensors, in the order of the file. */
    Set<String> names();

    /** The shape of a tensor. Throws {@link InputException} if there is none of that name. */
    long[] shape(String name);

    /** The number format of a tensor. Throws {@link InputException} if there is none of that name. */
    DType type(String name);

    /** The tensor, in its own format, on the CPU, without a copy where the file can be mapped. */
    Tensor tensor(String name);

    /**
     * Says that a tensor is not read for now, so that a mapped file's pages of it need not stay in memory. Nobody may have
     * written into it. It can be read again.
     */
    void release(String name);

    /** The file a tensor lies in, for messages. */
    String origin(String name);

    @Override
    void close();
}
