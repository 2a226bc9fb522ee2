package io.hmt4j.tensor;

import io.hmt4j.InputException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;

/**
 * Where tensors live: {@code cpu}, or a CUDA device by number.
 *
 * @param cuda whether this is a CUDA device
 * @param index number of the CUDA device, 0 for the first; 0 for the CPU
 */
public record ComputeDevice(boolean cuda, int index) {

    public static final ComputeDevice CPU = new ComputeDevice(false, 0);

    private static final Pattern SYNTAX = Pattern.compile("cpu|cuda(?::(\\d{1,3}))?");

    /**
     * Parses {@code cpu}, {@code cuda} or {@code cuda:1} and checks that the device is there.
     *
     * @throws InputException if the name is not known, the build has no CUDA, or the machine has no such device
     */
    public static ComputeDevice parse(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) {
            throw new InputException("--device is \"" + text + "\"; allowed: cpu, cuda, cuda:N");
        }
        if (text.equals("cpu")) {
            return CPU;
        }
        int index = matcher.group(1) == null ? 0 : Integer.parseInt(matcher.group(1));
        checkPresent(text, index);
        return new ComputeDevice(true, index);
    }

    /** Number of CUDA devices this build can use, 0 for the CPU build. */
    public static int cudaDevices() {
        Engine.start();
        return torch.cuda_is_available() ? torch.cuda_device_count() : 0;
    }

    /** The engine's device; belongs to the current scope. */
    public Device device() {
        return cuda ? new Device(DeviceType.CUDA, (byte) index) : new Device(DeviceType.CPU);
    }

    @Override
    public String toString() {
        return cuda ? "cuda:" + index : "cpu";
    }

    private static void checkPresent(String text, int index) {
        Engine.start();
        if (!torch.hasCUDA()) {
            throw new InputException("--device is \"" + text + "\", but this build of the engine has no CUDA; "
                    + "build with -Pcuda (HMT_CUDA=1 ./hmt ...), or use --device cpu");
        }
        int devices = cudaDevices();
        if (index >= devices) {
            throw new InputException("--device is \"" + text + "\", but this machine has "
                    + (devices == 0 ? "no CUDA device" : devices + " CUDA device(s), numbered from 0")
                    + "; use --device cpu, or see hmt doctor");
        }
    }
}
