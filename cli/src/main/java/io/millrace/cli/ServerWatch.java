package io.millrace.cli;

import io.millrace.engine.RunQueries;
import io.millrace.engine.loop.EngineObserver;
import io.millrace.engine.loop.Observers;
import io.millrace.server.event.RunNews;
import io.millrace.server.metrics.EngineMetrics;
import io.millrace.server.metrics.Metrics;
import io.millrace.server.metrics.TimedStore;
import io.millrace.server.trace.RunTraces;
import io.millrace.store.home.Home;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everything that watches the engine of a server: its streams, its numbers, and its traces where they are wanted. */
final class ServerWatch implements AutoCloseable {
    private static final String TRACES = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";
    private static final String ALL = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private final Home home;
    private final Optional<URI> collector;
    private final RunNews news = new RunNews();
    private final Metrics metrics = new Metrics();
    private final List<RunTraces> traces = new ArrayList<>();

    /**
     * @param env names the collector as OpenTelemetry defines it
     * @throws UsageException when what it names is no address
     */
    ServerWatch(Home home, Map<String, String> env) {
        this.home = home;
        this.collector = collector(env);
    }

    private static Optional<URI> collector(Map<String, String> env) {
        String traces = env.getOrDefault(TRACES, "");
        String all = env.getOrDefault(ALL, "");
        if (traces.isEmpty() && all.isEmpty()) {
            return Optional.empty();
        }
        String text = traces.isEmpty() ? all.replaceAll("/+$", "") + "/v1/traces" : traces;
        if (!text.matches("https?://[^/\\s]+(/\\S*)?")) {
            throw new UsageException("%s must look like http://localhost:4318, not '%s'"
                    .formatted(traces.isEmpty() ? ALL : TRACES, traces.isEmpty() ? all : traces));
        }
        return Optional.of(URI.create(text));
    }

    RunNews news() {
        return news;
    }

    Metrics metrics() {
        return metrics;
    }

    Instruments instruments() {
        return new Instruments(store -> new TimedStore(store, metrics), this::observers);
    }

    private EngineObserver observers(RunQueries queries) {
        List<EngineObserver> all = new ArrayList<>(List.of(news, new EngineMetrics(metrics)));
        collector.ifPresent(endpoint -> {
            RunTraces made = new RunTraces(endpoint, home.folder().toString(), queries);
            traces.add(made);
            all.add(made);
        });
        return new Observers(all);
    }

    /** Sends the last traces; to be called when the engine has stopped. */
    @Override
    public void close() {
        traces.forEach(RunTraces::close);
    }
}
