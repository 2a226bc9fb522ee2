package io.hmt4j.server;

import io.hmt4j.server.failure.ApiException;
import io.hmt4j.server.failure.ErrorJson;
import io.hmt4j.server.json.Json;
import io.hmt4j.server.safety.SecurityHeaders;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** What is answered to requests that are no HTTP, or that Jetty refuses before a route sees them: in the shape of all errors. */
final class JettyErrors extends ErrorHandler {

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Json.MEDIA_TYPE);
        response.getHeaders().put(HttpHeader.CONNECTION, "close"); // where such a request ends is not known
        SecurityHeaders.ALL.forEach(response.getHeaders()::put);
        response.write(true, body(response.getStatus()), callback);
        return true;
    }

    private static ByteBuffer body(int status) {
        return ByteBuffer.wrap(
                Json.text(ErrorJson.of(ApiException.ofStatus(status))).getBytes(StandardCharsets.UTF_8));
    }
}
