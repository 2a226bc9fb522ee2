package io.hmt4j.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.hmt4j.InputException;
import io.hmt4j.tensor.DType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;

/**
 * The tensors of a model in several safetensors files, by its {@code model.safetensors.index.json}.
 *
 * <p>The index must be true: every tensor in the file it names and in no other, every shard beside the index. Its
 * {@code metadata.total_size} is not looked at: published models have it wrong, and nothing depends on it.
 */
public final class ShardedTensors implements TensorSource {

    private final Path index;
    private final Map<String, SafetensorsFile> shardOf; // by tensor, in the order of the index
    private final Map<String, SafetensorsFile> shards; // by file name

    private ShardedTensors(Path index, Map<String, SafetensorsFile> shardOf, Map<String, SafetensorsFile> shards) {
        this.index = index;
        this.shardOf = shardOf;
        this.shards = shards;
    }

    /**
     * Opens all shards that an index lists and checks them against it.
     *
     * @throws InputException with the file's and the tensor's name if the index or a shard is missing or wrong
     */
    public static ShardedTensors open(Path index) {
        Map<String, String> weightMap = weightMap(index);
        Map<String, SafetensorsFile> shards = new LinkedHashMap<>();
        Map<String, SafetensorsFile> shardOf = new LinkedHashMap<>();
        try {
            weightMap.forEach((tensor, shard) ->
                    shardOf.put(tensor, shards.computeIfAbsent(shard, name -> openShard(index, tensor, name))));
            weightMap.forEach((tensor, shard) -> checkPresent(index, tensor, shard, shards));
            shards.forEach((shard, file) -> checkListed(index, shard, file, weightMap));
        } catch (RuntimeException error) {
            shards.values().forEach(SafetensorsFile::close);
            throw error;
        }
        return new ShardedTensors(index, shardOf, shards);
    }

    @Override
    public Set<String> names() {
        return Collections.unmodifiableSet(shardOf.keySet());
    }

    @Override
    public long[] shape(String name) {
        return shard(name).shape(name);
    }

    @Override
    public DType type(String name) {
        return shard(name).type(name);
    }

    @Override
    public Tensor tensor(String name) {
        return shard(name).tensor(name);
    }

    @Override
    public void release(String name) {
        shard(name).release(name);
    }

    @Override
    public String origin(String name) {
        return shard(name).origin(name);
    }

    @Override
    public void close() {
        shards.values().forEach(SafetensorsFile::close);
    }

    private SafetensorsFile shard(String name) {
        SafetensorsFile shard = shardOf.get(name);
        if (shard == null) {
            throw MissingTensor.in(index.toString(), name, names());
        }
        return shard;
    }

    private static Map<String, String> weightMap(Path index) {
        JsonNode map = JsonFile.readObject(index).path("weight_map");
        if (!map.isObject() || map.isEmpty()) {
            throw new InputException(index + ": weight_map is not an object that names the file of each tensor");
        }
        Map<String, String> weightMap = new LinkedHashMap<>();
        map.properties().forEach(entry -> {
            JsonNode shard = entry.getValue();
            if (!shard.isTextual() || !isPlainFileName(shard.textValue())) {
                throw new InputException(index + ": weight_map places tensor " + Quote.of(entry.getKey()) + " in "
                        + Quote.of(shard.asText()) + "; allowed: the name of a file in the same folder");
            }
            weightMap.put(entry.getKey(), shard.textValue());
        });
        return weightMap;
    }

    /** No folder, no way up, nothing a file system reads in its own way. */
    private static boolean isPlainFileName(String name) {
        return !name.isEmpty()
                && !name.equals(".")
                && !name.equals("..")
                && name.chars().noneMatch(c -> c == '/' || c == '\\' || c == ':' || Character.isISOControl(c));
    }

    private static SafetensorsFile openShard(Path index, String tensor, String shard) {
        Path file = index.resolveSibling(shard);
        if (Files.notExists(file)) {
            throw new InputException(
                    file + " does not exist, but " + index + " places tensor " + Quote.of(tensor) + " there");
        }
        return SafetensorsFile.open(file);
    }

    private static void checkPresent(Path index, String tensor, String shard, Map<String, SafetensorsFile> shards) {
        shards.forEach((name, file) -> {
            boolean there = file.names().contains(tensor);
            if (name.equals(shard) && !there) {
                throw new InputException(index + " places tensor " + Quote.of(tensor) + " in " + shard
                        + ", but that file has none of that name");
            }
            if (!name.equals(shard) && there) {
                throw new InputException(index + " places tensor " + Quote.of(tensor) + " in " + shard + ", but " + name
                        + " has one of that name too");
            }
        });
    }

    private static void checkListed(Path index, String shard, SafetensorsFile file, Map<String, String> weightMap) {
        for (String tensor : file.names()) {
            if (!weightMap.containsKey(tensor)) {
                throw new InputException(
                        index + " does not list tensor " + Quote.of(tensor) + ", which lies in " + shard);
            }
        }
    }
}
