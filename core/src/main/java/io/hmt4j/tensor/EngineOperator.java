package io.hmt4j.tensor;

import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.Tensor;

/** An operator of the engine that has no Java method: found by name, called with boxed arguments. */
final class EngineOperator {

    static {
        Engine.start();
    }

    private final OperatorHandle handle;

    private EngineOperator(OperatorHandle handle) {
        this.handle = handle;
    }

    /** Finds an operator, such as {@code quantized::linear_prepack}. Lives as long as the process. */
    static EngineOperator named(String name) {
        return new EngineOperator(Scope.own(Dispatcher.singleton().findSchemaOrThrow(name, "")));
    }

    /** Calls the operator; its tensor belongs to the current scope. */
    Tensor tensor(IValue... arguments) {
        IValueVector stack = new IValueVector(arguments);
        handle.callBoxed(stack);
        return new Tensor(stack.get(0).toTensor()); // what the stack hands out dies with it
    }

    /** Calls the operator; its value belongs to the current scope. */
    IValue value(IValue... arguments) {
        IValueVector stack = new IValueVector(arguments);
        handle.callBoxed(stack);
        return new IValue(stack.get(0));
    }
}
