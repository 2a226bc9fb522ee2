package io.hmt4j.eval.lineup;

import io.hmt4j.InputException;
import io.hmt4j.backbone.adapter.LoraFiles;
import io.hmt4j.checkpoint.WeightFiles;
import io.hmt4j.eval.lineup.MemoryContender.Change;
import io.hmt4j.eval.lineup.MemoryContender.Variant;
import io.hmt4j.eval.lineup.WindowContender.Window;
import io.hmt4j.memory.HmtConfig;
import io.hmt4j.memory.HmtModel;
import io.hmt4j.memory.Mode;
import io.hmt4j.memory.RecallQuery;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Puts a {@link Lineup} together. */
public final class LineupBuilder {

    /** Keys of all rows there can be, that of the model itself included. */
    public static final List<String> ROWS = List.of(
            "hmt",
            "hmt-zeroed",
            "hmt-foreign",
            "hmt-segment",
            "hmt-preceding",
            "stage1",
            "stage1-zeroed",
            "stage1-foreign",
            "rmt",
            "rmt-zeroed",
            "rmt-foreign",
            "window",
            "window-budget",
            "full");

    private final HmtModel model;
    private final HmtConfig config;
    private final Path folder;
    private final BiFunction<Path, Mode, HmtModel> loader;
    private final List<Contender> contenders = new ArrayList<>();
    private final List<HmtModel> owned = new ArrayList<>();
    private Rivals rivals = Rivals.NONE;
    private Predicate<String> wanted = key -> true;
    private int longestFull = Integer.MAX_VALUE;
    private int[] windowStart = new int[0];

    /**
     * Begins with the model that is measured.
     *
     * @param folder where its memory parameters come from
     * @param loader loads the same backbone with memory parameters of another folder, in another mode
     */
    public LineupBuilder(HmtModel model, Path folder, BiFunction<Path, Mode, HmtModel> loader) {
        this.model = model;
        this.config = model.config();
        this.folder = folder;
        this.loader = loader;
    }

    /** Folders that were trained for their rows. */
    public LineupBuilder rivals(Rivals named) {
        rivals = named;
        return this;
    }

    /** Which rows take part beside the model itself, by key. */
    public LineupBuilder rows(Predicate<String> keys) {
        wanted = keys;
        return this;
    }

    /** Tokens up to which the backbone alone is given a whole text. */
    public LineupBuilder longestFull(int tokens) {
        longestFull = tokens;
        return this;
    }

    /** What stands in front of the windows of the backbone alone, such as the token documents begin with. */
    public LineupBuilder windowStart(int[] ids) {
        windowStart = ids.clone();
        return this;
    }

    /**
     * Loads the rivals.
     *
     * @throws InputException if one cannot be loaded or has other segments
     */
    public Lineup build() {
        Lineup.requireFixedSegments(config);
        try {
            addModel();
            if (config.mode() == Mode.HMT) {
                addOtherQuery();
                addMode(Mode.STAGE1);
                addMode(Mode.RMT);
            }
            addWindows();
        } catch (RuntimeException e) {
            owned.forEach(HmtModel::close);
            throw e;
        }
        return new Lineup(model, contenders, owned);
    }

    private void addModel() {
        String key = lower(config.mode());
        List<Variant> variants = new ArrayList<>();
        String label =
                label(config.mode()) + (config.mode().hasRecall() ? ", query " + lower(config.recallQuery()) : "");
        String remark = TrainedAs.of(model, folder).remark(config);
        variants.add(new Variant(new Row(key, label, remark), Change.NONE));
        if (config.mode().hasMemory()) {
            add(variants, new Row(key + "-zeroed", label(config.mode()) + ", memory zeroed", remark), Change.ZEROED);
            add(
                    variants,
                    new Row(key + "-foreign", label(config.mode()) + ", another document's memory", remark),
                    Change.FOREIGN);
        }
        contenders.add(new MemoryContender(model, variants));
    }

    private void add(List<Variant> variants, Row row, Change change) {
        if (wanted.test(row.key())) {
            variants.add(new Variant(row, change));
        }
    }

