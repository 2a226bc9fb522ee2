package io.hmt4j.tensor;

import io.hmt4j.InputException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Number formats, with their names in safetensors files and in flags. */
public enum DType {
    FLOAT64("F64", "float64", ScalarType.Double, 8),
    FLOAT32("F32", "float32", ScalarType.Float, 4),
    FLOAT16("F16", "float16", ScalarType.Half, 2),
    BFLOAT16("BF16", "bfloat16", ScalarType.BFloat16, 2),
    INT64("I64", "int64", ScalarType.Long, 8),
    INT32("I32", "int32", ScalarType.Int, 4),
    INT16("I16", "int16", ScalarType.Short, 2),
    INT8("I8", "int8", ScalarType.Char, 1),
    UINT8("U8", "uint8", ScalarType.Byte, 1),
    BOOL("BOOL", "bool", ScalarType.Bool, 1);

    private final String safetensorsName;
    private final String torchName;
    private final ScalarType scalarType;
    private final int bytes;

    DType(String safetensorsName, String torchName, ScalarType scalarType, int bytes) {
        this.safetensorsName = safetensorsName;
        this.torchName = torchName;
        this.scalarType = scalarType;
        this.bytes = bytes;
    }

    /** The name in a safetensors header, such as {@code BF16}. */
    public String safetensorsName() {
        return safetensorsName;
    }

    /** The name in {@code config.json}, such as {@code bfloat16}. */
    public String torchName() {
        return torchName;
    }

    /** The engine's own constant. */
    public ScalarType scalarType() {
        return scalarType;
    }

    /** Bytes of one element. */
    public int bytes() {
        return bytes;
    }

    /** Whether this is one of the formats weights come in. */
    public boolean isFloat() {
        return this == FLOAT64 || this == FLOAT32 || this == FLOAT16 || this == BFLOAT16;
    }

    /** The format of a tensor. */
    public static DType of(Tensor tensor) {
        // The engine returns a new object each time; intern gives the constant.
        ScalarType type = tensor.scalar_type().intern();
        return Arrays.stream(values())
                .filter(candidate -> candidate.scalarType == type)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no safetensors format for " + type));
    }

    /** Parses the value of a flag: {@code f32}, {@code float32}, {@code bf16}, ... */
    public static DType parseFloat(String text, String flag) {
        String wanted = text.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(DType::isFloat)
                .filter(candidate -> wanted.equals(candidate.torchName)
                        || wanted.equals(candidate.safetensorsName.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new InputException(flag + " is \"" + text + "\"; allowed: " + floatNames()));
    }

    private static String floatNames() {
        return Arrays.stream(values())
                .filter(DType::isFloat)
                .map(DType::torchName)
                .collect(Collectors.joining(", "));
    }
}
