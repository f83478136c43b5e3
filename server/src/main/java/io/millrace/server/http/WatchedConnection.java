package io.millrace.server.http;

import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.task.InterruptableTask;
import io.helidon.webserver.spi.ServerConnection;
import java.time.Duration;

/** A connection that does something before its socket is closed. */
final class WatchedConnection implements ServerConnection, InterruptableTask<Void> {
    private final ServerConnection inner;
    private final Runnable letGo;
    private final Runnable atEnd;
    private volatile boolean hasEnded;

    /**
     * @param letGo called first, unless the client waits for the end; may be interrupted
     * @param atEnd called once; both are called by the thread of the connection
     */
    WatchedConnection(ServerConnection inner, Runnable letGo, Runnable atEnd) {
        this.inner = inner;
        this.letGo = letGo;
        this.atEnd = atEnd;
    }

    @Override
    public void handle(Limit limit) throws InterruptedException {
        boolean isAwaited = false;
        try {
            inner.handle(limit);
        } catch (Farewell e) {
            isAwaited = true;
            throw e;
        } finally {
            hasEnded = true;
            end(isAwaited);
        }
    }

    private void end(boolean isAwaited) {
        try {
            if (!isAwaited) {
                letGo.run();
            }
        } finally {
            atEnd.run();
        }
    }

    @Override
    public boolean canInterrupt() {
        return hasEnded || (inner instanceof InterruptableTask<?> task && task.canInterrupt());
    }

    @Override
    public Duration idleTime() {
        return inner.idleTime();
    }

    @Override
    public void close(boolean interrupt) {
        inner.close(interrupt);
    }
}
