package io.hmt4j.server.metric;

import io.hmt4j.answer.Answerer;
import io.hmt4j.answer.AnswererFigures;
import io.hmt4j.server.http.RunningRequests;
import io.hmt4j.store.MemoryStore;
import io.hmt4j.store.StoreFigures;
import io.hmt4j.work.Turnstile;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;

/** The server in numbers. What work, store and answers count themselves is asked for when Prometheus asks. */
public final class ServerMetrics implements AutoCloseable {

    /** What {@link #scrape} is written in. */
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final Duration[] SECONDS = {
        Duration.ofMillis(10),
        Duration.ofMillis(100),
        Duration.ofSeconds(1),
        Duration.ofSeconds(10),
        Duration.ofMinutes(1),
        Duration.ofMinutes(10)
    };

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    /** The numbers of a server. */
    public ServerMetrics(MemoryStore store, Answerer answerer, Turnstile turns, RunningRequests running) {
        ofStore(store);
        ofAnswers(answerer);
        gauge("hmt.queue", "pieces of work at the model, waiting and computing", turns, Turnstile::working);
        gauge("hmt.queue.places", "pieces of work there may be", turns, Turnstile::places);
        gauge("hmt.requests.running", "requests under way", running, RunningRequests::running);
        gauge("hmt.jvm.memory", "bytes of the Java heap in use", Runtime.getRuntime(), ServerMetrics::heap);
    }

    private void ofStore(MemoryStore store) {
        memories("reading", store, StoreFigures::reading);
        memories("ready", store, StoreFigures::ready);
        memories("failed", store, StoreFigures::failed);
        gauge("hmt.memories.queued", "memories that wait to be read", store, s -> s.figures()
                .queued());
        gauge("hmt.store.ram", "native bytes of loaded memories", store, s -> s.figures()
                .ramBytes());
        gauge("hmt.store.disk", "bytes in the store's folder", store, s -> s.figures()
                .diskBytes());
        counter("hmt.document.tokens.read", "tokens of documents read", store, s -> s.figures()
                .tokensRead());
    }

    private void memories(String state, MemoryStore store, ToDoubleFunction<StoreFigures> figure) {
        Gauge.builder("hmt.memories", store, s -> figure.applyAsDouble(s.figures()))
                .description("memories by state")
                .tags(Tags.of("state", state))
                .register(registry);
    }

    private void ofAnswers(Answerer answerer) {
        answers("hmt.answers", "answers given", answerer, AnswererFigures::answers);
        answers("hmt.answers.cancelled", "answers nobody waited for", answerer, AnswererFigures::cancelled);
        answers("hmt.answers.refused", "requests without a place", answerer, AnswererFigures::refused);
        answers("hmt.prompt.tokens.read", "tokens of prompts read", answerer, AnswererFigures::tokensRead);
        answers(
                "hmt.prompt.tokens.cached",
                "tokens of prompts not read again",
                answerer,
                AnswererFigures::tokensCached);
        answers("hmt.tokens.generated", "tokens of answers", answerer, AnswererFigures::tokensGenerated);
        gauge("hmt.answers.running", "answers being made, waiting ones included", answerer, a -> a.figures()
                .running());
        gauge("hmt.prefix.memory", "bytes of known prefixes", answerer, a -> a.figures()
                .prefixBytes());
        registry.getPrometheusRegistry().register(new AnswerHistograms(answerer::figures));
    }

    /** Asks for the bytes of large requests, too. */
    public void bodies(LongSupplier held) {
        gauge("hmt.requests.bodies", "bytes of large bodies of JSON in memory", held, LongSupplier::getAsLong);
    }

    /** Counts a request that was answered. */
    public void request(String method, String route, int status, long nanos) {
        Timer.builder("hmt.http.requests")
                .description("seconds from a request to the end of its answer")
                .serviceLevelObjectives(SECONDS)
                .tags("method", method, "route", route, "status", String.valueOf(status))
                .register(registry)
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    /** All numbers in Prometheus's text format. */
    public String scrape() {
        return registry.scrape();
    }

    private void answers(String name, String meaning, Answerer answerer, ToDoubleFunction<AnswererFigures> figure) {
        counter(name, meaning, answerer, a -> figure.applyAsDouble(a.figures()));
    }

    private <T> void gauge(String name, String meaning, T source, ToDoubleFunction<T> figure) {
        Gauge.builder(name, source, figure)
                .description(meaning)
                .strongReference(true)
                .register(registry);
    }

    private <T> void counter(String name, String meaning, T source, ToDoubleFunction<T> figure) {
        FunctionCounter.builder(name, source, figure).description(meaning).register(registry);
    }

    private static double heap(Runtime runtime) {
        return runtime.totalMemory() - (double) runtime.freeMemory();
    }

    @Override
    public void close() {
        registry.close();
    }
}
