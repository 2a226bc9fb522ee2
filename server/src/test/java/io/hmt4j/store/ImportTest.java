package io.hmt4j.store;

import static io.hmt4j.store.MemoryStoreTest.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hmt4j.checkpoint.Checksum;
import io.hmt4j.checkpoint.SafetensorsFile;
import io.hmt4j.checkpoint.SafetensorsWriter;
import io.hmt4j.memory.DocumentMemory;
import io.hmt4j.memory.ReadListener;
import io.hmt4j.memory.Source;
import io.hmt4j.store.StoreException.Reason;
import io.hmt4j.tensor.Scope;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A memory travels as one file, and nothing in such a file is trusted. */
class ImportTest {

    private static final String TEXT = StoreFixture.text(1, 700);

    @TempDir
    private Path folder;

    private StoreFixture fixture;
    private MemoryStore store;
    private String original;
    private byte[] exported;

    @BeforeEach
    void prepare() throws Exception {
        fixture = new StoreFixture(folder);
        store = fixture.open(new StoreLimits(1 << 20, 1 << 22, 1 << 20, 8, 8));
        original = fixture.stored(store, TEXT);
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        store.exportTo(original, output);
        exported = output.toByteArray();
    }

    @AfterEach
    void close() {
        store.close();
        fixture.close();
    }

    @Test
    void whatWasExportedIsTheSameMemoryAgain() throws Exception {
        StoredMemory imported = store.importFrom(new ByteArrayInputStream(exported), null);

        assertThat(imported.name()).isEqualTo("stored");
        assertThat(imported.id()).isNotEqualTo(original);
        assertThat(imported.state()).isEqualTo(MemoryState.READY);
        StoreFixture.assertSameMemory(fixture.memoryFolder(imported.id()), fixture.memoryFolder(original));
        for (long segment = 0; segment < imported.segments(); segment++) {
            assertThat(store.segmentText(imported.id(), segment)).isEqualTo(store.segmentText(original, segment));
        }
        assertThat(store.importFrom(new ByteArrayInputStream(exported), "other").name())
                .isEqualTo("other");
        assertThat(store.figures().diskBytes())
                .isEqualTo(store.list().stream().mapToLong(StoredMemory::bytes).sum());
    }

