package io.hmt4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedLibrariesTest {

    private static final List<String> NAMES = List.of(
            "libopenblas.so.0", "libgomp.so.1", "libc10.so", "libtorch_cpu.so", "libjnijavacpp.so", "libjnitorch.so");

    @TempDir
    private Path folder;

    private final List<Path> libraries = new ArrayList<>();
    private RecordedLibraries record;

    @BeforeEach
    void layOut() throws IOException {
        Path torch = Files.createDirectories(folder.resolve("torch"));
        Path mkl = Files.createDirectories(folder.resolve("mkl"));
        for (String name : NAMES) {
            Path library = (name.startsWith("libopenblas") ? mkl : torch).resolve(name);
            libraries.add(Files.writeString(library, name).toRealPath());
        }
        Files.writeString(mkl.resolve("libmkl_core.so.2"), "core");
        Files.createSymbolicLink(torch.resolve("libopenblas.so.0"), libraries.get(0));
        record = new RecordedLibraries(folder.resolve("record"));
    }

    @Test
    void whatWasLoadedIsFoundInTheOrderInWhichItIsNeeded() {
        List<String> loaded =
                new ArrayList<>(libraries.stream().map(Path::toString).toList());
        loaded.add(0, folder.resolve("mkl").resolve("libmkl_core.so.2").toString());
        loaded.add(3, "mkl_rt"); // JavaCPP notes some by name alone
        record.record(loaded);

        assertThat(record.recorded()).isEqualTo(libraries);
    }

    @Test
    void nothingIsFoundBeforeARecordOrBesideATornOne() throws IOException {
        assertThat(record.recorded()).isEmpty();
        assertThat(record.load()).isFalse();

        recordAll();
        Path file = folder.resolve("record");
        String whole = Files.readString(file);
        Files.writeString(file, whole.substring(0, whole.length() / 2));
        assertThat(record.recorded()).isEmpty();
        Files.write(file, new byte[] {0, -1, 7});
        assertThat(record.recorded()).isEmpty();
    }

    @Test
    void aRecordDoesNotOutliveAChangeOfAnyFileBesideTheLibraries() throws IOException {
        Path kernel = folder.resolve("mkl").resolve("libmkl_core.so.2");
        FileTime time = Files.getLastModifiedTime(kernel);

        recordAll();
        Files.writeString(kernel, "cor");
        Files.setLastModifiedTime(kernel, time);
        assertThat(record.recorded()).as("another size").isEmpty();

        recordAll();
        Files.setLastModifiedTime(kernel, FileTime.fromMillis(time.toMillis() - 1000));
        assertThat(record.recorded()).as("another time").isEmpty();

        recordAll();
        Files.delete(kernel);
        assertThat(record.recorded()).as("gone").isEmpty();
    }

    @Test
    void aRecordDoesNotOutliveALinkThatLeadsElsewhere() throws IOException {
        recordAll();
        assertThat(record.recorded()).isNotEmpty();

        Path link = folder.resolve("torch").resolve("libopenblas.so.0");
        Path other = Files.copy(libraries.get(0), folder.resolve("other"));
        Files.setLastModifiedTime(other, Files.getLastModifiedTime(libraries.get(0)));
        Files.delete(link);
        Files.createSymbolicLink(link, other);
        assertThat(record.recorded()).isEmpty();
    }

    @Test
    void withoutOneOfTheLibrariesNothingIsRecorded() {
        record.record(libraries.subList(1, libraries.size()).stream()
                .map(Path::toString)
                .toList());

        assertThat(folder.resolve("record")).doesNotExist();
    }

    @Test
    void librariesThatCannotBeLoadedAreLeftToJavaCpp() {
        recordAll();

        assertThat(record.load()).isFalse(); // they are texts
        assertThat(System.getProperty("org.bytedeco.javacpp.loadlibraries")).isNull();
    }

    @Test
    void aRecordThatCannotBeWrittenIsNoFault() {
        new RecordedLibraries(folder.resolve("missing").resolve("record"))
                .record(libraries.stream().map(Path::toString).toList());

        assertThat(folder.resolve("missing")).doesNotExist();
    }

    @Test
    void onlyTheLauncherAsksForARecord() {
        assertThat(System.getProperty(RecordedLibraries.FILE)).isNull();
        assertThat(RecordedLibraries.ofThisProcess()).isEmpty();
    }

    private void recordAll() {
        record.record(libraries.stream().map(Path::toString).toList());
        assertThat(folder.resolve("record")).exists();
    }
}
