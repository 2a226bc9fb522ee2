package io.hmt4j.train.recipe;

import io.hmt4j.train.recipe.yaml.Default;
import io.hmt4j.train.recipe.yaml.RefusedKey;
import io.hmt4j.train.recipe.yaml.Require;
import io.hmt4j.train.recipe.yaml.YamlRecords;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * All that decides a training run. Paths are absolute.
 *
 * @param model folder of the backbone, as Hugging Face lays it out
 * @param initialize how the backbone's weights are drawn; absent: they are read from its folder
 * @param hmt folder of a memory to start from; absent: a fresh one
 * @param output folder of the run: checkpoints, logs, the recipe as it was resolved
 * @param seed of all that is drawn
 * @param device cpu, cuda or cuda:N
 * @param precision number format of the products: float32, bfloat16
 * @param threads threads of the engine; absent: the machine's physical cores
 * @param memory the settings of the memory
 * @param data what is read
 * @param batch how much a step learns from
 * @param stages what is trained, one after the other; at least one, no name twice
 * @param checkpoint checkpoints
 * @param log figures on disk
 */
public record Recipe(
        Path model,
        @Nullable Initialization initialize,
        @Nullable Path hmt,
        Path output,
        @Default("0") long seed,
        @Default("cpu") String device,
        @Default("float32") Precision precision,
        @Nullable Integer threads,
        MemorySettings memory,
        Texts data,
        BatchSize batch,
        List<Stage> stages,
        CheckpointSettings checkpoint,
        LogSettings log) {

    /** Far enough apart that nobody's next seed is among them. */
    private static final long BETWEEN_DRAWS = 1_000_003;

    private static final Pattern DEVICE = Pattern.compile("cpu|cuda(:\\d{1,3})?");

    public Recipe {
        stages = List.copyOf(stages);
        if (!DEVICE.matcher(device).matches()) {
            throw Require.refused("device", "\"" + device + "\"", "cpu, cuda, cuda:N");
        }
        Require.atLeast("threads", threads, 1);
        RecipeChecks.check(stages, hmt != null, data);
        if (hmt != null && initialize != null && initialize.draws() > 1) {
            throw new RefusedKey("initialize.draws", "is " + initialize.draws() + ", but hmt names what to start from");
        }
    }

    /**
     * Reads a recipe.
     *
     * @param file the recipe; relative paths in it, and in the overrides, are relative to its folder
     * @param overrides values that take the place of those in the file: {@code stages.0.steps=200}
     * @throws io.hmt4j.InputException naming file and line or override, key, value and what is allowed
     */
    public static Recipe load(Path file, List<String> overrides) {
        Path absolute = file.toAbsolutePath();
        String text = Utf8Text.read(absolute);
        return parse(file.toString(), text, Objects.requireNonNull(absolute.getParent()), overrides);
    }

    /** Reads a recipe from its text; see {@link #load}. */
    public static Recipe parse(String name, String text, Path folder, List<String> overrides) {
        return YamlRecords.read(Recipe.class, name, text, folder.toAbsolutePath(), overrides);
    }

    /** The recipe with all its defaults; parses to the same recipe from every folder. */
    public String toYaml() {
        return YamlRecords.write(this);
    }

    /**
     * Seed of the backbone's weights where they are drawn.
     *
     * @param draw number of the draw, from 0
     */
    public long backboneSeed(int draw) {
        Long own = initialize == null ? null : initialize.seed();
        return (own == null ? seed : own) + draw * BETWEEN_DRAWS;
    }

    /**
     * Seed of a fresh memory.
     *
     * @param draw number of the draw, from 0
     */
    public long memorySeed(int draw) {
        return seed + draw * BETWEEN_DRAWS;
    }
}
