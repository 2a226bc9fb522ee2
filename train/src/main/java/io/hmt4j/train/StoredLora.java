package io.hmt4j.train;

import io.hmt4j.InputException;
import io.hmt4j.backbone.Backbone;
import io.hmt4j.backbone.adapter.LinearModule;
import io.hmt4j.backbone.adapter.LoraAdapters;
import io.hmt4j.backbone.adapter.LoraConfig;
import io.hmt4j.backbone.adapter.LoraFiles;
import io.hmt4j.backbone.adapter.ModuleNames;
import io.hmt4j.train.recipe.LoraSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A LoRA that a stage goes on with must be the one that its recipe describes, where it describes one. */
final class StoredLora {

    private static final String MATRIX = ".weight";

    private final LoraSettings wanted;
    private final Path folder;

    /** For the LoRA of a folder and the settings of a recipe. */
    StoredLora(LoraSettings wanted, Path folder) {
        this.wanted = wanted;
        this.folder = folder;
    }

    /**
     * Compares the settings.
     *
     * @throws InputException naming both
     */
    void requireSameSettings() {
        LoraConfig stored = LoraFiles.readConfig(folder);
        LoraConfig asked = LoraChoice.of(wanted);
        boolean same = stored.rank() == asked.rank()
                && stored.alpha() == asked.alpha()
                && stored.dropout() == asked.dropout()
                && stored.rankStabilized() == asked.rankStabilized();
        if (!same) {
            throw differs("of " + text(stored), "has " + text(asked));
        }
    }

    /**
     * Compares the layers that have an adapter.
     *
     * @param backbone with the adapters of the folder
     * @throws InputException naming the layers of both
     */
    void requireSameTargets(Backbone backbone, LoraAdapters adapters) {
        ModuleNames targets = LoraChoice.of(wanted).modules().targets();
        List<LinearModule> all = linear(backbone);
        Set<String> stored = names(all, module -> adapters.find(module.name()) != null);
        Set<String> asked = names(all, targets::contains);
        if (!stored.equals(asked)) {
            throw differs("on " + shown(stored), "selects by targets " + shown(asked));
        }
    }

    private static List<LinearModule> linear(Backbone backbone) {
        return backbone.parameters().entrySet().stream()
                .filter(entry ->
                        entry.getKey().endsWith(MATRIX) && entry.getValue().dim() == 2)
                .map(entry -> new LinearModule(
                        entry.getKey().substring(0, entry.getKey().length() - MATRIX.length()),
                        entry.getValue().size(0),
                        entry.getValue().size(1)))
                .filter(module -> !lastName(module.name()).startsWith("embed_")) // tables, no linear maps
                .toList();
    }

    private static Set<String> names(List<LinearModule> modules, Predicate<LinearModule> chosen) {
        return modules.stream().filter(chosen).map(LinearModule::name).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String shown(Set<String> modules) {
        return modules.stream().map(StoredLora::lastName).distinct().sorted().collect(Collectors.joining(", ")) + " ("
                + modules.size() + " layers)";
    }

    private static String lastName(String module) {
        return module.substring(module.lastIndexOf('.') + 1);
    }

    private static String text(LoraConfig config) {
        return "rank " + config.rank() + ", alpha " + config.alpha() + ", dropout " + config.dropout() + ", rslora "
                + config.rankStabilized();
    }

    private InputException differs(String stored, String asked) {
        return new InputException(folder + " holds a LoRA " + stored + "; the recipe's lora " + asked
                + ". Leave lora out to go on with it, or merge it first (hmt merge)");
    }
}
