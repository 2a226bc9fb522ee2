package io.hmt4j.tensor;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A matrix in 8 bits a weight: w = scale of the row * integer from -127 to 127. The scale is the row's largest weight by
 * 127.
 *
 * @param values int8, (R, C)
 * @param scales float32, (R)
 */
public record Int8Rows(Tensor values, Tensor scales) implements QuantizedMatrix {

    /** What a file calls the scales, behind the matrix's name; the values have the matrix's name itself. */
    public static final String SCALES = ".scale";

    private static final double LARGEST = 127;
    private static final double TINY = 1e-30; // rows of zeros

    /** Quantizes a matrix of any float format, some rows at a time; belongs to the current scope. */
    public static Int8Rows quantize(Tensor matrix) {
        long rows = matrix.size(0);
        Tensor values = Tensors.empty(DType.INT8, ComputeDevice.CPU, rows, matrix.size(1));
        Tensor scales = Tensors.empty(DType.FLOAT32, ComputeDevice.CPU, rows);
        RowBlocks.forEach(matrix, (first, block) -> {
            Tensor scale = torch.amax(block.abs(), new long[] {1}, true)
                    .div_(new Scalar(LARGEST))
                    .clamp_min_(new Scalar(TINY)); // (r, 1)
            values.narrow(0, first, block.size(0)).copy_(block.div(scale).round_());
            scales.narrow(0, first, block.size(0)).copy_(scale.squeeze(1));
        });
        return new Int8Rows(values, scales);
    }

    @Override
    public long rows() {
        return values.size(0);
    }

    @Override
    public long columns() {
        return values.size(1);
    }

    @Override
    public Map<String, Tensor> parts() {
        Map<String, Tensor> parts = new LinkedHashMap<>();
        parts.put("", values);
        parts.put(SCALES, scales);
        return parts;
    }

    @Override
    public Tensor dequantized() {
        return Tensors.as(values, DType.FLOAT32).mul_(scales.unsqueeze(1));
    }

    /** Rows as a table of embeddings has them: ids of any shape to (..., C), float32. */
    public Tensor lookup(Tensor ids) {
        Tensor rows = Tensors.as(Ops.embedding(values, ids), DType.FLOAT32);
        return rows.mul_(Ops.embedding(scales.unsqueeze(1), ids));
    }
}
