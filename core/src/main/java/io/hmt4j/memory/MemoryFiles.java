package io.hmt4j.memory;

import io.hmt4j.InputException;
import io.hmt4j.checkpoint.AtomicFile;
import io.hmt4j.checkpoint.Checksum;
import io.hmt4j.checkpoint.SafetensorsFile;
import io.hmt4j.checkpoint.SafetensorsMetadata;
import io.hmt4j.checkpoint.SafetensorsWriter;
import io.hmt4j.tensor.ComputeDevice;
import io.hmt4j.tensor.DType;
import io.hmt4j.tensor.Scope;
import io.hmt4j.tensor.Tensors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * A document memory as a folder: {@code memory.safetensors} with vectors and tokens, {@code memory.json} with counts,
 * sources and the fingerprint of the model.
 *
 * <p>The description stands in the header of {@code memory.safetensors} too, and that one counts: the file is written
 * beside and renamed, so what is opened is always one whole memory, wherever a crash came. {@code memory.json} is for
 * people and other programs. A checksum of all that is in the file stands in its header. Recall keys are not stored:
 * they are projected again, one by one as when they were made, so that a memory goes on bit for bit.
 */
final class MemoryFiles {

    static final String TENSORS = "memory.safetensors";
    static final String DESCRIPTION = "memory.json";

    private static final String VECTORS = "vectors"; // (memories, m, D)
    private static final String TAIL = "tail"; // (tokens)
    private static final String PENDING = "pending"; // (tokens)

    private final HmtCell cell;
    private final HmtConfig config;
    private final ModelIdentity identity;

    MemoryFiles(HmtCell cell, HmtConfig config, ModelIdentity identity) {
        this.cell = cell;
        this.config = config;
        this.identity = identity;
    }

    void save(DocumentMemory memory, Path folder) {
        identity.requireSame(memory.fingerprint());
        String description = describe(memory).toJson();
        try (Scope scope = Scope.withoutGradient()) {
            Files.createDirectories(folder);
            Map<String, Tensor> tensors = tensors(memory);
            String checksum = Checksum.of(description, tensors);
            SafetensorsWriter.write(
                    folder.resolve(TENSORS), tensors, Map.of(DESCRIPTION, description, MemoryChecksum.KEY, checksum));
            describeForPeople(folder, description);
        } catch (IOException e) {
            throw new InputException(folder + ": the memory cannot be written: " + e, e);
        }
    }

    /** Where it cannot be written, the memory is saved all the same; an old one, which would be wrong now, goes. */
    private static void describeForPeople(Path folder, String description) throws IOException {
        try {
            AtomicFile.write(
                    folder.resolve(DESCRIPTION),
                    channel -> channel.write(ByteBuffer.wrap(description.getBytes(StandardCharsets.UTF_8))));
        } catch (InputException notWritten) {
            if (Files.isRegularFile(folder.resolve(DESCRIPTION))) {
                Files.delete(folder.resolve(DESCRIPTION));
            }
        }
    }

    DocumentMemory open(Path folder) {
        Path file = folder.resolve(TENSORS);
        if (!Files.exists(file)) {
            throw new InputException(folder + " is no memory: it has no " + TENSORS);
        }
        try (SafetensorsFile stored = SafetensorsFile.open(file);
                Scope scope = Scope.withoutGradient()) {
            MemoryDescription description = description(stored.metadata(), file);
            MemoryChecksum.require(description, stored.metadata(), file, () -> checksum(stored));
            identity.requireSame(description.fingerprint());
            return restore(stored, description, file);
        }
    }

