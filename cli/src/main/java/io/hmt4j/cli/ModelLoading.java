package io.hmt4j.cli;

import io.hmt4j.InputException;
import io.hmt4j.memory.HmtConfig;
import io.hmt4j.memory.HmtModel;
import io.hmt4j.memory.ModelOptions;
import io.hmt4j.tensor.Engine;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * Loads a model as flags say.
 *
 * @param command whose usage is wrong where a flag is
 */
record ModelLoading(LoadFlags load, MemoryFlags memory, CommandSpec command) {

    /**
     * Loads a model, and says so where its memory has learnt nothing. The caller closes it.
     *
     * @param start what makes the settings that the flags then change, from those of the model
     */
    HmtModel load(Path model, UnaryOperator<HmtConfig> start, Console console) {
        setThreads();
        HmtModel loaded = HmtModel.load(model, options(start));
        if (!loaded.identity().trained() && loaded.config().mode().hasMemory()) {
            String untrained = "the memory of this model is fresh and untrained, seed " + load.seed()
                    + ": answers will not use the document's memory";
            console.say(Page.wrap("hmt: ", "     ", untrained));
        }
        return loaded;
    }

    /** What the flags say of the model. */
    ModelOptions options(UnaryOperator<HmtConfig> start) {
        asUsage(load::weights);
        // The settings were sound before the flags, so what is wrong with them is a flag.
        return load.options().withSettings(config -> {
            HmtConfig sound = start.apply(config);
            return asUsage(() -> memory.applyTo(sound));
        });
    }

    private void setThreads() {
        Integer threads = load.threads();
        if (threads == null) {
            return;
        }
        if (threads < 1) {
            throw new ParameterException(command.commandLine(), "--threads is " + threads + "; allowed: 1 and more");
        }
        Engine.setThreads(threads);
    }

    private <T> T asUsage(Supplier<T> flags) {
        try {
            return flags.get();
        } catch (InputException wrong) {
            throw new ParameterException(command.commandLine(), wrong.getMessage(), wrong);
        }
    }
}
