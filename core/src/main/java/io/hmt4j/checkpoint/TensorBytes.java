package io.hmt4j.checkpoint;

import io.hmt4j.tensor.ComputeDevice;
import io.hmt4j.tensor.Tensors;
import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.Tensor;

/** The bytes of a tensor as a file holds them: row by row, without a copy where the tensor lies so on the CPU. */
final class TensorBytes {

    private final Tensor host;
    private final long size;

    /** Belongs to the current scope, as does the copy that a tensor on another device or with other strides needs. */
    TensorBytes(Tensor tensor) {
        host = Tensors.on(tensor.detach(), ComputeDevice.CPU).contiguous();
        size = host.numel() * host.element_size();
    }

    long size() {
        return size;
    }

    /** A window over some of the bytes, valid as long as the tensor. */
    ByteBuffer window(long from, int bytes) {
        return new BytePointer(host.data_ptr())
                .capacity(size)
                .limit(from + bytes)
                .position(from)
                .asByteBuffer();
    }
}
