package io.hmt4j.server.json;

import java.io.IOException;

/** A body that is read as it arrives turns out not to be what it should be. */
public final class MalformedBody extends IOException {

    private static final long serialVersionUID = 1L;

    MalformedBody(String message) {
        super(message);
    }
}
