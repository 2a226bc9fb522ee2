package io.hmt4j.memory;

import io.hmt4j.InputException;
import io.hmt4j.backbone.Backbone;
import io.hmt4j.checkpoint.TensorSource;
import io.hmt4j.tensor.DType;
import io.hmt4j.tensor.Scope;
import io.hmt4j.tensor.Tensors;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;

/** Takes memory parameters out of a file, under our names or the authors', and checks that they fit the model. */
final class HmtParametersLoader {

    private final TensorSource source;
    private final Backbone backbone;
    private final HmtConfig config;
    private final Set<String> used = new HashSet<>(HmtFiles.AUTHORS_UNUSED);

    HmtParametersLoader(TensorSource source, Backbone backbone, HmtConfig config) {
        this.source = source;
        this.backbone = backbone;
        this.config = config;
    }

    /** The recall width h that a file has, or the fallback where it has no recall. */
    static int recallWidth(TensorSource source, int fallback) {
        String name = nameIn(source, HmtFiles.QUERY_WEIGHT);
        if (!source.names().contains(name)) {
            return fallback;
        }
        long[] shape = source.shape(name);
        if (shape.length != 2 || shape[0] < 1 || shape[0] > Integer.MAX_VALUE) {
            throw new InputException(source.origin(name) + ": " + name + " has the shape " + Arrays.toString(shape)
                    + "; allowed: [recall width, width of the model]");
        }
        return (int) shape[0];
    }

    /**
     * Loads the parameters, copied out of the file.
     *
     * @param seed seed of what a mode without recall does not use and the file does not have
     */
    HmtParameters load(long seed) {
        int width = backbone.shape().width();
        try (Scope scope = Scope.withoutGradient()) {
            SeededTensors random = new SeededTensors(seed);
            Tensor firstPrompt = take(HmtFiles.FIRST_PROMPT, config.memoryVectors(), width);
            Tensor summaryPrompt = takeForRecall(HmtFiles.SUMMARY_PROMPT, 1, random);
            Tensor query = takeForRecall(HmtFiles.QUERY_WEIGHT, config.recallWidth(), random);
            Tensor key = takeForRecall(HmtFiles.KEY_WEIGHT, config.recallWidth(), random);
            refuseUnknown();
            return new HmtParameters(firstPrompt, summaryPrompt, query, key);
        }
    }

    private Tensor takeForRecall(String name, int rows, SeededTensors random) {
        int width = backbone.shape().width();
        boolean present = source.names().contains(nameIn(source, name));
        return present || config.mode().hasRecall()
                ? take(name, rows, width)
                : Tensors.on(random.uniform(1 / Math.sqrt(width), rows, width), backbone.device());
    }

    private Tensor take(String name, long... wanted) {
        String stored = nameIn(source, name);
        if (!source.names().contains(stored)) {
            throw new InputException(HmtFiles.PARAMETERS + " has no tensor " + name + " (or "
                    + HmtFiles.AUTHORS_NAMES.get(name) + "); it has " + String.join(", ", source.names()));
        }
        used.add(stored);
        boolean fits = source.type(stored).isFloat() && Arrays.equals(wanted, source.shape(stored));
        if (!fits) {
            throw new InputException(source.origin(stored) + ": " + stored + " is "
                    + source.type(stored).safetensorsName() + " " + Arrays.toString(source.shape(stored))
                    + "; this model and its settings want floats " + Arrays.toString(wanted));
        }
        Tensor copy = source.tensor(stored).to(DType.FLOAT32.scalarType()).clone();
        return Tensors.on(copy, backbone.device());
    }

    private void refuseUnknown() {
        for (String name : source.names()) {
            if (!used.contains(name) && !HmtFiles.AUTHORS_NAMES.containsKey(name)) {
                throw new InputException(source.origin(name) + ": " + name
                        + " is not a parameter of a memory; weights of the backbone belong into model.safetensors");
            }
        }
    }

    private static String nameIn(TensorSource source, String name) {
        String authors = HmtFiles.AUTHORS_NAMES.get(name);
        return authors != null
                        && !source.names().contains(name)
                        && source.names().contains(authors)
                ? authors
                : name;
    }
}
