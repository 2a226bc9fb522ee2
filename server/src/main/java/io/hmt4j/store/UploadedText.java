package io.hmt4j.store;

import io.hmt4j.InputException;
import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/** The characters of an upload, whose own faults are told from those of the machine that reads them. */
final class UploadedText extends FilterReader {

    UploadedText(Reader characters) {
        super(characters);
    }

    /** The text is not what a text has to be: reading it again would not help. */
    static final class Unfit extends IOException {

        private static final long serialVersionUID = 1L;

        Unfit(InputException fault) {
            super(fault.getMessage(), fault);
        }
    }

    @Override
    public int read() throws IOException {
        char[] one = new char[1];
        return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        try {
            return super.read(target, offset, length);
        } catch (InputException fault) {
            throw new Unfit(fault);
        }
    }
}
