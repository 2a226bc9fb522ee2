package io.hmt4j.server;

import io.javalin.config.JavalinConfig;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The web server below: its threads, bounds and errors. */
final class JettySettings {

    /** Threads beside those of the requests that are counted: for status, page and refusals, and the server's own. */
    private static final int MORE_THREADS = 32;

    private final ServerSettings settings;

    JettySettings(ServerSettings settings) {
        this.settings = settings;
    }

    void applyTo(JavalinConfig config) {
        QueuedThreadPool threads = new QueuedThreadPool(settings.requests().requests() + MORE_THREADS, 4);
        threads.setName("hmt-http");
        config.jetty.threadPool = threads;
        config.jetty.modifyHttpConfiguration(this::bound);
        config.jetty.addConnector(this::connector);
        config.jetty.modifyServer(server -> {
            server.setErrorHandler(new JettyErrors());
            server.setStopTimeout(0); // who runs was waited for before
        });
    }

    private void bound(HttpConfiguration http) {
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        http.setRequestHeaderSize(settings.requests().headerBytes());
        http.setUriCompliance(UriCompliance.RFC3986);
    }

    private ServerConnector connector(Server server, HttpConfiguration http) {
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(settings.address().getHostAddress());
        connector.setPort(settings.port());
        connector.setIdleTimeout(settings.requests().silence().toMillis());
        connector.addBean(new NetworkConnectionLimit(settings.requests().connections(), connector));
        connector.addBean(new SlowHeaders(connector, settings.requests().header()));
        return connector;
    }
}
