package io.hmt4j.store;

import io.hmt4j.InputException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * A memory as one file: a zip of four files, always these names. Whoever reads one trusts nothing in it: other names are
 * refused, names of the zip are never paths, and what is unpacked is counted.
 */
final class MemoryArchive {

    private static final List<String> FILES =
            List.of(About.FILE, MemoryFolder.MEMORY, SegmentLog.TOKENS, SegmentLog.ENDS);

    private static final int BLOCK = 1 << 16;

    private MemoryArchive() {}

    static void write(ShelfSnapshot memory, OutputStream output) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(output);
        zip.setLevel(Deflater.BEST_SPEED);
        zip.putNextEntry(new ZipEntry(About.FILE));
        zip.write(StoreJson.bytes(memory.about().withFailure(null)));
        zip.putNextEntry(new ZipEntry(MemoryFolder.MEMORY));
        SegmentPrefix.copy(memory.memory(), memory.memory().size(), Channels.newChannel(zip));
        zip.putNextEntry(new ZipEntry(SegmentLog.TOKENS));
        memory.segments().writeTokens(zip);
        zip.putNextEntry(new ZipEntry(SegmentLog.ENDS));
        memory.segments().writeEnds(zip);
        zip.closeEntry();
        zip.finish();
    }

    /**
     * Unpacks a memory.
     *
     * @param folder an empty folder for its files, but for {@code about.json}
     * @param room what it may take, unpacked
     * @return its {@code about.json}
     * @throws StoreException if it is no memory, or too large
     * @throws IOException if it cannot be read, or not be written
     */
    static About read(InputStream input, Path folder, Room room) throws IOException {
        try {
            return unpack(new ZipInputStream(input), folder, room);
        } catch (ZipException | EOFException | InputException | IllegalArgumentException e) {
            throw new StoreException(
                    StoreException.Reason.FOREIGN,
                    "this is no exported memory, or it is damaged: " + Faults.inWords(e, folder),
                    e);
        }
    }

    private static About unpack(ZipInputStream zip, Path folder, Room room) throws IOException {
        Set<String> missing = new HashSet<>(FILES);
        byte[] about = new byte[0];
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            String name = entry.getName();
            if (!missing.remove(name)) {
                throw new InputException("it holds a file that does not belong there, or one twice");
            }
            if (name.equals(About.FILE)) {
                about = small(zip);
            } else {
                copy(zip, folder.resolve(FILES.get(FILES.indexOf(name))), room);
            }
        }
        if (!missing.isEmpty()) {
            throw new InputException(
                    "it has no " + missing.stream().sorted().findFirst().orElseThrow());
        }
        return StoreJson.parse(about, About.FILE, About.class);
    }

    private static byte[] small(InputStream input) throws IOException {
        byte[] bytes = input.readNBytes(StoreJson.MOST_BYTES + 1);
        if (bytes.length > StoreJson.MOST_BYTES) {
            throw new InputException(About.FILE + " is too large");
        }
        return bytes;
    }

    private static void copy(InputStream input, Path file, Room room) throws IOException {
        byte[] block = new byte[BLOCK];
        try (OutputStream output = Files.newOutputStream(file)) {
            for (int read = input.read(block); read >= 0; read = input.read(block)) {
                room.take(read);
                output.write(block, 0, read);
            }
        }
    }
}
