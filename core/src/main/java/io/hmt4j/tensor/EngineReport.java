package io.hmt4j.tensor;

import java.util.ArrayList;
import java.util.List;

/**
 * What computes here and how it is set: the facts behind {@code hmt doctor}.
 *
 * @param build the engine and its linear algebra library
 * @param cpu the processor and the threads a product runs on
 * @param memory memory of the machine and of this process
 * @param java the JVM and its flags
 * @param settings environment variables and properties that native libraries read
 * @param devices names of the devices a model can be on, {@code cpu} first
 * @param nvidiaDriver whether the machine has an NVIDIA driver, used by this build or not
 * @param selfCheck a small product, computed and timed
 */
public record EngineReport(
        EngineBuild build,
        Cpu cpu,
        MachineMemory memory,
        JavaRuntime java,
        NativeSettings settings,
        List<String> devices,
        boolean nvidiaDriver,
        SelfCheck selfCheck) {

    public EngineReport {
        devices = List.copyOf(devices);
    }

    /**
     * Starts the engine and looks at all of it; takes under a second once the libraries are unpacked.
     *
     * @throws LinkageError if the engine's libraries cannot be loaded
     */
    public static EngineReport collect() {
        Engine.start();
        return new EngineReport(
                EngineBuild.collect(),
                Cpu.collect(),
                MachineMemory.collect(),
                JavaRuntime.collect(),
                NativeSettings.collect(),
                presentDevices(),
                NvidiaDriver.isPresent(),
                SelfCheck.run());
    }

    /** What of it is missing or harmful, the worst first. */
    public List<EngineFinding> findings() {
        return EngineFindings.of(this);
    }

    private static List<String> presentDevices() {
        List<String> names = new ArrayList<>();
        names.add(ComputeDevice.CPU.toString());
        for (int index = 0; index < ComputeDevice.cudaDevices(); index++) {
            names.add(new ComputeDevice(true, index).toString());
        }
        return names;
    }
}
