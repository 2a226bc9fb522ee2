package io.hmt4j.server;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Closes connections whose request line and headers take too long: who sends a byte now and then is never idle, and would keep
 * a connection for ever. Looks again and again, so one may take half as long again as it is allowed.
 */
final class SlowHeaders extends AbstractLifeCycle {

    private final AbstractConnector connector;
    private final Duration allowed;
    private Scheduler.@Nullable Task next;

    SlowHeaders(AbstractConnector connector, Duration allowed) {
        this.connector = connector;
        this.allowed = allowed;
    }

    @Override
    protected void doStart() {
        lookLater();
    }

    @Override
    protected synchronized void doStop() {
        if (next != null) {
            next.cancel();
        }
    }

    private synchronized void lookLater() {
        long millis = Math.max(1, allowed.toMillis() / 2);
        next = connector.getScheduler().schedule(this::look, millis, TimeUnit.MILLISECONDS);
    }

    private void look() {
        connector.getConnectedEndPoints().stream().filter(this::isSlow).forEach(EndPoint::close);
        if (isRunning() || isStarting()) {
            lookLater();
        }
    }

    private boolean isSlow(EndPoint endPoint) {
        if (!(endPoint.getConnection() instanceof HttpConnection connection)) {
            return false;
        }
        HttpParser parser = connection.getParser();
        return parser.inHeaderState()
                && !parser.isStart()
                && System.nanoTime() - parser.getBeginNanoTime() > allowed.toNanos();
    }
}
