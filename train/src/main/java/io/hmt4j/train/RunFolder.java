package io.hmt4j.train;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.hmt4j.InputException;
import io.hmt4j.checkpoint.AtomicFile;
import io.hmt4j.checkpoint.AtomicFolder;
import io.hmt4j.checkpoint.Folders;
import io.hmt4j.checkpoint.JsonFile;
import io.hmt4j.checkpoint.SafetensorsFile;
import io.hmt4j.checkpoint.SafetensorsWriter;
import io.hmt4j.train.optimizer.AdamW;
import io.hmt4j.train.recipe.Recipe;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder of a run:
 *
 * <ul>
 *   <li>{@code recipe.yaml}: the recipe as it was resolved
 *   <li>{@code initial}: what the first stage starts from, where it is fresh
 *   <li>{@code checkpoints/step-00000100}: memory, adapters, weights, optimizer and state; the last few
 *   <li>{@code best}: the best of the running stage by validation, to be used
 *   <li>{@code stage-1}, {@code stage-2}, ...: what an earlier stage left to the next; {@code final}: what the run ended with
 *   <li>{@code logs}: figures
 * </ul>
 *
 * <p>Every folder in it is there as a whole or not at all.
 */
final class RunFolder {

    private static final Pattern CHECKPOINT = Pattern.compile("step-\\d{8}");
    private static final String STATE = "training.json";
    private static final String OPTIMIZER = "optimizer.safetensors";
    private static final Map<String, String> FORMAT = Map.of("format", "pt");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path path;

    RunFolder(Path path) {
        this.path = path;
    }

    Path recipe() {
        return path.resolve("recipe.yaml");
    }

    Path initial() {
        return path.resolve("initial");
    }

    Path best() {
        return path.resolve("best");
    }

    Path end() {
        return path.resolve("final");
    }

    /** What a stage other than the last one left to the next. */
    Path left(int stage) {
        return path.resolve("stage-" + (stage + 1));
    }

    Path logs() {
        return path.resolve("logs");
    }

    private Path checkpoints() {
        return path.resolve("checkpoints");
    }

    /**
     * Keeps other processes out until it is closed.
     *
     * @throws InputException if another process trains in the folder
     */
    Closeable lock() {
        Path file = path.resolve("lock");
        try {
            Files.createDirectories(path);
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (locked(channel)) {
                return channel;
            }
            channel.close();
        } catch (IOException error) {
            throw new InputException(file + " cannot be locked: " + error.getMessage(), error);
        }
        throw new InputException(path + ": another process trains in this folder");
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        }
    }

    /** Makes the folder of a new run. */
    void create(Recipe recipe) {
        if (Files.exists(recipe())) {
            throw new InputException(path + " holds a run already; --resume goes on with it, or name another output");
        }
        try {
            Files.createDirectories(checkpoints());
            Files.createDirectories(logs());
            byte[] text = recipe.toYaml().getBytes(StandardCharsets.UTF_8);
            AtomicFile.write(recipe(), channel -> channel.write(ByteBuffer.wrap(text)));
        } catch (IOException error) {
            throw new InputException(path + ": cannot be made: " + error.getMessage(), error);
        }
    }

    /**
     * Checks that a run goes on by the recipe that it was begun with.
     *
     * @throws InputException naming the first line that differs, or that there is no run
     */
    void requireSame(Recipe recipe) {
        if (Files.notExists(recipe())) {
            throw new InputException(path + " holds no run to go on with: there is no recipe.yaml in it");
        }
        List<String> begun;
        try {
            begun = Files.readAllLines(recipe());
        } catch (IOException error) {
            throw new InputException(recipe() + " cannot be read: " + error.getMessage(), error);
        }
        List<String> now = recipe.toYaml().lines().toList();
        for (int line = 0; line < Math.max(begun.size(), now.size()); line++) {
            String then = line < begun.size() ? begun.get(line) : "";
            String given = line < now.size() ? now.get(line) : "";
            if (!then.equals(given)) {
                throw new InputException(recipe() + ": the run was begun with \"" + then.strip() + "\" in line "
                        + (line + 1) + ", the recipe says \"" + given.strip()
                        + "\"; a run goes on with the recipe it was begun with");
            }
        }
    }

    /** The newest checkpoint. */
    Optional<Path> newest() {
        List<Path> all = all();
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    /** All checkpoints, oldest first. */
    private List<Path> all() {
        if (Files.notExists(checkpoints())) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(checkpoints())) {
            return entries.filter(entry -> CHECKPOINT
                            .matcher(String.valueOf(entry.getFileName()))
                            .matches())
                    .sorted()
                    .toList();
        } catch (IOException error) {
            throw new InputException(checkpoints() + " cannot be read: " + error.getMessage(), error);
        }
    }

    /** Writes a checkpoint and removes the oldest beyond those to keep. */
    Path save(TrainingModel model, AdamW optimizer, RunState state, int keep) {
        Path folder = checkpoints().resolve(String.format(Locale.ROOT, "step-%08d", state.step()));
        AtomicFolder.replace(folder, name -> true, beside -> {
            model.write(beside);
            SafetensorsWriter.write(beside.resolve(OPTIMIZER), optimizer.state(), FORMAT);
            Files.write(
                    beside.resolve(STATE), JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(state.toJson()));
        });
        List<Path> all = all();
        all.stream().limit(Math.max(0, all.size() - keep)).forEach(RunFolder::remove);
        return folder;
    }

    /** Copies what is needed to use a model: memory, adapters, weights; not what a run goes on from. */
    void copyModel(Path from, Path to) {
        AtomicFolder.recover(from);
        AtomicFolder.replace(to, name -> true, beside -> {
            try (Stream<Path> files = Files.list(from)) {
                for (Path file : files.toList()) {
                    String name = String.valueOf(file.getFileName());
                    if (!name.equals(STATE) && !name.equals(OPTIMIZER)) {
                        Files.copy(file, beside.resolve(name));
                    }
                }
            }
        });
    }

    /** The state of a checkpoint. */
    static RunState state(Path checkpoint) {
        Path file = checkpoint.resolve(STATE);
        return RunState.of(JsonFile.readObject(file), file.toString());
    }

    /** The optimizer's state of a checkpoint. The caller closes it. */
    static SafetensorsFile optimizer(Path checkpoint) {
        return SafetensorsFile.open(checkpoint.resolve(OPTIMIZER));
    }

    private static void remove(Path checkpoint) {
        try {
            Folders.delete(checkpoint);
        } catch (IOException error) {
            throw new InputException(checkpoint + " cannot be removed: " + error.getMessage(), error);
        }
    }
}
