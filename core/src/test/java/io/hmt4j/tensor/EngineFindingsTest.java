package io.hmt4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import io.hmt4j.tensor.EngineFinding.Gravity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the doctor makes of machines that are set badly. */
class EngineFindingsTest {

    private static final long GIB = 1L << 30;
    private static final EngineBuild MKL = build(false, "MKL", Set.of("libmkl_rt.so.2"));
    private static final MachineMemory ROOMY = new MachineMemory(16 * GIB, 8 * GIB, GIB, 0);
    private static final JavaRuntime JAVA = new JavaRuntime("17.0.1", 17, "VM", "Linux", 2 * GIB, true, "UTF-8");
    private static final Map<String, String> CALM = Map.of("GOMP_SPINCOUNT", "1000", "MKL_THREADING_LAYER", "GNU");

    @Test
    void aMachineAsTheLauncherSetsItIsFine() {
        assertThat(findings(MKL, ROOMY, JAVA, CALM)).isEmpty();
    }

    @Test
    void thisMachineRuns() {
        EngineReport report = EngineReport.collect();
        assertThat(report.selfCheck().correct()).isTrue();
        assertThat(report.findings()).noneMatch(finding -> finding.gravity() == Gravity.ERROR);
    }

    @Test
    void spinningThreadsAreNamed() {
        assertThat(problems(Map.of("OMP_WAIT_POLICY", "ACTIVE")))
                .singleElement()
                .asString()
                .contains("OMP_WAIT_POLICY");
        assertThat(problems(Map.of("GOMP_SPINCOUNT", "infinity")))
                .singleElement()
                .asString()
                .contains("infinity");
        assertThat(problems(Map.of("GOMP_SPINCOUNT", "1000000"))).hasSize(1);
        assertThat(problems(Map.of("GOMP_SPINCOUNT", "0"))).isEmpty();
    }

    @Test
    void threadsBeyondTheCoresAreNamed() {
        assertThat(problems(Map.of("OMP_NUM_THREADS", "64")))
                .singleElement()
                .asString()
                .contains("OMP_NUM_THREADS is 64");
        assertThat(problems(Map.of("MKL_NUM_THREADS", "1")))
                .singleElement()
                .asString()
                .contains("MKL_NUM_THREADS is 1");
        assertThat(problems(Map.of("OMP_NUM_THREADS", "4"))).isEmpty();
        assertThat(problems(Map.of("MKL_THREADING_LAYER", "INTEL")))
                .singleElement()
                .asString()
                .contains("INTEL");
    }

    @Test
    void productsInOpenBlasAreNamedWhereMklExists() {
        assertThat(findings(build(false, "OpenBLAS", Set.of("libopenblas.so.0")), ROOMY, JAVA, CALM))
                .singleElement()
                .extracting(EngineFinding::problem)
                .asString()
                .contains("OpenBLAS");
        assertThat(findings(build(false, "MKL", Set.of("libmkl_rt.so.2", "libopenblas.so.0")), ROOMY, JAVA, CALM))
                .hasSize(1);
    }

    @Test
    void littleMemoryAndLimitsAreNamed() {
        assertThat(findings(MKL, new MachineMemory(16 * GIB, GIB / 2, GIB, 0), JAVA, CALM))
                .hasSize(1);
        assertThat(findings(MKL, new MachineMemory(16 * GIB, 8 * GIB, GIB, 8 * GIB), JAVA, CALM))
                .singleElement()
                .extracting(EngineFinding::advice)
                .asString()
                .contains("maxPhysicalBytes=0");
        JavaRuntime greedy = new JavaRuntime("17.0.1", 17, "VM", "Linux", 15 * GIB, true, "UTF-8");
        assertThat(findings(MKL, ROOMY, greedy, CALM)).hasSize(1);
    }

    @Test
    void newJavasAndOldFileNamesAreNoticed() {
        JavaRuntime java = new JavaRuntime("25", 25, "VM", "Linux", 2 * GIB, false, "ANSI_X3.4-1968");
        assertThat(findings(MKL, ROOMY, java, CALM)).hasSize(2).allMatch(f -> f.gravity() == Gravity.NOTICE);
    }

    @Test
    void aCudaBuildWithoutADeviceIsNamed() {
        assertThat(findings(build(true, "MKL", Set.of()), ROOMY, JAVA, CALM))
                .singleElement()
                .matches(finding -> finding.problem().contains("no CUDA device"));
    }

    @Test
    void wrongResultsAreErrorsAndComeFirst() {
        EngineReport report = report(MKL, ROOMY, JAVA, Map.of("OMP_WAIT_POLICY", "active"), new SelfCheck(false, 90));
        assertThat(report.findings())
                .extracting(EngineFinding::gravity)
                .containsExactly(Gravity.ERROR, Gravity.WARNING);
    }

    @Test
    void mklInOpenBlassNameIsMkl(@TempDir Path folder) throws IOException {
        Path maps = Files.writeString(folder.resolve("maps"), """
                7f00-7f01 r-xp 00000000 fe:00 12 /c/mkl-redist.jar/org/bytedeco/mkl/linux-x86_64/libopenblas.so.0
                7f01-7f02 r-xp 00000000 fe:00 13 /c/mkl-redist.jar/org/bytedeco/mkl/linux-x86_64/libmkl_rt.so.2
                7f02-7f03 rw-p 00000000 00:00 0
                """);
        assertThat(EngineBuild.loadedFrom(maps)).containsExactly("libmkl_rt.so.2");
        Files.writeString(maps, "7f00-7f01 r-xp 0 fe:00 12 /c/openblas.jar/org/bytedeco/openblas/x/libopenblas.so.0\n");
        assertThat(EngineBuild.loadedFrom(maps)).containsExactly("libopenblas.so.0");
    }

    private static List<String> problems(Map<String, String> environment) {
        return findings(MKL, ROOMY, JAVA, environment).stream()
                .map(EngineFinding::problem)
                .toList();
    }

    private static List<EngineFinding> findings(
            EngineBuild build, MachineMemory memory, JavaRuntime java, Map<String, String> environment) {
        return report(build, memory, java, environment, new SelfCheck(true, 90)).findings();
    }

    private static EngineReport report(
            EngineBuild build,
            MachineMemory memory,
            JavaRuntime java,
            Map<String, String> environment,
            SelfCheck check) {
        Cpu cpu = new Cpu("CPU", 4, 8, 4, "AVX2", List.of("AVX2"));
        return new EngineReport(
                build, cpu, memory, java, new NativeSettings(environment), List.of("cpu"), false, check);
    }

    private static EngineBuild build(boolean cuda, String blas, Set<String> libraries) {
        return new EngineBuild("2.10.0", "2.10.0-1.5.13", "1.5.13", "linux-x86_64", cuda, blas, libraries);
    }
}
