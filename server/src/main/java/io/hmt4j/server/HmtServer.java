package io.hmt4j.server;

import io.hmt4j.InputException;
import io.hmt4j.answer.Answerer;
import io.hmt4j.memory.HmtModel;
import io.hmt4j.server.http.RunningRequests;
import io.hmt4j.server.metric.ServerMetrics;
import io.hmt4j.server.route.Api;
import io.hmt4j.server.route.Services;
import io.hmt4j.server.safety.Origins;
import io.hmt4j.store.MemoryStore;
import io.hmt4j.work.Turnstile;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.util.JavalinBindException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Serves a model over HTTP: a store of document memories, the API that OpenAI's clients speak, and a page.
 *
 * <p>Safe for all threads. The model stays the caller's, who closes it after the server.
 */
public final class HmtServer implements AutoCloseable {

    /** What runs when its time is over still ends its segment. */
    private static final Duration LAST_SEGMENT = Duration.ofSeconds(10);

    private final ServerSettings settings;
    private final Turnstile turns;
    private final MemoryStore store;
    private final Answerer answerer;
    private final ServerMetrics metrics;
    private final RunningRequests running;
    private final Api api;
    private final Javalin web;
    private int port;
    private boolean closed;

    private HmtServer(HmtModel model, String modelName, MemoryStore store, Turnstile turns, ServerSettings settings) {
        this.settings = settings;
        this.turns = turns;
        this.store = store;
        running = new RunningRequests(
                settings.requests().requests(), settings.requests().watching());
        answerer = new Answerer(model, turns, settings.answers());
        metrics = new ServerMetrics(store, answerer, turns, running);
        Services services = new Services(model, modelName, store, answerer, running, settings.requests());
        Origins origins = new Origins(settings.origins(), !settings.keys().required());
        api = new Api(services, settings.keys(), origins, metrics);
        web = web();
    }

    /**
     * Starts a server; when this returns it answers.
     *
     * @param modelName the model's name in requests
     * @param folder folder of the memories, made if it is not there
     * @throws InputException if the folder is another process's, or the address is taken
     */
    public static HmtServer start(HmtModel model, String modelName, Path folder, ServerSettings settings) {
        model.text(); // refuses a model that has no tokenizer
        HmtServer server = open(model, modelName, folder, settings);
        try {
            server.port = server.web.start().port();
            return server;
        } catch (JavalinBindException taken) {
            server.close();
            throw new InputException(
                    settings.host() + ":" + settings.port()
                            + " cannot be listened on: it is taken, or no address of this machine",
                    taken);
        } catch (RuntimeException failure) {
            server.close();
            throw failure;
        }
    }

    private static HmtServer open(HmtModel model, String modelName, Path folder, ServerSettings settings) {
        Turnstile turns = new Turnstile(settings.requests().waiting());
        MemoryStore store = MemoryStore.open(folder, model, settings.store(), turns);
        try {
            return new HmtServer(model, modelName, store, turns, settings);
        } catch (RuntimeException failure) {
            store.close();
            throw failure;
        }
    }

    private Javalin web() {
        return Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.showOldJavalinVersionWarning = false;
            config.startup.startupWatcherEnabled = false;
            config.http.compressionStrategy = CompressionStrategy.NONE;
            config.http.maxRequestSize = settings.requests().requestBytes();
            config.router.ignoreTrailingSlashes = false;
            new JettySettings(settings).applyTo(config);
            api.addTo(config);
        });
    }

    /** The port it listens on. */
    public int port() {
        return port;
    }

    /** The address it listens on, such as {@code http://127.0.0.1:8080/}. */
    public URI address() {
        String host = settings.address().getHostAddress();
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port() + "/");
    }

    /** Method and path of every route but those of the page, as {@code GET /v1/models}. */
    List<String> routes() {
        return api.describedRoutes();
    }

    /**
     * Stops: nothing new is begun, what runs gets the time of the settings to end, then ends with its segment, for which this
     * waits however long it takes. What is being read is saved, and goes on when a store is opened on the folder again.
     */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        running.stop();
        if (!running.awaitNone(settings.requests().stopping())) {
            running.cancel();
            running.awaitNone(LAST_SEGMENT);
        }
        web.stop();
        store.close(); // what is read is saved, and no answer changes a memory any more
        turns.shut(); // whatever still computes: the model is closed next
        answerer.close();
        metrics.close();
    }
}
