package io.hmt4j.tensor;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GradMode;
import org.jspecify.annotations.Nullable;

/**
 * The life of tensors: what is made while a scope is open is freed when it closes, unless it was {@link #keep kept}.
 *
 * <p>Scopes nest and belong to the thread that opened them. Without gradient one scope a layer keeps the intermediates
 * of one layer alive, not of all; with gradient the graph holds what it needs, whatever the scopes do. A tensor that
 * must outlive all scopes is {@link #own owned}, and freed by {@link #free}.
 */
public final class Scope implements AutoCloseable {

    static {
        Engine.start();
    }

    private final PointerScope pointers;
    private final boolean gradientBefore = GradMode.is_enabled();
    private final List<Pointer> kept = new ArrayList<>(1);

    private Scope(boolean gradient) {
        if (!gradient) {
            GradMode.set_enabled(false);
        }
        pointers = new PointerScope();
    }

    /** Opens a scope; gradients are recorded as before. */
    public static Scope open() {
        return new Scope(true);
    }

    /** Opens a scope in which no gradients are recorded. */
    public static Scope withoutGradient() {
        return new Scope(false);
    }

    /** Moves a tensor to the enclosing scope when this one closes; without an enclosing scope the caller owns it. */
    public <P extends Pointer> P keep(P pointer) {
        own(pointer);
        kept.add(pointer);
        return pointer;
    }

    /** Makes the caller the owner of a tensor: it lives until {@link #free}, whatever scopes close. */
    public static <P extends Pointer> P own(P pointer) {
        pointer.retainReference();
        return pointer;
    }

    /** Frees an owned tensor. */
    public static void free(@Nullable Pointer pointer) {
        if (pointer != null) {
            pointer.releaseReference();
        }
    }

    /** Frees all that was made in this scope and not kept. */
    @Override
    public void close() {
        pointers.close();
        PointerScope outer = PointerScope.getInnerScope();
        if (outer != null) {
            for (Pointer pointer : kept) {
                outer.attach(pointer);
                pointer.releaseReference();
            }
        }
        GradMode.set_enabled(gradientBefore);
    }
}
