package io.hmt4j.tensor;

import io.hmt4j.tensor.EngineFinding.Gravity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Judges a report: what is missing or harmful, and what to do about it. The costs are those of docs/log.md. */
final class EngineFindings {

    private static final long GIGABYTE = 1_000_000_000;
    private static final long LITTLE_MEMORY = GIGABYTE;
    private static final long LITTLE_HEAP = 250_000_000;

    /** A single core without vector units reaches this. */
    private static final double SLOW_GIGAFLOPS = 4;

    /** Turns of an idle OpenMP thread's loop above which it takes a core from the threads that work. */
    private static final long MANY_SPINS = 10_000;

    private static final int FIRST_JAVA_TO_WARN_OF_NATIVE_ACCESS = 24;

    private final EngineReport report;
    private final List<EngineFinding> findings = new ArrayList<>();

    private EngineFindings(EngineReport report) {
        this.report = report;
    }

    static List<EngineFinding> of(EngineReport report) {
        EngineFindings judged = new EngineFindings(report);
        judged.judgeSelfCheck();
        judged.judgeBlas();
        judged.judgeSpinning();
        judged.judgeThreadLayer();
        judged.judgeThreads();
        judged.judgeNativeLimit();
        judged.judgeMemory();
        judged.judgeHeap();
        judged.judgeDevices();
        judged.judgeJava();
        judged.findings.sort(Comparator.comparing(EngineFinding::gravity));
        return List.copyOf(judged.findings);
    }

    private void judgeSelfCheck() {
        SelfCheck check = report.selfCheck();
        if (!check.correct()) {
            error(
                    "a product of two small matrices came out wrong",
                    "do not trust results of this machine: try --threads 1, then another BLAS with "
                            + "HMT_JAVA_OPTS=-Dorg.bytedeco.openblas.load=openblas, and report it");
        } else if (check.gigaflops() < SLOW_GIGAFLOPS) {
            warn(
                    String.format(Locale.ROOT, "products are very slow here: %.1f GFLOP/s", check.gigaflops()),
                    "look for other programs that use the cores, and at the findings about threads");
        }
    }

    private void judgeBlas() {
        boolean exists = report.build().platform().endsWith("x86_64");
        if (exists && !report.build().usesMkl()) {
            warn(
                    "products run in OpenBLAS: with MKL a model reads up to 1.7 times as fast",
                    "start with ./hmt, or put org.bytedeco:mkl and its jar \"redist\" on the class path and leave "
                            + "-Dorg.bytedeco.openblas.load unset");
        }
    }

    private void judgeSpinning() {
        if ("active".equalsIgnoreCase(report.settings().get("OMP_WAIT_POLICY"))) {
            warn(
                    "OMP_WAIT_POLICY is active: idle threads spin and take the cores from those that work, up to 4.6 "
                            + "times slower",
                    "unset OMP_WAIT_POLICY, or set it to passive");
        }
        String spins = report.settings().get("GOMP_SPINCOUNT");
        if (spins != null && (!spins.matches("\\d{1,9}") || Long.parseLong(spins) > MANY_SPINS)) {
            warn(
                    "GOMP_SPINCOUNT is " + spins + ": idle threads spin for too long",
                    "unset it (hmt then sets 1000), or set it to 1000, because longer spinning takes the cores from "
                            + "the threads that work");
        }
    }

    private void judgeThreadLayer() {
        String layer = report.settings().get("MKL_THREADING_LAYER");
        boolean linux = report.build().platform().startsWith("linux");
        if (linux && report.build().usesMkl() && layer != null && !layer.equalsIgnoreCase("GNU")) {
            warn(
                    "MKL_THREADING_LAYER is " + layer + ": MKL and the engine then have different threads, which get "
                            + "in each other's way",
                    "unset it, hmt then sets GNU");
        }
    }

    private void judgeThreads() {
        int cores = report.cpu().physicalCores();
        for (String name : List.of("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS")) {
            String value = report.settings().get(name);
            if (value != null && value.matches("\\d{1,9}") && Integer.parseInt(value) > cores) {
                warn(
                        name + " is " + value + ", more than the " + cores + " physical core(s)",
                        "unset it, because threads that share a core's vector units only wait for each other; "
                                + "--threads sets what a run uses");
            } else if (value != null && value.equals("1") && cores > 1 && !name.startsWith("OMP")) {
                warn(
                        name + " is 1: products run on one of " + cores + " cores",
                        "unset it; --threads sets what a run uses");
            }
        }
    }

    private void judgeNativeLimit() {
        long limit = report.memory().mostNative();
        if (limit > 0 && limit < report.memory().total()) {
            warn(
                    "JavaCPP ends allocation when this process holds " + gigabytes(limit)
                            + ", and mapped weights count",
                    "set -Dorg.bytedeco.javacpp.maxPhysicalBytes=0 on the command line of java, as ./hmt does, because "
                            + "a larger model would end in an OutOfMemoryError");
        }
    }

    private void judgeMemory() {
        if (report.memory().available() < LITTLE_MEMORY) {
            warn(
                    "only " + gigabytes(report.memory().available()) + " of memory are free",
                    "close other programs, or choose a model whose model.safetensors is smaller than that");
        }
    }

    private void judgeHeap() {
        long heap = report.java().heapBytes();
        if (heap < LITTLE_HEAP) {
            warn(
                    "Java's heap may grow to " + heap / 1_000_000 + " MB only",
                    "set HMT_JAVA_OPTS=-Xmx1g, because tokenizers of large vocabularies need several hundred MB");
        } else if (heap > report.memory().total() * 3 / 4) {
            notice(
                    "Java's heap may grow to " + gigabytes(heap) + " of the machine's "
                            + gigabytes(report.memory().total()),
                    "set HMT_JAVA_OPTS=-Xmx2g, because weights and memories live outside the heap");
        }
    }

    private void judgeDevices() {
        boolean usable = report.devices().size() > 1;
        if (report.nvidiaDriver() && !report.build().cuda()) {
            notice(
                    "this machine has an NVIDIA GPU, and this is the engine's build for the CPU",
                    "start with HMT_CUDA=1 ./hmt ... --device cuda (README.md says what must be installed)");
        } else if (report.build().cuda() && !usable) {
            warn(
                    "this is the engine's CUDA build, and it finds no CUDA device",
                    report.nvidiaDriver()
                            ? "update the NVIDIA driver to one for CUDA 13, and look at CUDA_VISIBLE_DEVICES"
                            : "install the NVIDIA driver, or unset HMT_CUDA");
        }
    }

    private void judgeJava() {
        if (report.java().feature() >= FIRST_JAVA_TO_WARN_OF_NATIVE_ACCESS
                && !report.java().nativeAccess()) {
            notice(
                    "Java " + report.java().feature() + " warns of native code at each start",
                    "start java with --enable-native-access=ALL-UNNAMED, as ./hmt does");
        }
        if (!report.java().fileNameEncoding().equalsIgnoreCase("UTF-8")) {
            notice(
                    "file names are read as " + report.java().fileNameEncoding() + ": those beyond it cannot be opened",
                    "set LC_ALL=C.UTF-8");
        }
    }

    private static String gigabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f GB", bytes / (double) GIGABYTE);
    }

    private void error(String problem, String advice) {
        findings.add(new EngineFinding(Gravity.ERROR, problem, advice));
    }

    private void warn(String problem, String advice) {
        findings.add(new EngineFinding(Gravity.WARNING, problem, advice));
    }

    private void notice(String problem, String advice) {
        findings.add(new EngineFinding(Gravity.NOTICE, problem, advice));
    }
}
