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
        if (bytes == 0) {
            return ByteBuffer.allocate(0);
        }
        // A pointer of its own: a buffer made from a position beyond 2 GiB would be empty.
        ByteBuffer window = new BytePointer(host.data_ptr())
                .getPointer(BytePointer.class, from)
                .capacity(bytes)
                .asByteBuffer();
        if (window.remaining() != bytes) {
            throw new IllegalStateException("window of " + window.remaining() + " bytes, not " + bytes);
        }
        return window;
    }
}
