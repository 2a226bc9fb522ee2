package io.hmt4j.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hmt4j.InputException;
import io.hmt4j.backbone.Backbone;
import io.hmt4j.backbone.Backbones;
import io.hmt4j.backbone.LoadOptions;
import io.hmt4j.checkpoint.Checksum;
import io.hmt4j.checkpoint.SafetensorsFile;
import io.hmt4j.checkpoint.SafetensorsWriter;
import io.hmt4j.generate.GenerationListener;
import io.hmt4j.generate.GenerationOptions;
import io.hmt4j.tensor.Scope;
import io.hmt4j.tensor.Tensors;
import io.hmt4j.tensor.WeightFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Saved memories: what is broken is an error that names the file, what is whole goes on. */
class MemoryFilesTest {

    private static final HmtConfig CONFIG = TinyModels.CONFIG;
    private static final int[] TEXT = TinyModels.tokens(new Random(1), 12 * 6 + 5);

    @TempDir
    Path root;

    private HmtModel model;
    private Path folder;
    private Path tensors;

    @BeforeEach
    void save() {
        model = TinyModels.create(CONFIG);
        folder = root.resolve("memory");
        tensors = folder.resolve(MemoryFiles.TENSORS);
        try (DocumentMemory memory = model.newMemory()) {
            model.read(memory, TEXT);
            memory.note(new Source("book.txt", TEXT.length, 321, true));
            model.saveMemory(memory, folder);
        }
    }

    @AfterEach
    void close() {
        model.close();
    }

    @Test
    void aFolderWithoutMemoryIsRefused() {
        refusesToOpen(root, "is no memory: it has no memory.safetensors");
        refusesToOpen(root.resolve("nowhere"), "nowhere is no memory");
    }

    @Test
    void safetensorsOfOtherThingsAreRefused() {
        try (Scope scope = Scope.withoutGradient()) {
            SafetensorsWriter.write(tensors, Map.of("lm_head.weight", Tensors.floats(new float[2], 2)), Map.of());
        }
        refusesToOpen(folder, "memory.safetensors is no memory of a document: its header has no memory.json");
    }

    @Test
    void aFolderInThePlaceOfTheFileIsRefused() throws IOException {
        Files.delete(tensors);
        Files.createDirectory(tensors);
        refusesToOpen(folder, "memory.safetensors");
    }

