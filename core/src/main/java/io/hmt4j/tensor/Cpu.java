package io.hmt4j.tensor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.global.torch;

/**
 * The processor, as far as products care.
 *
 * @param model its name; the architecture where the system does not tell
 * @param physicalCores cores this process may use
 * @param hardwareThreads threads they run at once
 * @param threads threads one product runs on
 * @param kernels the vector units that the engine's own kernels use, such as {@code AVX512}
 * @param vectorUnits vector units there are, widest last; empty where the system does not tell (it does on Linux)
 */
public record Cpu(
        String model, int physicalCores, int hardwareThreads, int threads, String kernels, List<String> vectorUnits) {

    private static final Path LINUX_CPUS = Path.of("/proc/cpuinfo");

    /** Linux's flags for the units worth knowing of. */
    private static final Map<String, String> UNITS = units();

    private static final boolean MULTIPLIES_BFLOAT16 = has("AVX-512 BF16") || has("AMX BF16");

    public Cpu {
        vectorUnits = List.copyOf(vectorUnits);
    }

    /** Whether the processor has a vector unit, such as {@code AVX-512 VNNI}; false where the system does not tell. */
    static boolean has(String unit) {
        return unitsAmong(value(lines(LINUX_CPUS), "flags")).contains(unit);
    }

    /** Whether the processor has units for products of bfloat16. */
    static boolean multipliesBfloat16() {
        return MULTIPLIES_BFLOAT16;
    }

    static Cpu collect() {
        List<String> cpus = lines(LINUX_CPUS);
        String model = value(cpus, "model name");
        return new Cpu(
                model.isEmpty() ? System.getProperty("os.arch") : model,
                CpuTopology.physicalCores(),
                Runtime.getRuntime().availableProcessors(),
                Engine.threads(),
                engineKernels(),
                unitsAmong(value(cpus, "flags")));
    }

    private static String engineKernels() {
        try (BytePointer name = torch.get_cpu_capability()) {
            return name.getString();
        }
    }

    /** The units that a line of Linux's flags names, by their usual names. */
    static List<String> unitsAmong(String flags) {
        Set<String> present = new HashSet<>(Arrays.asList(flags.split(" ")));
        List<String> units = new ArrayList<>();
        UNITS.forEach((flag, unit) -> {
            if (present.contains(flag)) {
                units.add(unit);
            }
        });
        return units;
    }

    private static Map<String, String> units() {
        Map<String, String> units = new LinkedHashMap<>();
        units.put("fma", "FMA");
        units.put("avx2", "AVX2");
        units.put("avx_vnni", "AVX-VNNI");
        units.put("avx512f", "AVX-512");
        units.put("avx512_vnni", "AVX-512 VNNI");
        units.put("avx512_bf16", "AVX-512 BF16");
        units.put("amx_bf16", "AMX BF16");
        units.put("amx_int8", "AMX INT8");
        return units;
    }

    private static String value(List<String> lines, String key) {
        return lines.stream()
                .filter(line -> line.startsWith(key))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("");
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException notLinux) {
            return List.of();
        }
    }
}
