package io.hmt4j.tensor;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.ptr.IntByReference;

/** Units that multiply bfloat16. Where there are none it is emulated, slower than float32 (docs/log.md). */
public final class Bfloat16Units {

    /** The first generation of NVIDIA's GPUs that has them, Ampere; and the driver's number of that attribute. */
    private static final int AMPERE = 8;

    private static final int MAJOR_CAPABILITY = 75;

    private Bfloat16Units() {}

    /** Whether a device has them; false for a processor where the system does not tell (it does on Linux). */
    public static boolean on(ComputeDevice device) {
        return device.cuda() ? capability(device.index()) >= AMPERE : Cpu.multipliesBfloat16();
    }

    /** The compute capability's first number as the driver says; 0 where it cannot be asked. */
    private static int capability(int device) {
        try {
            IntByReference major = new IntByReference();
            int error = NativeLibrary.getInstance(Platform.isWindows() ? "nvcuda" : "libcuda.so.1")
                    .getFunction("cuDeviceGetAttribute")
                    .invokeInt(new Object[] {major, MAJOR_CAPABILITY, device});
            return error == 0 ? major.getValue() : 0;
        } catch (UnsatisfiedLinkError noDriver) {
            return 0;
        }
    }
}
