package io.hmt4j.tensor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A matrix in 4 bits a weight. C columns are divided into groups of g; of each row and group a weight is
 * (integer from 0 to 15 - 8) * scale + offset.
 *
 * @param nibbles uint8, (R, C / 2): columns 2 i in the low, 2 i + 1 in the high bits of byte i
 * @param scalesAndOffsets bfloat16, (C / g, R, 2)
 */
public record Int4Groups(Tensor nibbles, Tensor scalesAndOffsets) implements QuantizedMatrix {

    /** What a file calls scales and offsets, behind the matrix's name; the nibbles have the matrix's name itself. */
    public static final String SCALES = ".scale_and_offset";

    private static final List<Long> GROUPS = List.of(64L, 32L);
    private static final int ROW_MULTIPLE = 16; // what the engine's kernel takes
    private static final double LEVELS = 15;
    private static final double MIDDLE = 8;
    private static final double TINY = 1e-30;

    /** Whether a matrix can be held so: groups of 64 or 32 divide its columns, and 16 its rows. */
    public static boolean fits(long rows, long columns) {
        return rows % ROW_MULTIPLE == 0 && GROUPS.stream().anyMatch(group -> columns % group == 0);
    }

    /** Columns of a group: 64 where that divides them, else 32. */
    public static long group(long columns) {
        return GROUPS.stream()
                .filter(group -> columns % group == 0)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no group divides " + columns + " columns"));
    }

    /** Quantizes a matrix of any float format, some rows at a time; belongs to the current scope. */
    public static Int4Groups quantize(Tensor matrix) {
        long rows = matrix.size(0);
        long columns = matrix.size(1);
        long group = group(columns);
        Tensor nibbles = Tensors.empty(DType.UINT8, ComputeDevice.CPU, rows, columns / 2);
        Tensor grid = Tensors.empty(DType.BFLOAT16, ComputeDevice.CPU, columns / group, rows, 2);
        RowBlocks.forEach(matrix, (first, block) -> {
            Tensor grouped = block.view(block.size(0), columns / group, group); // (r, C / g, g)
            Tensor least = torch.amin(grouped, new long[] {2}, true);
            Tensor scale = rounded(torch.amax(grouped, new long[] {2}, true)
                    .sub_(least)
                    .div_(new Scalar(LEVELS))
                    .clamp_min_(new Scalar(TINY))); // (r, C / g, 1)
            Tensor offset = rounded(least.add(scale, new Scalar(MIDDLE)));
            Tensor integers = grouped.sub(offset)
                    .div_(scale)
                    .round_()
                    .add_(new Scalar(MIDDLE))
                    .clamp_(new ScalarOptional(new Scalar(0.0)), new ScalarOptional(new Scalar(LEVELS)))
                    .view(block.size(0), columns / 2, 2);
            Tensor bytes = integers.select(2, 0).add(integers.select(2, 1), new Scalar(16.0));
            nibbles.narrow(0, first, block.size(0)).copy_(bytes);
            grid.narrow(1, first, block.size(0))
                    .copy_(Tensors.cat(2, scale, offset).transpose(0, 1));
        });
        return new Int4Groups(nibbles, grid);
    }

    /** As the file will hold it: what follows from scale and offset is computed from the rounded ones. */
    private static Tensor rounded(Tensor values) {
        return Tensors.as(Tensors.as(values, DType.BFLOAT16), DType.FLOAT32);
    }

    @Override
    public long rows() {
        return nibbles.size(0);
    }

    @Override
    public long columns() {
        return 2 * nibbles.size(1);
    }

    @Override
    public Map<String, Tensor> parts() {
        Map<String, Tensor> parts = new LinkedHashMap<>();
        parts.put("", nibbles);
        parts.put(SCALES, scalesAndOffsets);
        return parts;
    }

    @Override
    public Tensor dequantized() {
        long groups = scalesAndOffsets.size(0);
        Tensor grid =
                Tensors.as(scalesAndOffsets, DType.FLOAT32).transpose(0, 1).unsqueeze(3); // (R, C / g, 2, 1)
        return Tensors.as(integers(), DType.FLOAT32)
                .view(rows(), groups, columns() / groups)
                .sub_(new Scalar(MIDDLE))
                .mul_(grid.select(2, 0))
                .add_(grid.select(2, 1))
                .view(rows(), columns());
    }

    /** The integers from 0 to 15, int32, (R, C). */
    Tensor integers() {
        Tensor bytes = Tensors.as(nibbles, DType.INT32);
        Tensor low = bytes.bitwise_and(new Scalar(15));
        Tensor high = bytes.bitwise_right_shift(new Scalar(4));
        return Tensors.stack(2, low, high).view(rows(), columns());
    }

    static Int4Groups join(List<Int4Groups> matrices) {
        if (matrices.size() == 1) {
            return matrices.get(0);
        }
        return new Int4Groups(
                Tensors.cat(0, matrices.stream().map(Int4Groups::nibbles).toArray(Tensor[]::new)),
                Tensors.cat(
                        1, matrices.stream().map(Int4Groups::scalesAndOffsets).toArray(Tensor[]::new)));
    }
}