    private static String checksum(SafetensorsFile stored) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        stored.names().forEach(name -> tensors.put(name, stored.tensor(name)));
        return Checksum.of(stored.metadata().getOrDefault(DESCRIPTION, ""), tensors);
    }

    /** What a memory's folder says of it, whoever made it. */
    static MemoryDescription describe(Path folder) {
        Path file = folder.resolve(TENSORS);
        return description(SafetensorsMetadata.of(file), file);
    }

    /** The same of a memory that is whole, without the engine. */
    static MemoryDescription describeWhole(Path folder) {
        Path file = folder.resolve(TENSORS);
        Map<String, String> header = SafetensorsMetadata.of(file);
        MemoryDescription description = description(header, file);
        MemoryChecksum.require(
                description, header, file, () -> Checksum.of(header.getOrDefault(DESCRIPTION, ""), file));
        return description;
    }

    private DocumentMemory restore(SafetensorsFile stored, MemoryDescription description, Path file) {
        Tensor vectors = stored.names().contains(VECTORS) ? checkedVectors(stored, file) : null;
        int[] tail = tokens(stored, TAIL, config.tailTokens());
        int[] pending = tokens(stored, PENDING, Integer.MAX_VALUE);
        requireCount(file, VECTORS, vectors == null ? 0 : vectors.size(0), description.memories());
        requireCount(file, PENDING, pending.length, description.pendingTokens());
        requireCount(file, TAIL, tail.length, Math.min(config.tailTokens(), description.tokens() - pending.length));
        DocumentMemory memory = new DocumentMemory(
                description.fingerprint(), bank(vectors), tail, description.segments(), description.tokens());
        memory.restorePending(pending);
        description.sources().forEach(memory::note);
        return memory;
    }

    private static void requireCount(Path file, String name, long found, long described) {
        if (found != described) {
            throw new InputException(
                    file + ": " + name + " has " + found + " entries; by what its header says it has " + described);
        }
    }

    private MemoryBank bank(@Nullable Tensor vectors) {
        if (vectors == null) {
            return MemoryBank.empty();
        }
        List<Tensor> keys = new ArrayList<>();
        for (int i = 0; i < vectors.size(0) && config.mode().hasRecall(); i++) {
            keys.add(cell.key(vectors.select(0, i)));
        }
        return MemoryBank.of(vectors, keys.isEmpty() ? null : Tensors.stack(0, keys.toArray(Tensor[]::new)));
    }

    private Tensor checkedVectors(SafetensorsFile stored, Path file) {
        long[] shape = stored.shape(VECTORS);
        boolean fits = stored.type(VECTORS) == DType.FLOAT32
                && shape.length == 3
                && shape[0] <= config.bankCapacity()
                && shape[1] == config.memoryVectors()
                && shape[2] == cell.width();
        if (!fits) {
            throw new InputException(
                    file + ": " + VECTORS + " is " + stored.type(VECTORS).safetensorsName() + " "
                            + Arrays.toString(shape) + "; wanted: F32 [up to " + config.bankCapacity() + ", "
                            + config.memoryVectors() + ", " + cell.width() + "]");
        }
        Tensor vectors = stored.tensor(VECTORS).clone();
        if (!vectors.isfinite().all().item_bool()) {
            throw new InputException(file + ": " + VECTORS + " holds values that are no numbers; the file is damaged");
        }
        return Tensors.on(vectors, cell.device());
    }

    private int[] tokens(SafetensorsFile stored, String name, int most) {
        if (stored.type(name) != DType.INT64 || stored.shape(name).length != 1 || stored.shape(name)[0] > most) {
            throw new InputException(stored.origin(name) + ": " + name + " is "
                    + stored.type(name).safetensorsName() + " " + Arrays.toString(stored.shape(name))
                    + "; wanted: I64, one row of tokens" + (most == Integer.MAX_VALUE ? "" : ", at most " + most));
        }
        long[] tokens = Tensors.toLongs(stored.tensor(name));
        for (long token : tokens) {
            if (token < 0 || token >= cell.vocabulary()) {
                throw new InputException(stored.origin(name) + ": " + name + " has the token id " + token
                        + "; allowed: 0 to " + (cell.vocabulary() - 1));
            }
        }
        return Arrays.stream(tokens).mapToInt(Math::toIntExact).toArray();
    }

    private static Map<String, Tensor> tensors(DocumentMemory memory) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        if (!memory.bank().isEmpty()) {
            tensors.put(VECTORS, Tensors.on(memory.bank().vectors(), ComputeDevice.CPU));
        }
        tensors.put(TAIL, tokens(memory.tail()));
        tensors.put(PENDING, tokens(memory.pending().copy()));
        return tensors;
    }

    private static Tensor tokens(int[] tokens) {
        return Tensors.longs(Arrays.stream(tokens).asLongStream().toArray(), tokens.length);
    }

    private MemoryDescription describe(DocumentMemory memory) {
        return new MemoryDescription(
                MemoryDescription.FORMAT_VERSION,
                memory.fingerprint(),
                identity.name(),
                cell.weightFormat().flag(),
                memory.tokens(),
                memory.segments(),
                memory.memories(),
                memory.pendingTokens(),
                HmtFiles.toJson(config),
                memory.sources());
    }

    private static MemoryDescription description(Map<String, String> metadata, Path file) {
        String text = metadata.get(DESCRIPTION);
        if (text == null) {
            throw new InputException(file + " is no memory of a document: its header has no " + DESCRIPTION);
        }
        return MemoryDescription.parse(text, file.toString());
    }
}