    private void addOtherQuery() {
        RecallQuery other = config.recallQuery() == RecallQuery.SEGMENT ? RecallQuery.PRECEDING : RecallQuery.SEGMENT;
        HmtConfig changed = config.toBuilder().recallQuery(other).build();
        String key = "hmt-" + lower(other);
        if (wanted.test(key)) {
            String remark = TrainedAs.of(model, folder).remark(changed);
            Row row = new Row(key, "HMT, query " + lower(other), remark);
            contenders.add(new MemoryContender(Siblings.with(model, changed), List.of(new Variant(row, Change.NONE))));
        }
    }

    private void addMode(Mode mode) {
        String key = lower(mode);
        if (!wanted.test(key)) {
            return;
        }
        Optional<Path> named = rivals.of(key);
        HmtModel rival = named.isPresent()
                ? load(key, named.get(), mode)
                : Siblings.with(model, config.toBuilder().mode(mode).build());
        String remark = TrainedAs.of(rival, named.orElse(folder)).remark(rival.config());
        contenders.add(
                new MemoryContender(rival, List.of(new Variant(new Row(key, label(mode), remark), Change.NONE))));
    }

    private HmtModel load(String key, Path from, Mode mode) {
        HmtModel rival = loader.apply(from, mode);
        owned.add(rival);
        Lineup.requireFixedSegments(rival.config());
        if (mode.hasMemory() && rival.config().segmentTokens() != config.segmentTokens()) {
            throw new InputException("--compare " + key + "=" + from + ": segment_tokens is "
                    + rival.config().segmentTokens() + "; allowed: " + config.segmentTokens()
                    + " as the model has it, so that all predict the same tokens");
        }
        return rival;
    }

    private void addWindows() {
        Optional<Path> named = rivals.of("window");
        HmtModel bare = named.isPresent() ? load("window", named.get(), Mode.BASELINE) : model;
        int segment = config.segmentTokens();
        int positions = bare.backbone().shape().maxPositions();
        int budget = Math.min(Budget.of(config), positions);
        String clipped = budget < Budget.of(config) ? "the model has " + positions + " positions" : null;
        String trained = named.isPresent() ? null : backboneRemark();
        addWindow(bare, "window", "sliding window, no overlap", segment + windowStart.length, false, trained);
        String budgetRemark = joined(clipped, trained);
        addWindow(bare, "window-budget", "sliding window of " + budget + " tokens", budget, false, budgetRemark);
        addWindow(bare, "full", "full attention", Math.min(positions, longestFull), true, trained);
    }

    /** Says that a backbone which was trained together with the memory is no fair window; null where it was not. */
    private @Nullable String backboneRemark() {
        // A folder with a config.json is a whole model, whose backbone is its own.
        boolean changed = Files.notExists(folder.resolve("config.json"))
                && (WeightFiles.arePresent(folder) || LoraFiles.arePresent(folder));
        return changed && config.mode().hasMemory()
                ? "backbone trained with the memory; --compare window=DIR names one trained for this"
                : null;
    }

    private void addWindow(
            HmtModel bare, String key, String label, int tokens, boolean whole, @Nullable String remark) {
        if (wanted.test(key)) {
            int most = bare.backbone().shape().maxPositions();
            int[] start = config.segmentTokens() + windowStart.length > most ? new int[0] : windowStart;
            Window window = new Window(config.segmentTokens(), Math.min(tokens, most), whole, start);
            HmtModel plain = Siblings.plain(bare, Math.min(tokens + 1, most));
            contenders.add(new WindowContender(plain, new Row(key, label, remark), window));
        }
    }

    private static @Nullable String joined(@Nullable String one, @Nullable String other) {
        if (one == null) {
            return other;
        }
        return other == null ? one : one + "; " + other;
    }

    private static String label(Mode mode) {
        return switch (mode) {
            case HMT -> "HMT";
            case STAGE1 -> "stage 1 (no recall)";
            case RMT -> "RMT";
            case BASELINE -> "segments on their own";
        };
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
