package io.millrace.server.http;

import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.task.InterruptableTask;
import io.helidon.webserver.spi.ServerConnection;
import java.time.Duration;

/** A connection that does something before its socket is closed. */
final class WatchedConnection implements ServerConnection, InterruptableTask<Void> {
    private final ServerConnection inner;
    private final Runnable atEnd;
    private volatile boolean hasEnded;

    /**
     * @param atEnd called once, by the thread of the connection; may be interrupted
     */
    WatchedConnection(ServerConnection inner, Runnable atEnd) {
        this.inner = inner;
        this.atEnd = atEnd;
    }

    @Override
    public void handle(Limit limit) throws InterruptedException {
        try {
            inner.handle(limit);
        } finally {
            hasEnded = true;
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
