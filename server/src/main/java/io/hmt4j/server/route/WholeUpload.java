package io.hmt4j.server.route;

import io.hmt4j.server.json.JsonUpload;
import java.io.FilterInputStream;
import java.io.IOException;

/** The text of a JSON upload, which ends well only if the JSON does: else the store would take half an upload for a whole. */
final class WholeUpload extends FilterInputStream {

    private final JsonUpload upload;
    private boolean finished;

    WholeUpload(JsonUpload upload) {
        super(upload.text());
        this.upload = upload;
    }

    @Override
    public int read() throws IOException {
        return checked(super.read());
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        return checked(super.read(target, offset, length));
    }

    private int checked(int read) throws IOException {
        if (read < 0 && !finished) {
            upload.finish();
            finished = true;
        }
        return read;
    }
}
