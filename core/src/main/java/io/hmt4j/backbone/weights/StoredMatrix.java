package io.hmt4j.backbone.weights;

import io.hmt4j.InputException;
import io.hmt4j.checkpoint.TensorSource;
import io.hmt4j.tensor.DType;
import io.hmt4j.tensor.Int4Groups;
import io.hmt4j.tensor.Int8Rows;
import io.hmt4j.tensor.WeightFormat;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A tensor that is a part of a quantized matrix in a file.
 *
 * @param type its number format
 * @param shape its dimensions
 */
record StoredMatrix(DType type, List<Long> shape) {

    /** The parts of a matrix, by what their names have behind the matrix's. */
    static Map<String, StoredMatrix> of(WeightSpec spec, WeightFormat kind) {
        long rows = spec.shape().get(0);
        long columns = spec.shape().get(1);
        Map<String, StoredMatrix> parts = new LinkedHashMap<>();
        if (kind == WeightFormat.INT4) {
            parts.put("", new StoredMatrix(DType.UINT8, List.of(rows, columns / 2)));
            List<Long> grid = List.of(columns / Int4Groups.group(columns), rows, 2L);
            parts.put(Int4Groups.SCALES, new StoredMatrix(DType.BFLOAT16, grid));
        } else {
            parts.put("", new StoredMatrix(DType.INT8, List.of(rows, columns)));
            parts.put(Int8Rows.SCALES, new StoredMatrix(DType.FLOAT32, List.of(rows)));
        }
        return parts;
    }

    /** Refuses a source whose tensor of that name is another. */
    void check(TensorSource source, String name) {
        List<Long> found = Arrays.stream(source.shape(name)).boxed().toList();
        if (source.type(name) != type || !found.equals(shape)) {
            throw new InputException(source.origin(name) + ": " + name + " is "
                    + source.type(name).safetensorsName() + " " + found + "; config.json wants "
                    + type.safetensorsName() + " " + shape);
        }
    }
}