    @Test
    void aMemoryOfAnotherModelIsRefused() throws Exception {
        store.close();
        try (StoreFixture other = StoreFixture.ofAnotherModel(folder);
                MemoryStore others = other.open()) {
            assertThatThrownBy(() -> others.importFrom(new ByteArrayInputStream(exported), null))
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.reason()).isEqualTo(Reason.FOREIGN))
                    .hasMessageContaining("another checkpoint");
            assertThat(others.list()).hasSize(1);
        }
    }

    @Test
    void anExportUnderAnotherVocabularyIsTheSameAndHarmsNothing() throws Exception {
        Map<Long, String> texts = texts(store, original);
        store.close();
        try (StoreFixture other = StoreFixture.ofAnotherVocabulary(folder);
                MemoryStore others = other.open()) {
            ByteArrayOutputStream output = new ByteArrayOutputStream();
            others.exportTo(original, output);
            assertThat(content(output.toByteArray())).isEqualTo(content(exported));
            assertRefused(Reason.FOREIGN, () -> others.copy(original, "copy"));
        }
        store = fixture.open();
        assertThat(texts(store, original))
                .isEqualTo(texts)
                .hasSizeGreaterThan(10)
                .doesNotContainValue("");
    }

    private static Map<Long, String> texts(MemoryStore store, String id) {
        Map<Long, String> texts = new LinkedHashMap<>();
        for (long segment = 0; segment < store.get(id).segments(); segment++) {
            texts.put(segment, store.segmentText(id, segment));
        }
        return texts;
    }

    @Test
    void everyCutIsRefusedAndLeavesNothing() {
        long before = store.figures().diskBytes();
        for (int length = 0; length < exported.length - 400; length += 97) {
            byte[] cut = Arrays.copyOf(exported, length);
            assertRefused(Reason.FOREIGN, () -> store.importFrom(new ByteArrayInputStream(cut), null));
        }
        assertNothingLeft(before);
    }

    @Test
    void noiseIsRefusedOrHarmless() {
        Random random = new Random(5);
        for (int trial = 0; trial < 100; trial++) {
            byte[] noisy = exported.clone();
            for (int i = 0; i < 3; i++) {
                noisy[random.nextInt(noisy.length)] = (byte) random.nextInt(256);
            }
            try {
                StoredMemory imported = store.importFrom(new ByteArrayInputStream(noisy), null);
                assertThat(imported.state()).isEqualTo(MemoryState.READY);
                store.borrow(imported.id()).close();
                store.delete(imported.id());
            } catch (StoreException refused) {
                assertThat(refused.reason()).isIn(Reason.FOREIGN, Reason.TOO_LARGE);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
        assertThat(store.list()).hasSize(1);
    }

    @Test
    void namesInTheFileAreNeverPaths() throws Exception {
        for (String name : new String[] {
            "../escaped", "/tmp/escaped", "texts/000000000000.json", "..\\escaped", "memory.json", "a/../about.json"
        }) {
            Map<String, byte[]> entries = entries();
            entries.put(name, "{}".getBytes(StandardCharsets.UTF_8));
            assertRefused(Reason.FOREIGN, () -> store.importFrom(zip(entries), null));
        }
        assertThat(folder.resolve("escaped")).doesNotExist();
        assertThat(fixture.storeFolder().resolve("escaped")).doesNotExist();
    }

    @Test
    void aMissingFileIsRefused() throws Exception {
        for (String name : entries().keySet()) {
            Map<String, byte[]> entries = entries();
            entries.remove(name);
            assertThatThrownBy(() -> store.importFrom(zip(entries), null)).hasMessageContaining("it has no " + name);
        }
    }

    @Test
    void whatUnpacksToMoreThanAnUploadIsRefused() throws Exception {
        long before = store.figures().diskBytes();
        Map<String, byte[]> entries = entries();
        entries.put("segments.tokens", new byte[1 << 21]);
        assertRefused(Reason.TOO_LARGE, () -> store.importFrom(zip(entries), null));
        entries.put("segments.tokens", entries().get("segments.tokens"));
        entries.put("about.json", new byte[1 << 17]);
        assertRefused(Reason.FOREIGN, () -> store.importFrom(zip(entries), null));
        assertNothingLeft(before);
    }

    @Test
    void segmentsThatDoNotFitTheMemoryAreRefused() throws Exception {
        for (String file : new String[] {"segments.ends", "segments.tokens"}) {
            byte[] whole = entries().get(file);
            for (byte[] wrong :
                    new byte[][] {Arrays.copyOf(whole, whole.length - 8), Arrays.copyOf(whole, whole.length + 8), {}}) {
                Map<String, byte[]> entries = entries();
                entries.put(file, wrong);
                assertRefused(Reason.FOREIGN, () -> store.importFrom(zip(entries), null));
            }
        }
    }

    @Test
    void vectorsBeyondReasonAreRefused() throws Exception {
        Map<String, byte[]> entries = entries();
        Path given = Files.write(folder.resolve("given.safetensors"), entries.get("memory.safetensors"));
        Path made = folder.resolve("made.safetensors");
        try (SafetensorsFile file = SafetensorsFile.open(given);
                Scope scope = Scope.withoutGradient()) {
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            file.names().forEach(name -> tensors.put(name, file.tensor(name).clone()));
            tensors.get("vectors").select(0, 0).fill_(new Scalar(1e38));
            Map<String, String> header = new LinkedHashMap<>(file.metadata());
            header.put("sha256", Checksum.of(header.get("memory.json"), tensors));
            SafetensorsWriter.write(made, tensors, header);
        }
        entries.put("memory.safetensors", Files.readAllBytes(made));

        assertThatThrownBy(() -> store.importFrom(zip(entries), null))
                .hasMessageContaining("vectors have values up to 9.99")
                .hasMessageContaining("E37; allowed: 1000000.0");
    }

    @Test
    void sourcesWithoutEndAreRefused() throws Exception {
        Map<String, byte[]> entries = entries();
        entries.put("segments.tokens", new byte[0]);
        entries.put("segments.ends", new byte[0]);
        store.close();
        store = fixture.open();
        for (int sources : new int[] {10_000, 10_001}) {
            Path made = folder.resolve("of " + sources);
            try (DocumentMemory empty = fixture.model().newMemory()) {
                for (int i = 0; i < sources; i++) {
                    empty.note(new Source("s" + i, 0, 0, true));
                }
                fixture.model().saveMemory(empty, made);
            }
            entries.put("memory.safetensors", Files.readAllBytes(made.resolve("memory.safetensors")));
            if (sources == 10_000) {
                assertThat(store.importFrom(zip(entries), null).sources()).hasSize(10_000);
            } else {
                assertRefused(Reason.FOREIGN, () -> store.importFrom(zip(entries), null));
            }
        }
    }

    @Test
    void tokensThatWouldBeReadAtEachQuestionAreRefused() throws Exception {
        Map<String, byte[]> entries = entries();
        entries.put("segments.tokens", new byte[0]);
        entries.put("segments.ends", new byte[0]);
        for (int pending : new int[] {240, 3000}) {
            Path made = folder.resolve("pending " + pending);
            try (DocumentMemory unread = fixture.model().newMemory()) {
                fixture.model().read(List.of(unread), List.of(new int[pending]), new ReadListener() {
                    @Override
                    public boolean cancelled() {
                        return true;
                    }
                });
                assertThat(unread.pendingTokens()).isEqualTo(pending);
                fixture.model().saveMemory(unread, made);
            }
            entries.put("memory.safetensors", Files.readAllBytes(made.resolve("memory.safetensors")));
            if (pending == 240) {
                store.borrow(store.importFrom(zip(entries), null).id()).close();
            } else {
                assertThatThrownBy(() -> store.importFrom(zip(entries), null))
                        .hasMessageContaining("3000 tokens that were not read");
            }
        }
    }

    @Test
    void tokensThatAreNoneAreNotDecoded() throws Exception {
        Map<String, byte[]> entries = entries();
        byte[] tokens = entries.get("segments.tokens");
        Arrays.fill(tokens, (byte) 0xFF);
        StoredMemory imported = store.importFrom(zip(entries), null);
        assertThat(store.segmentText(imported.id(), 2)).isEmpty();
    }

    @Test
    void aNameInTheFileIsCheckedToo() throws Exception {
        for (String about : new String[] {
            "{}",
            "[]",
            "null",
            "{\"format_version\": 2}",
            "{\"format_version\": 1, \"name\": \"a\\nb\", \"created\": \"2026-01-01T00:00:00Z\"}",
            "{\"format_version\": 1, \"name\": \"a\", \"created\": \"yesterday\"}"
        }) {
            Map<String, byte[]> entries = entries();
            entries.put("about.json", about.getBytes(StandardCharsets.UTF_8));
            assertRefused(Reason.FOREIGN, () -> store.importFrom(zip(entries), null));
        }
    }

    @Test
    void aConnectionThatBreaksIsToldAsThat() {
        InputStream half = new ByteArrayInputStream(exported, 0, 300);
        InputStream broken = new SequenceInputStream(half, new BrokenStream());
        long before = store.figures().diskBytes();
        assertThatThrownBy(() -> store.importFrom(broken, null))
                .isInstanceOf(IOException.class)
                .hasMessage("connection reset");
        assertNothingLeft(before);
    }

    private void assertNothingLeft(long diskBytes) {
        assertThat(store.list()).hasSize(1);
        assertThat(store.figures().diskBytes()).isEqualTo(diskBytes);
        assertThat(fixture.storeFolder().resolve("memories").toFile().list()).containsExactly(original);
    }

    private static Map<String, String> content(byte[] archive) throws IOException {
        Map<String, String> content = new LinkedHashMap<>();
        entries(archive).forEach((name, bytes) -> content.put(name, new String(bytes, StandardCharsets.ISO_8859_1)));
        return content;
    }

    private Map<String, byte[]> entries() throws IOException {
        return entries(exported);
    }

    private static Map<String, byte[]> entries(byte[] archive) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), zip.readAllBytes());
            }
        }
        return entries;
    }

    private static InputStream zip(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }
}
