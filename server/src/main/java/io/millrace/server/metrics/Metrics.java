package io.millrace.server.metrics;

import io.millrace.engine.QueueUse;
import io.millrace.engine.core.RunStatus;
import io.millrace.engine.loop.EngineLoad;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Supplier;

/** All numbers there are, each described once. Safe for use by many threads. */
public final class Metrics {
    private static final double[] SHORT = {.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10};
    private static final double[] LONG = {.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60, 300, 1800};

    private final PrometheusRegistry registry = new PrometheusRegistry();

    final Counter runsEnded = counter("millrace_runs_ended", "Runs that ended.", "status");
    final Counter stepsEnded = counter("millrace_steps_ended", "Step iterations that ended.", "status");
    final Counter cacheAnswers = counter("millrace_cache_answers", "Answers of the run cache to steps.", "answer");
    final Histogram readyToStarted =
            histogram("millrace_step_ready_to_started_seconds", "From when a step could run to its process.", LONG);
    final Histogram commit =
            histogram("millrace_store_commit_seconds", "How long a write took to be on the disk.", SHORT);
    final Histogram requests =
            histogram("millrace_http_request_seconds", "How long answers took.", SHORT, "method", "route", "status");

    /**
     * What is read when somebody asks; of the JVM, too.
     *
     * @param unfinished runs that have not ended, by their states
     * @param load of the engine
     * @param queues what is in each queue
     */
    public void observe(
            Supplier<Map<RunStatus, Long>> unfinished,
            Supplier<EngineLoad> load,
            Supplier<Map<String, QueueUse>> queues) {
        JvmMetrics.builder().register(registry);
        GaugeWithCallback.builder()
                .name("millrace_runs")
                .help("Runs that have not ended.")
                .labelNames("status")
                .callback(gauge -> unfinished.get().forEach((status, count) -> gauge.call(count, status.word())))
                .register(registry);
        GaugeWithCallback.builder()
                .name("millrace_queue_steps")
                .help(
                        "Attempts of each queue that is not empty, by whether they hold a slot; those of no queue under ''.")
                .labelNames("queue", "state")
                .callback(gauge -> queues.get().forEach((queue, use) -> {
                    gauge.call(use.running(), queue, "running");
                    gauge.call(use.waiting(), queue, "waiting");
                }))
                .register(registry);
        gauge(
                "millrace_steps_running",
                "Attempts that hold a slot.",
                () -> load.get().running());
        gauge(
                "millrace_steps_waiting",
                "Attempts that wait for a slot.",
                () -> load.get().waiting());
        gauge(
                "millrace_slots",
                "Attempts that may run at a time.",
                () -> load.get().slots());
        gauge(
                "millrace_engine_queue",
                "News that wait for the engine.",
                () -> load.get().letters());
    }

    private void gauge(String name, String help, Supplier<? extends Number> value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(gauge -> gauge.call(value.get().doubleValue()))
                .register(registry);
    }

    private Counter counter(String name, String help, String label) {
        return Counter.builder().name(name).help(help).labelNames(label).register(registry);
    }

    private Histogram histogram(String name, String help, double[] bounds, String... labels) {
        return Histogram.builder()
                .name(name)
                .help(help)
                .classicOnly()
                .classicUpperBounds(bounds)
                .labelNames(labels)
                .register(registry);
    }

    /** Everything, in the text format of Prometheus. */
    public String text() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(16_384);
        try {
            PrometheusTextFormatWriter.create().write(bytes, registry.scrape());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
