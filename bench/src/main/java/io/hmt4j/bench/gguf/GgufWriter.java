package io.hmt4j.bench.gguf;

import io.hmt4j.InputException;
import io.hmt4j.checkpoint.AtomicFile;
import io.hmt4j.checkpoint.ConfigReader;
import io.hmt4j.checkpoint.ModelFolder;
import io.hmt4j.checkpoint.TensorSource;
import io.hmt4j.tensor.DType;
import io.hmt4j.tensor.Scope;
import io.hmt4j.tensor.Tensors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.Tensor;

/** Writes a model of the Llama family for llama.cpp: the same weights, in one of its formats. */
public final class GgufWriter {

    private static final int ELEMENTS_AT_ONCE = 1 << 22;

    private final Path folder;
    private final ConfigReader config;
    private final GgufType matrices;
    private final int heads;
    private final int keyHeads;

    private GgufWriter(ModelFolder model, GgufType matrices) {
        this.folder = model.path();
        this.config = model.configReader(Set.of());
        this.matrices = matrices;
        this.heads = config.positiveInt("num_attention_heads");
        this.keyHeads = config.positiveInt("num_key_value_heads", heads);
        if (!config.text("model_type").equals("llama")) {
            throw config.refused("model_type", "llama");
        }
        if (config.has("rope_scaling")) {
            throw config.refused("rope_scaling", "none");
        }
    }

    /**
     * Writes a file, whole or not at all.
     *
     * @param model a Hugging Face folder with a tokenizer.json of byte-level BPE
     * @param file the file to write or replace
     * @param matrices format of matrices whose rows are whole blocks of it; others are F16, norms F32
     * @throws InputException if the model is no plain Llama, or the file cannot be written
     */
    public static void write(Path model, Path file, GgufType matrices) {
        ModelFolder folder = ModelFolder.open(model);
        new GgufWriter(folder, matrices).write(folder, file);
    }

    private void write(ModelFolder model, Path file) {
        try (TensorSource source = model.openWeights()) {
            List<String> names = source.names().stream().sorted().toList();
            byte[] header = header(source, names);
            AtomicFile.write(file, channel -> {
                writeFully(channel, ByteBuffer.wrap(header));
                for (String name : names) {
                    writeTensor(channel, name, source);
                }
            });
        }
    }

    private byte[] header(TensorSource source, List<String> names) {
        GgufHeader header = new GgufHeader();
        int width = config.positiveInt("hidden_size");
        int vocabulary = config.positiveInt("vocab_size");
        header.set("general.architecture", "llama")
                .set("general.name", String.valueOf(folder.getFileName()))
                .set("llama.context_length", config.positiveInt("max_position_embeddings"))
                .set("llama.embedding_length", width)
                .set("llama.block_count", config.positiveInt("num_hidden_layers"))
                .set("llama.feed_forward_length", config.positiveInt("intermediate_size"))
                .set("llama.attention.head_count", heads)
                .set("llama.attention.head_count_kv", keyHeads)
                .set("llama.attention.layer_norm_rms_epsilon", (float) config.positiveNumber("rms_norm_eps"))
                .set("llama.rope.freq_base", (float) config.positiveNumber("rope_theta", 10_000))
                .set("llama.rope.dimension_count", width / heads)
                .set("llama.vocab_size", vocabulary);
        GgufTokenizer.read(folder, vocabulary).writeTo(header);
        for (String name : names) {
            String ggufName = LlamaNames.of(name);
            if (ggufName == null) {
                throw new InputException(source.origin(name) + ": the tensor " + name + " has no place in a GGUF file");
            }
            header.add(ggufName, shape(source, name), type(source.shape(name)));
        }
        return header.bytes();
    }

    private static List<Long> shape(TensorSource source, String name) {
        return Arrays.stream(source.shape(name)).boxed().toList();
    }

    private GgufType type(long[] shape) {
        if (shape.length == 1) {
            return GgufType.F32;
        }
        return matrices.fits(shape[1]) ? matrices : GgufType.F16;
    }

    private void writeTensor(FileChannel channel, String name, TensorSource source) throws IOException {
        long[] shape = source.shape(name);
        GgufType type = type(shape);
        try (Scope scope = Scope.withoutGradient()) {
            Tensor tensor = rotated(name, source.tensor(name));
            long rowElements = shape.length == 1 ? 1 : shape[1];
            long rowsAtOnce = Math.max(1, ELEMENTS_AT_ONCE / rowElements);
            for (long row = 0; row < shape[0]; row += rowsAtOnce) {
                writeRows(channel, type, tensor.narrow(0, row, Math.min(rowsAtOnce, shape[0] - row)));
            }
        }
        writeFully(channel, ByteBuffer.allocate(GgufHeader.padding(channel.position())));
    }

    private static void writeRows(FileChannel channel, GgufType type, Tensor rows) throws IOException {
        try (Scope scope = Scope.withoutGradient()) {
            Tensor bytes = type.encode(Tensors.as(rows, DType.FLOAT32)).contiguous();
            writeFully(
                    channel,
                    new BytePointer(bytes.data_ptr()).capacity(bytes.numel()).asByteBuffer());
        }
    }

    /** llama.cpp rotates neighbours, transformers the two halves of a head: rows of queries and keys change places. */
    private Tensor rotated(String name, Tensor weight) {
        boolean query = name.endsWith("q_proj.weight");
        if (!query && !name.endsWith("k_proj.weight")) {
            return weight;
        }
        long count = query ? heads : keyHeads;
        long rows = weight.size(0);
        long width = weight.size(1);
        return weight.view(count, 2, rows / count / 2, width)
                .transpose(1, 2)
                .contiguous()
                .view(rows, width);
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
