package io.hmt4j.server.route;

import io.hmt4j.server.safety.SecurityHeaders;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32C;

/** The page: the files of one folder on the class path. */
final class PageFiles {

    private static final String FOLDER = "/io/hmt4j/server/page/";

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("svg", "image/svg+xml"));

    private final Map<String, PageFile> files = new ConcurrentHashMap<>();

    /** A file of the page, with what tells it from an older one. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record PageFile(byte[] bytes, String type, String tag) {}

    List<Route> all() {
        return List.of(
                Route.get("/", ctx -> send(ctx, "index.html")),
                Route.get("/<file>", ctx -> send(ctx, ctx.pathParam("file"))));
    }

    private void send(Context ctx, String path) throws IOException {
        PageFile file = find(path).orElseThrow(NotFoundResponse::new);
        ctx.header("Content-Security-Policy", SecurityHeaders.PAGE_POLICY)
                .header("Cache-Control", "no-cache")
                .header("ETag", file.tag());
        if (file.tag().equals(ctx.header("If-None-Match"))) {
            ctx.status(304);
        } else {
            ctx.contentType(file.type()).result(file.bytes());
        }
    }

    /** Names here are words with points and dashes, so that no path leads out of the folder. */
    private Optional<PageFile> find(String path) throws IOException {
        String type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
        if (type == null || path.length() > 200 || !path.matches("[a-z0-9][a-z0-9.-]*(/[a-z0-9][a-z0-9.-]*)*")) {
            return Optional.empty();
        }
        PageFile known = files.get(path);
        if (known != null) {
            return Optional.of(known);
        }
        try (InputStream resource = PageFiles.class.getResourceAsStream(FOLDER + path)) {
            if (resource == null) {
                return Optional.empty();
            }
            byte[] bytes = resource.readAllBytes();
            PageFile file = new PageFile(bytes, type, tag(bytes));
            files.put(path, file);
            return Optional.of(file);
        }
    }

    private static String tag(byte[] bytes) {
        CRC32C sum = new CRC32C();
        sum.update(bytes);
        return "\"" + HexFormat.of().toHexDigits((int) sum.getValue()) + "-" + bytes.length + "\"";
    }
}
