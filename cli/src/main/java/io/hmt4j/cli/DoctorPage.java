package io.hmt4j.cli;

import io.hmt4j.tensor.ComputeDevice;
import io.hmt4j.tensor.Cpu;
import io.hmt4j.tensor.EngineBuild;
import io.hmt4j.tensor.EngineFinding;
import io.hmt4j.tensor.EngineReport;
import io.hmt4j.tensor.FastestFormat;
import io.hmt4j.tensor.JavaRuntime;
import io.hmt4j.tensor.MachineMemory;
import io.hmt4j.tensor.SelfCheck;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The report of {@code hmt doctor} in words. */
final class DoctorPage {

    private DoctorPage() {}

    static String of(EngineReport report) {
        return String.join(
                "\n",
                Page.field("Engine", engine(report.build())),
                Page.field("BLAS", blas(report.build())),
                Page.field("Processor", processor(report.cpu())),
                Page.field("Weights", weights(FastestFormat.on(ComputeDevice.CPU))),
                Page.field("Threads", threads(report.cpu())),
                Page.field("Environment", environment(report.settings().environment())),
                Page.field("Memory", memory(report.memory())),
                Page.field("Devices", devices(report)),
                of(report.java()),
                Page.field("Tokenizers", Versions.tokenizers()),
                Page.field("Self-check", selfCheck(report.selfCheck())));
    }

    static String of(JavaRuntime java) {
        return Page.field(
                "Java",
                java.version() + " (" + java.name() + "), heap up to " + Figures.bytes(java.heapBytes()) + "; "
                        + java.system());
    }

    static String of(List<EngineFinding> findings) {
        if (findings.isEmpty()) {
            return "\nNothing is missing, nothing harmful is set.";
        }
        return findings.stream().map(DoctorPage::finding).collect(Collectors.joining("\n", "\n", ""));
    }

    private static String finding(EngineFinding finding) {
        String name = finding.gravity().name().toLowerCase(Locale.ROOT);
        String indent = " ".repeat(9);
        return Page.wrap(String.format(Locale.ROOT, "%-9s", name), indent, finding.problem()) + "\n"
                + Page.wrap(indent + "-> ", indent + "   ", finding.advice());
    }

    private static String engine(EngineBuild build) {
        return "libtorch " + build.libtorch() + ", build for " + (build.cuda() ? "NVIDIA GPUs" : "the CPU") + ", "
                + build.platform() + " (org.bytedeco:pytorch " + build.preset() + ", JavaCPP " + build.javacpp() + ")";
    }

    /** MKL comes as a library for each kind of processor; libmkl_rt chooses between them. */
    private static String blas(EngineBuild build) {
        String loaded = build.blasLibraries().stream()
                .filter(name -> name.startsWith("libmkl_rt") || name.startsWith("libopenblas"))
                .sorted()
                .collect(Collectors.joining(", "));
        return (build.usesMkl() ? "MKL" : "OpenBLAS") + (loaded.isEmpty() ? "" : " (" + loaded + ")");
    }

    private static String processor(Cpu cpu) {
        String units = cpu.vectorUnits().isEmpty() ? "" : ", " + String.join(", ", cpu.vectorUnits());
        return cpu.model() + units + "; the engine's own kernels use " + cpu.kernels();
    }

    private static String weights(FastestFormat fastest) {
        return "--weights " + fastest.format().flag() + " reads fastest on this CPU: " + fastest.reason()
                + "; --weights auto takes it, the default is f32";
    }

    private static String threads(Cpu cpu) {
        return cpu.threads() + " for a product; physical cores: " + cpu.physicalCores() + ", hardware threads: "
                + cpu.hardwareThreads() + "; --threads sets what a run uses";
    }

    private static String environment(Map<String, String> environment) {
        return environment.entrySet().stream()
                .map(variable -> variable.getKey() + "=" + variable.getValue())
                .collect(Collectors.joining(" "));
    }

    private static String memory(MachineMemory memory) {
        String limit = memory.mostNative() == 0 ? "" : " and may hold " + Figures.bytes(memory.mostNative());
        return Figures.bytes(memory.total()) + ", " + Figures.bytes(memory.available())
                + " of it free; this process holds " + Figures.bytes(memory.resident()) + limit;
    }

    private static String devices(EngineReport report) {
        String names = String.join(", ", report.devices());
        return report.build().cuda() ? names : names + " (CUDA devices need the other build: HMT_CUDA=1 ./hmt ...)";
    }

    private static String selfCheck(SelfCheck check) {
        return String.format(
                Locale.ROOT,
                "a float32 product of 768 x 768 is %s, at %.0f GFLOP/s",
                check.correct() ? "right" : "WRONG",
                check.gigaflops());
    }
}
