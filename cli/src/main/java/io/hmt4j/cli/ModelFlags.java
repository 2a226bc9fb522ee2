package io.hmt4j.cli;

import io.hmt4j.memory.HmtConfig;
import io.hmt4j.memory.HmtModel;
import io.hmt4j.memory.MemoryDescription;
import io.hmt4j.memory.ModelOptions;
import io.hmt4j.tensor.WeightFormat;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** MODEL and the flags with which it is loaded, the same for all commands that run one. */
final class ModelFlags {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Parameters(index = "0", paramLabel = "MODEL", description = "Folder of the model.")
    private Path model;

    @ArgGroup(validate = false, order = 10, heading = "%nHow the model is loaded:%n")
    private LoadFlags load = new LoadFlags();

    @ArgGroup(
            validate = false,
            order = 11,
            heading = "%nSettings of the memory (default: as it was trained; 512 tokens a segment where it was not):%n")
    private MemoryFlags memory = new MemoryFlags();

    /** The model's folder. */
    Path folder() {
        return model;
    }

    /** Loads the model, and says so where its memory has learnt nothing. The caller closes it. */
    HmtModel load(Console console) {
        return load(console, UnaryOperator.identity());
    }

    /**
     * Loads the model for a saved memory, with the settings that memory was read with; the flags still change them.
     *
     * @param folder the memory's folder; null, or one without a memory, for the settings of the model
     */
    HmtModel loadFor(@Nullable Path folder, Console console) {
        if (folder == null || !new SavedMemory(folder).exists()) {
            return load(console);
        }
        MemoryDescription description = MemoryDescription.of(folder);
        HmtConfig settings = description.config();
        HmtModel loaded = load(console, config -> settings);
        WeightFormat weights = loaded.backbone().weightFormat();
        if (weights != description.weightFormat()) {
            String mixed =
                    "this memory was written with weights held as " + description.weights() + ", they are held as "
                            + weights.flag() + " now: its vectors differ a little from those this run would make";
            console.say(Page.wrap("hmt: ", "     ", mixed));
        }
        return loaded;
    }

    /** How the flags say that a model is to be loaded, for one more like the first. */
    ModelOptions options() {
        return modelLoading().options(UnaryOperator.identity());
    }

    /** The flags that say how the model is loaded. */
    LoadFlags loading() {
        return load;
    }

    private HmtModel load(Console console, UnaryOperator<HmtConfig> start) {
        return modelLoading().load(model, start, console);
    }

    private ModelLoading modelLoading() {
        return new ModelLoading(load, memory, command);
    }
}
