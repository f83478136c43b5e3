package io.millrace.server.metrics;

import io.millrace.server.http.Answer;
import io.millrace.server.http.Route;
import java.util.List;

/**
 * The numbers over HTTP. They tell no names, but how busy a company is: without a token only where the server listens on
 * loopback.
 */
public record MetricsEndpoint(Metrics metrics, Route.Access access) {
    private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    public List<Route> routes() {
        return List.of(new Route("GET", "/metrics", access, call -> new Answer.Text(TYPE, metrics.text())));
    }
}
