package io.hmt4j.tensor;

import com.sun.jna.Function;
import com.sun.jna.Pointer;
import org.bytedeco.javacpp.Loader;

/** How a process ends that has loaded the engine. */
public final class ProcessEnd {

    private ProcessEnd() {}

    /**
     * Lets this process end without the destructors of the engine's libraries, from now on: they take a tenth of a second,
     * and free what threads that still compute are using. All that Java does at the end comes before, as ever. For programs
     * that are nothing but this; with glibc only, elsewhere nothing is done.
     */
    public static void skipDestructors() {
        Engine.start();
        org.bytedeco.javacpp.Pointer register = Loader.addressof("on_exit");
        org.bytedeco.javacpp.Pointer end = Loader.addressof("_exit");
        if (register != null && end != null) {
            // What is registered last is called first, with the exit code.
            Function.getFunction(new Pointer(register.address()))
                    .invokeInt(new Object[] {new Pointer(end.address()), Pointer.NULL});
        }
    }
}
