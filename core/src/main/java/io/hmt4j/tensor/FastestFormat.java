package io.hmt4j.tensor;

/**
 * The format of weights in which this machine reads fastest, as measured (docs/log.md), and why.
 *
 * @param format what {@code --weights auto} takes
 * @param reason why, in a few words
 */
public record FastestFormat(WeightFormat format, String reason) {

    /** The one for a device of this machine. */
    public static FastestFormat on(ComputeDevice device) {
        if (device.cuda()) {
            return new FastestFormat(WeightFormat.BFLOAT16, "integers run on the CPU only");
        }
        boolean vnni = Cpu.has("AVX-512 VNNI");
        return of(Int8Product.isSupported(), vnni, Cpu.multipliesBfloat16());
    }

    static FastestFormat of(boolean int8, boolean vnni, boolean bfloat16) {
        if (int8 && vnni) {
            return new FastestFormat(
                    WeightFormat.INT8, "AVX-512 VNNI multiplies 8-bit integers four times as fast as floats");
        }
        if (bfloat16) {
            return new FastestFormat(WeightFormat.BFLOAT16, "there are bfloat16 units and no AVX-512 VNNI");
        }
        if (int8) {
            return new FastestFormat(
                    WeightFormat.INT8,
                    "no AVX-512 VNNI, so inputs of products have 7 bits; AVX2 still gains, decoding most");
        }
        return new FastestFormat(WeightFormat.FLOAT32, "no kernels for 8-bit integers, no bfloat16 units");
    }
}
