package io.hmt4j.tensor;

import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.Tensor;

/** Products with an int4 matrix, packed for the engine's kernel, which takes and gives bfloat16. */
final class Int4Product implements MatrixProduct {

    private static final EngineOperator PACK = EngineOperator.named("aten::_convert_weight_to_int4pack_for_cpu");
    private static final EngineOperator MULTIPLY = EngineOperator.named("aten::_weight_int4pack_mm_for_cpu");

    /** Half a tile; the CPU does not look at it. */
    private static final long INNER_TILES = 1;

    private final long rows;
    private final IValue packed;
    private final IValue group;
    private final IValue scalesAndOffsets;

    private Int4Product(long rows, IValue packed, IValue group, IValue scalesAndOffsets) {
        this.rows = rows;
        this.packed = packed;
        this.group = group;
        this.scalesAndOffsets = scalesAndOffsets;
    }

    static Int4Product pack(Int4Groups matrix) {
        try (Scope scope = Scope.withoutGradient()) {
            Tensor packed = PACK.tensor(new IValue(matrix.integers()), new IValue(INNER_TILES));
            long group = matrix.columns() / matrix.scalesAndOffsets().size(0);
            return new Int4Product(
                    matrix.rows(),
                    Scope.own(new IValue(packed)),
                    Scope.own(new IValue(group)),
                    Scope.own(new IValue(matrix.scalesAndOffsets().clone())));
        }
    }

    @Override
    public Tensor apply(Tensor input) {
        Int8Product.refuseGradient(input);
        long[] shape = input.shape();
        Tensor flat = Tensors.as(input.reshape(-1, shape[shape.length - 1]), DType.BFLOAT16);
        Tensor product = MULTIPLY.tensor(new IValue(flat), packed, group, scalesAndOffsets); // (n, out)
        shape[shape.length - 1] = rows;
        return Tensors.as(product, DType.FLOAT32).view(shape);
    }

    @Override
    public void close() {
        Scope.free(packed);
        Scope.free(group);
        Scope.free(scalesAndOffsets);
    }
}
