package io.hmt4j.tensor;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.LayoutOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Making tensors, copying them between Java, formats and devices. All results belong to the current scope. */
public final class Tensors {

    static {
        Engine.start();
    }

    private Tensors() {}

    /** Token ids as a (1, T) tensor of int64. */
    public static Tensor ids(int[] tokens, ComputeDevice device) {
        return ids(new int[][] {tokens}, device);
    }

    /** Rows of token ids, right-padded with 0 to the longest, as a (B, T) tensor of int64. */
    public static Tensor ids(int[][] rows, ComputeDevice device) {
        int longest = 0;
        for (int[] row : rows) {
            longest = Math.max(longest, row.length);
        }
        long[] flat = new long[rows.length * longest];
        for (int row = 0; row < rows.length; row++) {
            for (int column = 0; column < rows[row].length; column++) {
                flat[row * longest + column] = rows[row][column];
            }
        }
        return on(longs(flat, rows.length, longest), device);
    }

    /** A tensor of int64 on the CPU. */
    public static Tensor longs(long[] values, long... shape) {
        Tensor tensor = empty(DType.INT64, ComputeDevice.CPU, shape);
        if (values.length > 0) {
            tensor.data_ptr_long().put(values);
        }
        return tensor;
    }

    /** A tensor of float32 on the CPU. */
    public static Tensor floats(float[] values, long... shape) {
        Tensor tensor = empty(DType.FLOAT32, ComputeDevice.CPU, shape);
        if (values.length > 0) {
            tensor.data_ptr_float().put(values);
        }
        return tensor;
    }

    /** An uninitialised tensor. */
    public static Tensor empty(DType type, ComputeDevice device, long... shape) {
        return torch.empty(
                shape,
                new ScalarTypeOptional(type.scalarType()),
                new LayoutOptional(),
                new DeviceOptional(device.device()),
                new BoolOptional(false),
                new org.bytedeco.pytorch.MemoryFormatOptional());
    }

    /** A tensor of zeros. */
    public static Tensor zeros(DType type, ComputeDevice device, long... shape) {
        return empty(type, device, shape).zero_();
    }

    /** A tensor of float32 from the normal distribution with mean 0, drawn from the engine's seed. */
    public static Tensor normal(double standardDeviation, long... shape) {
        return torch.randn(shape).mul(new Scalar(standardDeviation));
    }

    /** The integers 0, 1, ..., n - 1 as int64. */
    public static Tensor range(long n, ComputeDevice device) {
        return on(torch.arange(new Scalar(n)), device);
    }

    /** The tensor on a device: itself if it is there. */
    public static Tensor on(Tensor tensor, ComputeDevice device) {
        return device.cuda() == tensor.is_cuda() ? tensor : tensor.to(device.device(), tensor.scalar_type());
    }

    /** The tensor in a format: itself if it has it. */
    public static Tensor as(Tensor tensor, DType type) {
        return tensor.scalar_type().intern() == type.scalarType() ? tensor : tensor.to(type.scalarType());
    }

    /** The tensor in the format of another: itself if it has it. */
    public static Tensor like(Tensor tensor, Tensor other) {
        ScalarType wanted = other.scalar_type().intern();
        return tensor.scalar_type().intern() == wanted ? tensor : tensor.to(wanted);
    }

    /** Copies a tensor of any float format to Java, row by row. */
    public static float[] toFloats(Tensor tensor) {
        try (Scope scope = Scope.withoutGradient()) {
            Tensor host =
                    as(on(tensor.detach(), ComputeDevice.CPU), DType.FLOAT32).contiguous();
            float[] values = new float[Math.toIntExact(host.numel())];
            if (values.length > 0) {
                FloatPointer pointer = host.data_ptr_float();
                pointer.get(values);
            }
            return values;
        }
    }

    /** Copies a tensor of an integer format to Java, row by row. */
    public static long[] toLongs(Tensor tensor) {
        try (Scope scope = Scope.withoutGradient()) {
            Tensor host = as(on(tensor, ComputeDevice.CPU), DType.INT64).contiguous();
            long[] values = new long[Math.toIntExact(host.numel())];
            if (values.length > 0) {
                LongPointer pointer = host.data_ptr_long();
                pointer.get(values);
            }
            return values;
        }
    }

    /** Joins tensors along a dimension. */
    public static Tensor cat(int dimension, Tensor... tensors) {
        return tensors.length == 1 ? tensors[0] : torch.cat(new TensorVector(tensors), dimension);
    }

    /** Joins tensors of equal shape along a new dimension. */
    public static Tensor stack(int dimension, Tensor... tensors) {
        return torch.stack(new TensorVector(tensors), dimension);
    }
}
