package io.hmt4j.tensor;

import io.hmt4j.InputException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How the weights of a model are held. Floating-point formats hold, and compute, all of it. The quantized ones hold the
 * matrices and the table of embeddings; norms, biases and all arithmetic between products stay float32.
 */
public enum WeightFormat {
    FLOAT32("f32", DType.FLOAT32),
    BFLOAT16("bf16", DType.BFLOAT16),
    FLOAT16("f16", DType.FLOAT16),
    FLOAT64("f64", DType.FLOAT64),
    /** 8 bits a weight, one scale a row ({@link Int8Rows}); inputs of products are quantized row by row. */
    INT8("int8", DType.FLOAT32),
    /** 4 bits a weight, a scale and an offset a group ({@link Int4Groups}); embeddings and head are int8. */
    INT4("int4", DType.FLOAT32);

    private final String flag;
    private final DType arithmetic;

    WeightFormat(String flag, DType arithmetic) {
        this.flag = flag;
        this.arithmetic = arithmetic;
    }

    /** The short name, as flags and {@code config.json} have it. */
    public String flag() {
        return flag;
    }

    /** Number format of hidden states, and of the weights that are not quantized. */
    public DType arithmetic() {
        return arithmetic;
    }

    /** Whether matrices are held as small integers. */
    public boolean isQuantized() {
        return this == INT8 || this == INT4;
    }

    /**
     * The format in which attention may compute its products on this CPU: bfloat16 where the weights are no finer and the
     * processor has units for it, else float32.
     */
    public DType attentionProducts() {
        boolean coarse = isQuantized() || this == BFLOAT16;
        return coarse && Cpu.multipliesBfloat16() ? DType.BFLOAT16 : DType.FLOAT32;
    }

    /**
     * Refuses a format that does not run on a device.
     *
     * @throws InputException if it is quantized, and the device is a GPU or the processor has no kernels for it
     */
    public void requireRunsOn(ComputeDevice device) {
        if (!isQuantized()) {
            return;
        }
        if (device.cuda()) {
            throw new InputException(
                    "weights are " + flag + ", which run on the CPU only; use bf16 on " + device + ", or --device cpu");
        }
        if (!Int8Product.isSupported()) {
            throw new InputException("weights are " + flag
                    + ", which need an x86-64 processor with AVX2; use f32 or bf16 here (see hmt doctor)");
        }
    }

    /**
     * Parses the value of a flag: {@code bf16}, {@code bfloat16}, {@code int8}, ...
     *
     * @throws InputException if there is no format of that name
     */
    public static WeightFormat parse(String text, String flag) {
        return named(text).orElseThrow(() -> new InputException(flag + " is \"" + text + "\"; allowed: " + flags()));
    }

    /** The format of a name, such as {@code bf16} and {@code bfloat16}; empty where there is none. */
    public static Optional<WeightFormat> named(String text) {
        String wanted = text.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(format -> wanted.equals(format.flag) || wanted.equals(format.longName()))
                .findFirst();
    }

    /** The short names of all formats, for messages. */
    public static String flags() {
        return Arrays.stream(values()).map(WeightFormat::flag).collect(Collectors.joining(", "));
    }

    private String longName() {
        return isQuantized() ? flag : arithmetic.torchName();
    }
}
