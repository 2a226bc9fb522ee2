package io.hmt4j.tensor;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.bytedeco.javacpp.Pointer;

/**
 * Memory, in bytes.
 *
 * @param total memory of the machine, or of the container this runs in
 * @param available what programs can still get of the machine's memory
 * @param resident what this process holds
 * @param mostNative limit of JavaCPP on the memory this process holds, after which it refuses to allocate; 0 for none
 */
public record MachineMemory(long total, long available, long resident, long mostNative) {

    static MachineMemory collect() {
        return new MachineMemory(
                machineOrContainer(),
                Pointer.availablePhysicalBytes(),
                Engine.residentBytes(),
                Pointer.maxPhysicalBytes());
    }

    private static long machineOrContainer() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : Pointer.totalPhysicalBytes();
    }
}
