package io.hmt4j.server.route;

import io.hmt4j.server.failure.ApiException;
import io.hmt4j.server.failure.ErrorCode;
import io.hmt4j.server.metric.ServerMetrics;
import io.hmt4j.server.safety.ApiKeys;
import io.hmt4j.server.safety.Origins;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.NotFoundResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** All routes, what stands before and behind them, and what is answered when one fails. */
public final class Api {

    private static final String STARTED = "hmt.started";
    private static final String ROUTE = "hmt.route";

    private final Guard guard;
    private final ServerMetrics metrics;
    private final List<Route> routes;
    private final List<Route> page = new PageFiles().all();

    /** The API of a server. */
    public Api(Services services, ApiKeys keys, Origins origins, ServerMetrics metrics) {
        this.guard = new Guard(keys, origins, services.running());
        this.metrics = metrics;
        this.routes = routes(services, metrics);
    }

    private static List<Route> routes(Services services, ServerMetrics metrics) {
        Bodies bodies = new Bodies(services.limits());
        metrics.bodies(bodies::held);
        AnswerRoutes answers = new AnswerRoutes(services, bodies);
        MemoryRoutes memories = new MemoryRoutes(services.store(), services.answerer(), bodies);
        List<Route> routes = new ArrayList<>(new StatusRoutes(services, metrics).all());
        routes.addAll(memories.all());
        routes.addAll(new UploadRoutes(services.store(), memories, bodies).all());
        routes.add(Route.get("/v1/memories/{id}/events", new EventsRoute(services)::handle));
        routes.add(Route.post("/v1/memories/{id}/recall", new RecallRoute(services, bodies)::handle));
        routes.add(Route.post("/v1/chat/completions", answers::chat));
        routes.add(Route.post("/v1/completions", answers::complete));
        return routes;
    }

    /** Method and path of every route but those of the page, as {@code GET /v1/models}. */
    public List<String> describedRoutes() {
        return routes.stream()
                .map(route -> route.method().name() + " " + route.path())
                .toList();
    }

    /** Puts everything into a server. */
    public void addTo(JavalinConfig config) {
        config.routes.before(ctx -> {
            ctx.attribute(STARTED, System.nanoTime());
            guard.before(ctx);
        });
        // Javalin takes the first that fits: what has no variable before what has one, and the page's files last.
        routes.stream()
                .sorted(Comparator.comparing(route -> route.path().contains("{")))
                .forEach(route -> add(config, route));
        page.forEach(route -> add(config, route));
        config.routes.exception(NotFoundResponse.class, (missing, ctx) -> Responses.failure(ctx, missing(ctx)));
        config.routes.exception(Exception.class, (failure, ctx) -> Responses.failure(ctx, Failures.of(failure)));
        config.routes.after(this::after);
    }

    private static void add(JavalinConfig config, Route route) {
        config.routes.addHttpHandler(route.method(), route.path(), ctx -> {
            ctx.attribute(ROUTE, route.path());
            try {
                route.handler().handle(ctx);
            } catch (StackOverflowError | OutOfMemoryError | LinkageError failure) {
                throw new IllegalStateException(failure);
            }
        });
    }

    private void after(Context ctx) {
        Long started = ctx.attribute(STARTED);
        String route = ctx.attribute(ROUTE);
        if (started != null) {
            metrics.request(
                    known(ctx.method()), route == null ? "none" : route, ctx.statusCode(), System.nanoTime() - started);
        }
    }

    /** A client may name any method; only those of the routes become labels. */
    private String known(HandlerType method) {
        return routes.stream().anyMatch(route -> route.method().equals(method)) ? method.name() : "other";
    }

    /** Nothing was found: with this method, or at all. */
    private ApiException missing(Context ctx) {
        String methods = routes.stream()
                .filter(route -> route.matches(ctx.path()))
                .map(route -> route.method().name())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        if (methods.isEmpty()) {
            return ApiException.of(
                    ErrorCode.UNKNOWN_ROUTE, "there is nothing under this path; /openapi.json lists all");
        }
        ctx.header("Allow", methods);
        return ApiException.of(ErrorCode.WRONG_METHOD, "the method is not one of those allowed here: " + methods);
    }
}
