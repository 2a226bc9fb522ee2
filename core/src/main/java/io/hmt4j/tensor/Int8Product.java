package io.hmt4j.tensor;

import io.hmt4j.InputException;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.AutoDispatchBelowADInplaceOrView;
import org.bytedeco.pytorch.Context;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.QEngineVector;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.QEngine;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Products with an int8 matrix, packed for FBGEMM. Each row of the input is divided by its largest element and then
 * quantized with a scale that is the same for all rows, so that rows do not influence each other, as they would with the
 * engine's {@code quantized::linear_dynamic}: it has one scale for the whole input.
 */
final class Int8Product implements MatrixProduct {

    private static final EngineOperator PREPACK = EngineOperator.named("quantized::linear_prepack");
    private static final EngineOperator MULTIPLY =
            EngineOperator.named("quantized::linear_with_input_q_dq_qweight_dq_output_fp32");
    private static final String VNNI = "AVX-512 VNNI";
    private static final long[] LAST = {-1};

    /** Without VNNI two products are added in 16 bits, which 7 bits of input cannot overflow. */
    private static final long LARGEST = Cpu.has(VNNI) ? 127 : 63;

    private static final IValue SCALE = Scope.own(new IValue(1.0 / LARGEST));
    private static final IValue ZERO_POINT = Scope.own(new IValue(LARGEST + 1));
    private static final double LEAST = 1e-30; // for rows of zeros
    private static final Scalar TINY = Scope.own(new Scalar(LEAST));

    private final IValue packed;

    private Int8Product(IValue packed) {
        this.packed = packed;
    }

    /** Whether this processor has the kernels. */
    static boolean isSupported() {
        QEngineVector engines = Context.supportedQEngines();
        for (long i = 0; i < engines.size(); i++) {
            if (engines.get(i).intern() == QEngine.FBGEMM) {
                return true;
            }
        }
        return false;
    }

    /** Packs matrices as one, one below the other. */
    static Int8Product pack(List<Int8Rows> matrices) {
        try (Scope scope = Scope.withoutGradient();
                AutoDispatchBelowADInplaceOrView plain = new AutoDispatchBelowADInplaceOrView()) {
            // Packing asks for each row's scale by itself: without the layers of gradients that takes half the time.
            torch.globalContext().setQEngine(QEngine.FBGEMM);
            return new Int8Product(Scope.own(PREPACK.value(new IValue(joined(matrices)), new IValue())));
        }
    }

    /** One tensor as the engine quantizes, a scale a row; copied once. */
    private static Tensor joined(List<Int8Rows> matrices) {
        Tensor scales = Tensors.cat(0, matrices.stream().map(Int8Rows::scales).toArray(Tensor[]::new));
        long columns = matrices.get(0).columns();
        Tensor joined = torch.torch__empty_per_channel_affine_quantized(
                new long[] {scales.size(0), columns},
                scales.to(ScalarType.Double),
                torch.zeros(scales.size(0)).to(ScalarType.Long),
                0,
                new TensorOptions(ScalarType.QInt8),
                new MemoryFormatOptional());
        Pointer target = joined.data_ptr();
        long filled = 0;
        for (Int8Rows matrix : matrices) {
            if (matrix.columns() != columns) {
                throw new IllegalArgumentException(
                        "matrices of " + columns + " and of " + matrix.columns() + " columns cannot be one");
            }
            Pointer source = matrix.values().contiguous().data_ptr();
            Pointer.memcpy(target.getPointer(filled), source, matrix.rows() * columns);
            filled += matrix.rows() * columns;
        }
        return joined;
    }

    @Override
    public Tensor apply(Tensor input) {
        refuseGradient(input);
        Tensor largest = torch.amax(input.abs(), LAST, true); // (..., 1)
        return largest.numel() == 1 ? multiplyRow(input, largest) : multiplyRows(input, largest.clamp_min_(TINY));
    }

    private Tensor multiplyRows(Tensor input, Tensor largest) {
        Tensor product = MULTIPLY.tensor(new IValue(input.div(largest)), SCALE, ZERO_POINT, packed);
        return product.mul_(largest);
    }

    /** The same for one row, a decoded token, where the operator can take the scale. */
    private Tensor multiplyRow(Tensor input, Tensor largest) {
        double scale = Math.max(largest.item_double(), LEAST) / LARGEST;
        return MULTIPLY.tensor(new IValue(input), new IValue(scale), ZERO_POINT, packed);
    }

    @Override
    public void close() {
        Scope.free(packed);
    }

    static void refuseGradient(Tensor input) {
        if (GradMode.is_enabled() && input.requires_grad()) {
            throw new InputException(
                    "quantized weights pass no gradient on; train with float weights (f32 or bf16) and quantize then");
        }
    }
}
