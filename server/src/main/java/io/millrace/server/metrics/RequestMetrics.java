package io.millrace.server.metrics;

import io.millrace.server.http.RequestObserver;
import io.millrace.server.http.Route;
import java.time.Duration;

/** Times requests by route, never by path: there are as many numbers as routes. */
public record RequestMetrics(Metrics metrics) implements RequestObserver {
    private static final double NANOS = 1e9;

    @Override
    public void answered(Route route, int status, Duration took) {
        metrics.requests
                .labelValues(route.method(), route.path(), Integer.toString(status))
                .observe(took.toNanos() / NANOS);
    }
}
