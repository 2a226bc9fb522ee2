package io.hmt4j.checkpoint;

import io.hmt4j.InputException;
import io.hmt4j.tensor.ComputeDevice;
import io.hmt4j.tensor.DType;
import io.hmt4j.tensor.Engine;
import io.hmt4j.tensor.MappedPages;
import io.hmt4j.tensor.Scope;
import io.hmt4j.tensor.Tensors;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/**
 * One safetensors file, mapped into memory: a tensor is a view of the file, and only what is read of it is loaded.
 *
 * <p>The mapping is private: writing into a tensor changes neither the file nor what others read. The file must not be
 * cut while it is open, as with every mapped file; a file replaced by renaming, as {@link SafetensorsWriter} does it, is
 * no harm. For one thread at a time.
 */
public final class SafetensorsFile implements TensorSource {

    static {
        Engine.start();
    }

    private final Path file;
    private final SafetensorsHeader header;
    private final Tensor mapped; // uint8, (bytes of the file)
    private final Map<String, Tensor> views = new HashMap<>();
    private boolean closed;

    private SafetensorsFile(Path file, SafetensorsHeader header, Tensor mapped) {
        this.file = file;
        this.header = header;
        this.mapped = mapped;
    }

    /**
     * Opens a file. Its header is checked in full before anything is mapped.
     *
     * @throws InputException with the file's and the tensor's name if the file is missing, unreadable or malformed
     */
    public static SafetensorsFile open(Path file) {
        SafetensorsHeader header = SafetensorsHeader.read(file);
        return new SafetensorsFile(file, header, map(file, header.fileBytes()));
    }

    /** What the writer of the file noted in {@code __metadata__}; often {@code format}: {@code pt}. */
    public Map<String, String> metadata() {
        return header.metadata();
    }

    @Override
    public Set<String> names() {
        return header.entries().keySet();
    }

    @Override
    public long[] shape(String name) {
        return entry(name).dimensions();
    }

    @Override
    public DType type(String name) {
        return entry(name).type();
    }

    @Override
    public void release(String name) {
        TensorEntry entry = entry(name);
        try (Scope scope = Scope.withoutGradient()) {
            MappedPages.release(mapped.narrow(0, header.dataStart() + entry.begin(), entry.bytes()));
        }
    }

    @Override
    public String origin(String name) {
        return file.toString();
    }

    @Override
    public Tensor tensor(String name) {
        if (closed) {
            throw new IllegalStateException(file + " is closed");
        }
        return views.computeIfAbsent(name, missing -> view(entry(name)));
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            views.values().forEach(Scope::free);
            Scope.free(mapped);
        }
    }

    private TensorEntry entry(String name) {
        TensorEntry entry = header.entries().get(name);
        if (entry == null) {
            throw MissingTensor.in(file.toString(), name, names());
        }
        return entry;
    }

    private Tensor view(TensorEntry entry) {
        try (Scope scope = Scope.withoutGradient()) {
            if (entry.bytes() == 0) {
                return Scope.own(Tensors.empty(entry.type(), ComputeDevice.CPU, entry.dimensions()));
            }
            long position = header.dataStart() + entry.begin();
            Tensor bytes = mapped.narrow(0, position, entry.bytes());
            boolean aligned = position % entry.type().bytes() == 0;
            Tensor flat = (aligned ? bytes : bytes.clone()).view(entry.type().scalarType());
            return Scope.own(flat.view(entry.dimensions()));
        }
    }

    private static Tensor map(Path file, long bytes) {
        try (Scope scope = Scope.withoutGradient()) {
            TensorOptions options = new TensorOptions(DType.UINT8.scalarType());
            return Scope.own(
                    torch.from_file(file.toString(), new BoolOptional(false), new LongOptional(bytes), options));
        } catch (RuntimeException error) {
            throw new InputException(file + " cannot be mapped into memory: " + firstLine(error), error);
        }
    }

    private static String firstLine(RuntimeException error) {
        return String.valueOf(error.getMessage()).lines().findFirst().orElse("");
    }
}
