package io.hmt4j.bench.gguf;

import io.hmt4j.tensor.DType;
import io.hmt4j.tensor.Tensors;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** Formats of tensors in a GGUF file. */
public enum GgufType {
    F32(0, 1, 4),
    F16(1, 1, 2),
    /** Blocks of 32 numbers: a scale in float16, then 32 integers of 8 bits. */
    Q8_0(8, 32, 34);

    private final int id;
    private final int blockElements;
    private final int blockBytes;

    GgufType(int id, int blockElements, int blockBytes) {
        this.id = id;
        this.blockElements = blockElements;
        this.blockBytes = blockBytes;
    }

    /** Its number in a file. */
    int id() {
        return id;
    }

    /** Whether rows of so many numbers are whole blocks. */
    boolean fits(long rowElements) {
        return rowElements % blockElements == 0;
    }

    /** Bytes of so many numbers. */
    long bytes(long elements) {
        return elements / blockElements * blockBytes;
    }

    /** The bytes of a tensor of whole rows, in float32: uint8, contiguous, of the current scope. */
    Tensor encode(Tensor rows) {
        Tensor contiguous = rows.contiguous();
        return switch (this) {
            case F32 -> raw(contiguous);
            case F16 -> raw(Tensors.as(contiguous, DType.FLOAT16));
            case Q8_0 -> quantized(contiguous.view(-1, blockElements));
        };
    }

    /** Each block by its largest number: x is about scale times q, q between -127 and 127. */
    private static Tensor quantized(Tensor blocks) {
        Tensor scale = blocks.abs().amax(new long[] {1}, true).div(new Scalar(127.0)); // (blocks, 1)
        Tensor divisor = torch.where(scale.eq(new Scalar(0.0)), torch.ones_like(scale), scale);
        Tensor integers = Tensors.as(blocks.div(divisor).round(), DType.INT8); // (blocks, 32)
        return torch.cat(new TensorVector(raw(Tensors.as(scale, DType.FLOAT16)), raw(integers)), 1);
    }

    private static Tensor raw(Tensor tensor) {
        return tensor.view(DType.UINT8.scalarType());
    }
}