    @Test
    void aFileCutAtAnyByteIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(tensors);
        Set<Integer> lengths = new TreeSet<>(List.of(0, 1, 7, 8, 9, 100, whole.length / 2, whole.length - 1));
        new Random(2).ints(40, 0, whole.length).forEach(lengths::add);
        for (int length : lengths) {
            replaceBytes(Arrays.copyOf(whole, length));
            refusesToOpen(folder, MemoryFiles.TENSORS);
        }
        replaceBytes(Arrays.copyOf(whole, whole.length + 1));
        refusesToOpen(folder, MemoryFiles.TENSORS);
    }

    @Test
    void aFlippedBitIsSeen() throws IOException {
        byte[] whole = Files.readAllBytes(tensors);
        Random random = new Random(3);
        for (int repetition = 0; repetition < 600; repetition++) {
            byte[] flipped = whole.clone();
            int range = repetition % 2 == 0 ? 900 : whole.length; // half of the flips hit the header
            flipped[random.nextInt(range)] ^= (byte) (1 << random.nextInt(8));
            replaceBytes(flipped);
            refusesToOpen(folder, "");
            assertThatThrownBy(() -> MemoryDescription.ofWhole(folder)).isInstanceOf(InputException.class);
        }
        replaceBytes(whole);
        assertThat(MemoryDescription.ofWhole(folder)).isEqualTo(MemoryDescription.of(folder));
    }

    @Test
    void aChangedNumberIsDamage() {
        String header = header();
        String checksum = checksum();
        rewrite(stored -> stored.get("vectors").select(0, 2).add_(new Scalar(1e-6)), header, checksum);
        refusesToOpen(folder, "memory.safetensors is damaged: its checksum is ");
        refusesToOpen(folder, ", the one noted in it is " + checksum);
        rewrite(
                stored -> stored.get("vectors").select(0, 2).sub_(new Scalar(1e-6)),
                header.replace("321", "322"),
                checksum);
        refusesToOpen(folder, "is damaged");
        rewrite(stored -> stored.put("more", Tensors.longs(new long[1], 1)), header, checksum);
        refusesToOpen(folder, "is damaged");
    }

    @Test
    void aMemoryOfTheFirstFormatNeedsNoChecksum() {
        String header = header().replace("\"format_version\" : 2", "\"format_version\" : 1");
        rewrite(stored -> {}, header);
        assertWhole();
        rewriteWithoutChecksum(header);
        assertWhole();
        assertThat(MemoryDescription.ofWhole(folder).tokens()).isEqualTo(TEXT.length);
    }

    @Test
    void aChecksumThatIsNotedCountsWhateverTheFormat() {
        rewrite(stored -> {}, header().replace("\"format_version\" : 2", "\"format_version\" : 1"), checksum());
        refusesToOpen(folder, "is damaged: its checksum is ");
    }

    @Test
    void aMemoryOfTheSecondFormatWithoutAChecksumIsDamaged() {
        rewriteWithoutChecksum(header());
        refusesToOpen(folder, "is damaged: its header has no sha256, which files of version 2 have");
    }

    @Test
    void anotherModelsMemoryIsRefusedWithBothFingerprints() {
        Backbone backbone = Backbones.random(TinyModels.llama(), 7, LoadOptions.cpu());
        ModelIdentity identity = new ModelIdentity("other", "0123456789abcdef".repeat(4), true, Set.of());
        try (HmtModel other =
                new HmtModel(backbone, HmtParameters.fresh(backbone, CONFIG, 11), CONFIG, identity, null)) {
            assertThatThrownBy(() -> other.openMemory(folder))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("(fingerprint ffffffffffff)")
                    .hasMessageContaining("other (fingerprint 0123456789ab)");
            try (DocumentMemory mine = model.openMemory(folder);
                    DocumentMemory theirs = other.newMemory()) {
                refusesForeign(() -> other.read(mine, new int[] {1}));
                refusesForeign(() -> other.saveMemory(mine, root.resolve("stolen")));
                refusesForeign(() ->
                        other.generate(mine, new int[] {1}, GenerationOptions.greedy(1), GenerationListener.SILENT));
                refusesForeign(() ->
                        other.read(List.of(theirs, mine), List.of(new int[20], new int[20]), ReadListener.SILENT));
                assertThat(theirs.tokens()).isZero();
            }
            assertThat(root.resolve("stolen")).doesNotExist();
            assertThat(MemoryDescription.of(folder).model()).isEqualTo("tiny");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "3, 1, 32|vectors has 3 entries; by what its header says it has 4",
                "5, 1, 32|vectors is F32 [5, 1, 32]; wanted: F32 [up to 4, 1, 32]",
                "4, 1, 31|vectors is F32 [4, 1, 31]",
                "4, 2, 32|vectors is F32 [4, 2, 32]",
                "4, 32|vectors is F32 [4, 32]"
            })
    void vectorsOfAnotherShapeAreRefused(String shape, String words) {
        long[] sizes =
                Arrays.stream(shape.split(", ", -1)).mapToLong(Long::parseLong).toArray();
        int count = (int) Arrays.stream(sizes).reduce(1, (a, b) -> a * b);
        rewrite(stored -> stored.put("vectors", Tensors.floats(new float[count], sizes)));
        refusesToOpen(folder, words);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 97, 1L << 31, 1L << 40, Long.MIN_VALUE, Long.MAX_VALUE})
    void idsThatAreNoTokensAreRefused(long id) {
        rewrite(stored -> stored.put("pending", Tensors.longs(new long[] {1, 2, id, 4, 5}, 5)));
        refusesToOpen(folder, "pending has the token id " + id + "; allowed: 0 to 96");
    }

    @Test
    void tokensThatDoNotAddUpAreRefused() {
        rewrite(stored -> stored.put("pending", Tensors.longs(new long[4], 4)));
        refusesToOpen(folder, "pending has 4 entries; by what its header says it has 5");
        rewrite(stored -> stored.put("pending", Tensors.longs(new long[5], 1, 5)));
        refusesToOpen(folder, "pending is I64 [1, 5]; wanted: I64, one row of tokens");
        rewrite(stored -> stored.put("pending", Tensors.floats(new float[5], 5)));
        refusesToOpen(folder, "pending is F32 [5]");
        rewrite(stored -> {
            stored.put("pending", Tensors.longs(new long[5], 5));
            stored.put("tail", Tensors.longs(new long[0], 0));
        });
        refusesToOpen(folder, "tail has 0 entries; by what its header says it has 9");
        rewrite(stored -> stored.put("tail", Tensors.longs(new long[10], 10)));
        refusesToOpen(folder, "tail is I64 [10]; wanted: I64, one row of tokens, at most 9");
        rewrite(stored -> stored.remove("tail"));
        refusesToOpen(folder, "tail");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"tokens\" : 77|\"tokens\" : -1|tokens is -1",
                "\"segments\" : 6|\"segments\" : 78|segments is 78",
                "\"memories\" : 4|\"memories\" : 7|memories is 7",
                "\"pending_tokens\" : 5|\"pending_tokens\" : 78|pending_tokens is 78",
                "\"format_version\" : 2|\"format_version\" : 3|format_version is 3; allowed: 1 and 2",
                "\"model\" : \"tiny\"|\"model\" : null|model",
                "\"weights\" : \"f32\"|\"weights\" : \"q8\"|weights is \"q8\"; allowed: f32",
                "\"sources\" : [ {|\"sources\" : [ null, {|cannot be read",
                "\"tokens\" : 77,|\"token\" : 77,|token"
            })
    void aHeaderThatCannotBeRightIsRefused(String right, String wrong, String words) {
        String header = header();
        assertThat(header).contains(right);
        rewrite(stored -> {}, header.replace(right, wrong));
        refusesToOpen(folder, words);
        assertThatThrownBy(() -> MemoryDescription.of(folder))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(MemoryFiles.TENSORS);
    }

    @Test
    void aMemoryThatDoesNotSayHowItsWeightsWereHeldIsOfFloat32() {
        rewrite(stored -> {}, header().replace("\"weights\" : \"f32\",", ""));
        assertThat(MemoryDescription.of(folder).weightFormat()).isEqualTo(WeightFormat.FLOAT32);
        assertWhole();
    }

    @Test
    void theHeaderCountsWhateverBecomesOfMemoryJson() throws IOException {
        Path description = folder.resolve(MemoryFiles.DESCRIPTION);
        assertThat(Files.readString(description)).isEqualTo(header());
        Files.writeString(description, "\u0000 noise {");
        assertWhole();
        Files.delete(description);
        assertWhole();
        assertThat(MemoryDescription.of(folder).sources()).containsExactly(new Source("book.txt", 77, 321, true));
    }

    @Test
    void savingWhereNoFolderCanBeIsRefused() throws IOException {
        Path file = Files.writeString(root.resolve("file"), "text");
        try (DocumentMemory memory = model.openMemory(folder)) {
            assertThatThrownBy(() -> model.saveMemory(memory, file))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining(file.toString());
            assertThatThrownBy(() -> model.saveMemory(memory, file.resolve("memory")))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("the memory cannot be written");
        }
        assertThat(file).hasContent("text");
    }

    @Test
    void whatCannotBeReplacedStaysAsItWasAndNothingIsLeftBeside() throws IOException {
        Path blocked = root.resolve("blocked");
        Files.createDirectories(blocked.resolve(MemoryFiles.TENSORS));
        Files.writeString(blocked.resolve(MemoryFiles.DESCRIPTION), "old");
        try (DocumentMemory memory = model.openMemory(folder)) {
            assertThatThrownBy(() -> model.saveMemory(memory, blocked))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining(MemoryFiles.TENSORS);
        }
        try (var files = Files.list(blocked)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(MemoryFiles.TENSORS, MemoryFiles.DESCRIPTION);
        }
        assertThat(blocked.resolve(MemoryFiles.DESCRIPTION)).hasContent("old");
    }

    @Test
    void aMemoryIsSavedThoughItCannotBeDescribedToPeople() throws IOException {
        Path saved = root.resolve("undescribed");
        Files.createDirectories(saved.resolve(MemoryFiles.DESCRIPTION));
        try (DocumentMemory memory = model.openMemory(folder)) {
            model.read(memory, TEXT);
            model.saveMemory(memory, saved);
            try (DocumentMemory again = model.openMemory(saved)) {
                MemoryAssert.assertIdentical(again, memory);
            }
        }
    }

    @Test
    void savingAgainReplacesAndLeavesTwoFiles() throws IOException {
        try (DocumentMemory memory = model.openMemory(folder)) {
            model.read(memory, TEXT);
            model.saveMemory(memory, folder);
            try (DocumentMemory again = model.openMemory(folder)) {
                MemoryAssert.assertIdentical(again, memory);
            }
        }
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void aStoppedReadingIsSavedWithAllItsSegmentsPendingAndGoesOn() {
        int[] text = TinyModels.tokens(new Random(4), 12 * 15 + 2);
        try (DocumentMemory whole = model.newMemory();
                DocumentMemory stopped = model.newMemory()) {
            model.read(whole, text);
            model.read(List.of(stopped), List.of(text), new ReadListener() {
                @Override
                public boolean cancelled() {
                    return stopped.segments() >= 2;
                }
            });
            assertThat(stopped.pendingTokens()).isEqualTo(12 * 13 + 2);
            model.saveMemory(stopped, folder);
            try (DocumentMemory opened = model.openMemory(folder)) {
                MemoryAssert.assertIdentical(opened, stopped);
                model.read(opened, new int[0]);
                MemoryAssert.assertClose(opened, whole, 1e-4f);
            }
        }
    }

    @Test
    void anEmptyMemoryAndOneOfOneTokenComeBack() {
        for (int count = 0; count < 2; count++) {
            try (DocumentMemory memory = model.newMemory()) {
                model.read(memory, new int[count]);
                model.saveMemory(memory, folder);
                try (DocumentMemory opened = model.openMemory(folder)) {
                    MemoryAssert.assertIdentical(opened, memory);
                    model.read(opened, TEXT);
                    assertThat(opened.tokens()).isEqualTo(TEXT.length + count);
                }
            }
        }
    }

    private void assertWhole() {
        try (DocumentMemory memory = model.openMemory(folder);
                DocumentMemory expected = model.newMemory()) {
            model.read(expected, TEXT);
            MemoryAssert.assertClose(memory, expected, 0);
        }
    }

    private void refusesToOpen(Path path, String words) {
        assertThatThrownBy(() -> model.openMemory(path).close())
                .isInstanceOf(InputException.class)
                .hasMessageContaining(words);
    }

    private static void refusesForeign(Runnable action) {
        assertThatThrownBy(action::run)
                .isInstanceOf(InputException.class)
                .hasMessageContaining("made by another checkpoint");
    }

    /** Writes beside and renames, as every writer here: a file that is mapped must not be cut. */
    private void replaceBytes(byte[] bytes) throws IOException {
        Path beside = Files.write(root.resolve("beside"), bytes);
        Files.move(beside, tensors, StandardCopyOption.REPLACE_EXISTING);
    }

    private String header() {
        try (SafetensorsFile file = SafetensorsFile.open(tensors)) {
            return file.metadata().get(MemoryFiles.DESCRIPTION);
        }
    }

    private void rewrite(Consumer<Map<String, Tensor>> change) {
        rewrite(change, header());
    }

    private String checksum() {
        try (SafetensorsFile file = SafetensorsFile.open(tensors)) {
            return file.metadata().get(MemoryChecksum.KEY);
        }
    }

    private void rewriteWithoutChecksum(String header) {
        try (SafetensorsFile file = SafetensorsFile.open(tensors);
                Scope scope = Scope.withoutGradient()) {
            SafetensorsWriter.write(tensors, copies(file), Map.of(MemoryFiles.DESCRIPTION, header));
        }
    }

    /** As a writer would that made a mistake: the checksum is that of what it wrote. */
    private void rewrite(Consumer<Map<String, Tensor>> change, String header) {
        rewrite(change, header, null);
    }

    private void rewrite(Consumer<Map<String, Tensor>> change, String header, @Nullable String checksum) {
        try (SafetensorsFile file = SafetensorsFile.open(tensors);
                Scope scope = Scope.withoutGradient()) {
            Map<String, Tensor> stored = copies(file);
            change.accept(stored);
            String noted = checksum == null ? Checksum.of(header, stored) : checksum;
            SafetensorsWriter.write(
                    tensors, stored, Map.of(MemoryFiles.DESCRIPTION, header, MemoryChecksum.KEY, noted));
        }
    }

    private static Map<String, Tensor> copies(SafetensorsFile file) {
        Map<String, Tensor> copies = new LinkedHashMap<>();
        file.names().forEach(name -> copies.put(name, file.tensor(name).clone()));
        return copies;
    }
}
