package io.hmt4j.train;

import io.hmt4j.InputException;
import io.hmt4j.backbone.Backbone;
import io.hmt4j.backbone.LoadOptions;
import io.hmt4j.backbone.adapter.AdapterUse;
import io.hmt4j.backbone.adapter.LoraAdapters;
import io.hmt4j.backbone.adapter.LoraFiles;
import io.hmt4j.checkpoint.AtomicFolder;
import io.hmt4j.checkpoint.ShardedWriter;
import io.hmt4j.checkpoint.TensorRecipe;
import io.hmt4j.checkpoint.WeightFiles;
import io.hmt4j.memory.HmtConfig;
import io.hmt4j.memory.HmtFiles;
import io.hmt4j.memory.HmtModel;
import io.hmt4j.memory.ModelOptions;
import io.hmt4j.memory.ReadingSpeed;
import io.hmt4j.tensor.ComputeDevice;
import io.hmt4j.tensor.DType;
import io.hmt4j.tensor.Scope;
import io.hmt4j.tensor.WeightFormat;
import io.hmt4j.train.optimizer.Trained;
import io.hmt4j.train.recipe.LoraSettings;
import io.hmt4j.train.recipe.Precision;
import io.hmt4j.train.recipe.Recipe;
import io.hmt4j.train.recipe.Stage;
import io.hmt4j.train.recipe.TrainedGroups;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The model of one stage: the backbone with what stands in the folder that the stage starts from, in the stage's mode,
 * with the gradients that the stage wants. Owns it until it is closed.
 */
final class TrainingModel implements AutoCloseable {

    private static final Set<String> RECALL = Set.of("recall.query.weight", "recall.key.weight");

    private final HmtModel model;
    private final Path base;
    private final DType products;
    private final boolean ownWeights;
    private final boolean dropsOut;
    private final List<Trained> trained = new ArrayList<>();

    private TrainingModel(HmtModel model, Path base, DType products, boolean ownWeights, boolean dropsOut) {
        this.model = model;
        this.base = base;
        this.products = products;
        this.ownWeights = ownWeights;
        this.dropsOut = dropsOut;
    }

    /**
     * Loads the model for a stage.
     *
     * @param from folder of a memory, with adapters and weights where there are any: what the run starts from, what the
     *     stage before left, or a checkpoint of this stage
     */
    static TrainingModel open(Recipe recipe, Stage stage, Path from) {
        AtomicFolder.recover(from);
        boolean stored = LoraFiles.arePresent(from);
        LoadOptions backbone = LoadOptions.cpu()
                .on(ComputeDevice.parse(recipe.device()))
                .as(WeightFormat.FLOAT32)
                .with(adapters(stage, from, stored, recipe.seed()));
        HmtModel model = HmtModel.load(
                recipe.model(),
                ModelOptions.DEFAULT.withHmtFolder(from).withBackbone(backbone).withSettings(config -> recipe.memory()
                        .over(config, stage.mode())));
        try {
            requireFit(model, stage, from);
        } catch (InputException refused) {
            model.close();
            throw refused;
        }
        boolean ownWeights = stage.train().backbone() != null || WeightFiles.arePresent(from);
        TrainingModel opened = new TrainingModel(
                model,
                recipe.model(),
                products(recipe.precision()),
                ownWeights,
                stage.train().lora() != null);
        opened.choose(stage);
        if (!ownWeights) {
            FrozenWeights.hold(model.backbone().parameters(), opened.products());
        }
        return opened;
    }

    /** Refuses what it was loaded with where the stage cannot train on. */
    private static void requireFit(HmtModel model, Stage stage, Path from) {
        ReadingSpeed speed = model.config().readingSpeed();
        if (speed.isDynamic()) {
            throw new InputException(
                    from + ": reading_speed.extra_tokens of its hmt_config.json is " + speed.extraTokens()
                            + "; allowed in training: 0, for all segments of a batch have their borders at the same places");
        }
        LoraAdapters adapters = model.backbone().adapters();
        if (adapters != null && stage.lora() != null) {
            new StoredLora(stage.lora(), from).requireSameTargets(model.backbone(), adapters);
        }
    }

    private static DType products(Precision precision) {
        return switch (precision) {
            case FLOAT32 -> DType.FLOAT32;
            case BFLOAT16 -> DType.BFLOAT16;
        };
    }

    /** A LoRA goes on beside the weights, also frozen, until the whole backbone is trained: then it is merged. */
    private static AdapterUse adapters(Stage stage, Path from, boolean stored, long seed) {
        if (stage.train().backbone() != null) {
            return new AdapterUse.Merged();
        }
        LoraSettings lora = stage.lora();
        if (stored) {
            if (lora != null) {
                new StoredLora(lora, from).requireSameSettings();
            }
            return new AdapterUse.Beside();
        }
        return lora == null ? new AdapterUse.Merged() : new AdapterUse.Fresh(LoraChoice.of(lora), seed);
    }

    private void choose(Stage stage) {
        TrainedGroups groups = stage.train();
        HmtConfig config = model.config();
        model.parameters().byName().forEach((name, tensor) -> {
            boolean recall = RECALL.contains(name);
            boolean used = config.mode().hasRecall() || name.equals("first_prompt");
            Double rate = recall ? Double.valueOf(groups.recallRate()) : groups.memory();
            if (used && config.mode().hasMemory()) {
                train(name, tensor, rate, recall);
            }
        });
        LoraAdapters adapters = model.backbone().adapters();
        if (adapters != null) {
            adapters.parameters().forEach((name, tensor) -> train(name, tensor, groups.lora(), true));
        }
        setDropout(true);
        model.backbone()
                .parameters()
                .forEach((name, tensor) -> train(name, tensor, groups.backbone(), tensor.dim() > 1));
    }

    /** Decay is for matrices: prompts are vectors, though their tensors have two dimensions. */
    private void train(String name, Tensor tensor, @Nullable Double rate, boolean matrix) {
        if (rate != null && rate > 0) {
            tensor.set_requires_grad(true);
            trained.add(new Trained(name, tensor, rate, matrix));
        }
    }

    /** Switches the dropout of adapters that are trained. */
    void setDropout(boolean on) {
        LoraAdapters adapters = model.backbone().adapters();
        if (adapters != null) {
            adapters.setTraining(on && dropsOut);
        }
    }

    HmtModel model() {
        return model;
    }

    /** The number format of its products while it is trained; weights, gradients and all else are float32. */
    DType products() {
        return products;
    }

    /** All that is trained. */
    List<Trained> trained() {
        return trained;
    }

    /**
     * Refuses weights that are no numbers any more.
     *
     * @param when which step moved them, for the message
     * @throws InputException naming the first such tensor
     */
    void requireFinite(String when) {
        try (Scope scope = Scope.withoutGradient()) {
            for (Trained one : trained) {
                if (!one.tensor().isfinite().all().item_bool()) {
                    throw new InputException(when + ": the weights of " + one.name()
                            + " are not finite any more; the last checkpoint is as it was. A lower learning rate or"
                            + " weight_decay may help");
                }
            }
        }
    }

    /** Writes what differs from the model's own folder: memory, adapters, trained weights. */
    void write(Path folder) {
        HmtFiles.writeInto(folder, model.config(), model.parameters());
        Backbone backbone = model.backbone();
        LoraAdapters adapters = backbone.adapters();
        if (adapters != null) {
            adapters.write(folder, base.toString());
        }
        if (ownWeights) {
            ShardedWriter.write(folder, TensorRecipe.of(backbone.parameters()), ShardedWriter.SHARD_BYTES);
        }
    }

    @Override
    public void close() {
        model.close();
    }
}
