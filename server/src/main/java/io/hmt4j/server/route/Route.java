package io.hmt4j.server.route;

import io.javalin.http.Handler;
import io.javalin.http.HandlerType;

/**
 * One thing that can be asked.
 *
 * @param method its HTTP method
 * @param path its path, with {@code {id}} for what changes, and {@code <file>} for what may have several parts
 */
record Route(HandlerType method, String path, Handler handler) {

    static Route get(String path, Handler handler) {
        return new Route(HandlerType.GET, path, handler);
    }

    static Route post(String path, Handler handler) {
        return new Route(HandlerType.POST, path, handler);
    }

    static Route patch(String path, Handler handler) {
        return new Route(HandlerType.PATCH, path, handler);
    }

    static Route delete(String path, Handler handler) {
        return new Route(HandlerType.DELETE, path, handler);
    }

    /** Whether a path, as it was asked for, is this route's. */
    boolean matches(String asked) {
        return asked.matches(path.replaceAll("\\{[a-z]+\\}", "[^/]+").replaceAll("<[a-z]+>", ".+"));
    }
}
