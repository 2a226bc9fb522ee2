package io.hmt4j.server.route;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hmt4j.memory.HmtModel;
import io.hmt4j.server.failure.ApiException;
import io.hmt4j.server.failure.ErrorCode;
import io.hmt4j.server.json.Json;
import io.hmt4j.server.metric.ServerMetrics;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;

/** What is served, and how the server is. */
final class StatusRoutes {

    private final Services services;
    private final ServerMetrics metrics;
    private final Instant started = Instant.now();
    private final byte[] description = description();

    StatusRoutes(Services services, ServerMetrics metrics) {
        this.services = services;
        this.metrics = metrics;
    }

    List<Route> all() {
        return List.of(
                Route.get("/v1/models", this::models),
                Route.get("/v1/models/{model}", this::model),
                Route.get(
                        "/health", ctx -> Responses.json(ctx, 200, Json.object().put("status", "ok"))),
                Route.get("/ready", this::ready),
                Route.get("/metrics", ctx -> ctx.contentType(ServerMetrics.CONTENT_TYPE)
                        .result(metrics.scrape())),
                Route.get(
                        "/openapi.json", ctx -> ctx.contentType(Json.MEDIA_TYPE).result(description)));
    }

    private void models(Context ctx) {
        ObjectNode root = Json.object().put("object", "list");
        root.putArray("data").add(description(services.model()));
        Responses.json(ctx, 200, root);
    }

    private void model(Context ctx) {
        if (!ctx.pathParam("model").equals(services.modelName())) {
            throw ApiException.of(
                    ErrorCode.MODEL_NOT_FOUND,
                    "model",
                    "this server has no such model; it has " + services.modelName());
        }
        Responses.json(ctx, 200, description(services.model()));
    }

    private ObjectNode description(HmtModel model) {
        ObjectNode node = Json.object()
                .put("id", services.modelName())
                .put("object", "model")
                .put("created", started.getEpochSecond())
                .put("owned_by", "hmt4j");
        node.putObject("hmt")
                .put("fingerprint", model.identity().fingerprint())
                .put("segment_tokens", model.config().segmentTokens())
                .put("bank_size", model.config().bankCapacity())
                .put("trained", model.identity().trained());
        return node;
    }

    private void ready(Context ctx) {
        boolean stopping = services.running().stopping();
        ObjectNode body = stopping
                ? Json.object().put("status", "stopping")
                : Json.object().put("status", "ready").put("model", services.modelName());
        Responses.json(ctx, stopping ? 503 : 200, body);
    }

    private static byte[] description() {
        try (InputStream file = StatusRoutes.class.getResourceAsStream("/io/hmt4j/server/openapi.json")) {
            if (file == null) {
                throw new IllegalStateException("openapi.json is missing in the jar");
            }
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
