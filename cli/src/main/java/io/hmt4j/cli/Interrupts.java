package io.hmt4j.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * Ctrl-C, and the request to end where a command takes it over. The first one asks the command to stop where nothing is lost; the second, before the command has stopped, ends
 * the process at once. Safe for several threads.
 */
class Interrupts {

    private volatile boolean raised;
    private volatile @Nullable Runnable whileIdle;

    /** Takes SIGINT over from the JVM, which would end at once. */
    void listen() {
        takeOver("INT");
    }

    /** Takes SIGTERM over too, for what saves in place of ending at once: schedulers of clusters send it. */
    void listenToTermination() {
        takeOver("TERM");
    }

    private void takeOver(String name) {
        try {
            // sun.misc.Signal is the only door to signals and is supported; javac warns of it and cannot be told not
            // to.
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object ours = Proxy.newProxyInstance(
                    Interrupts.class.getClassLoader(), new Class<?>[] {handler}, (self, method, arguments) -> {
                        arrived();
                        return null;
                    });
            Object taken = signal.getConstructor(String.class).newInstance(name);
            signal.getMethod("handle", signal, handler).invoke(null, taken, ours);
        } catch (InvocationTargetException e) {
            if (!(e.getCause()
                    instanceof IllegalArgumentException)) { // -Xrs keeps signals from Java: then it ends at once
                throw new IllegalStateException(e);
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What an interrupt does from now on, in place of asking to stop; null to ask again. */
    void whileIdle(@Nullable Runnable action) {
        whileIdle = action;
    }

    /** Whether to stop. */
    boolean raised() {
        return raised;
    }

    /** Forgets an interrupt that was obeyed. */
    void clear() {
        raised = false;
    }

    /** Asks to stop. */
    void raise() {
        Runnable action = whileIdle;
        if (action == null) {
            raised = true;
        } else {
            action.run();
        }
    }

    private void arrived() {
        if (raised) {
            Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
        }
        raise();
    }
}
