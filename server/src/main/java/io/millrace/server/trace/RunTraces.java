package io.millrace.server.trace;

import io.millrace.engine.RunQueries;
import io.millrace.engine.StoreException;
import io.millrace.engine.core.NodeStatus;
import io.millrace.engine.core.RunEvent;
import io.millrace.engine.core.RunId;
import io.millrace.engine.core.RunStatus;
import io.millrace.engine.loop.EngineObserver;
import io.millrace.engine.record.NodeRow;
import io.millrace.engine.record.RunRecord;
import io.millrace.engine.record.RunRow;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Sends a trace for each run, with a span for each step iteration, when they end. A collector that is slow or away costs
 * spans, never the engine's time.
 */
public final class RunTraces implements EngineObserver, AutoCloseable {
    private static final System.Logger LOG = System.getLogger("io.millrace.server");
    private static final int MOST_WAITING = 10_000;
    private static final long CLOSING_SECONDS = 5;
    private static final Duration SOON = Duration.ofSeconds(1);

    private final RunQueries queries;
    private final TraceIds ids;
    private final SdkTracerProvider provider;
    private final Tracer tracer;
    private final ThreadPoolExecutor work;

    /**
     * Begins.
     *
     * @param endpoint where OTLP is taken over HTTP, such as {@code http://localhost:4318/v1/traces}
     * @param instance tells this server's runs from those of others
     */
    public RunTraces(URI endpoint, String instance, RunQueries queries) {
        this.queries = queries;
        this.ids = new TraceIds(instance);
        OtlpHttpSpanExporter exporter =
                OtlpHttpSpanExporter.builder().setEndpoint(endpoint.toString()).build();
        this.provider = SdkTracerProvider.builder()
                .setIdGenerator(ids)
                .setResource(Resource.builder()
                        .put("service.name", "millrace")
                        .put("service.instance.id", instance)
                        .build())
                .addSpanProcessor(BatchSpanProcessor.builder(exporter)
                        .setScheduleDelay(SOON)
                        .build())
                .build();
        this.tracer = provider.get("io.millrace");
        this.work = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MOST_WAITING),
                Thread.ofPlatform().name("traces").daemon().factory());
    }

    @Override
    public void committed(RunId run, List<RunEvent> events, Optional<RunRow> row, List<NodeRow> nodes) {
        List<NodeRow> ended = nodes.stream()
                .filter(node -> node.kind() != NodeRow.Kind.DAG && node.status().isFinal())
                .toList();
        Optional<RunRow> over = row.filter(it -> it.status().isFinal());
        if (!ended.isEmpty() || over.isPresent()) {
            later(() -> {
                ended.forEach(this::step);
                over.ifPresent(this::run);
            });
        }
    }

    @Override
    public void broken(RunRow row, RuntimeException bug) {
        later(() -> run(row));
    }

    @Override
    public void storeFailing(String message) {
        // nothing of a run
    }

    private void later(Runnable making) {
        try {
            work.execute(making);
        } catch (RejectedExecutionException full) {
            LOG.log(System.Logger.Level.WARNING, "spans are lost: more is running than can be traced");
        }
    }

    private void step(NodeRow node) {
        Instant end = node.endedAt().orElseGet(Instant::now);
        ids.nextIs(node.run(), node.node());
        Span span = tracer.spanBuilder(node.path())
                .setParent(Context.root().with(Span.wrap(ids.parent(node.run()))))
                .setStartTimestamp(node.startedAt().orElse(end))
                .setAttribute("millrace.run", node.run().toString())
                .setAttribute("millrace.step", node.path())
                .setAttribute("millrace.job", node.jobId())
                .setAttribute("millrace.status", node.status().word())
                .setAttribute("millrace.attempts", (long) node.attempts())
                .startSpan();
        node.exitCode().ifPresent(code -> span.setAttribute("millrace.exit_code", (long) code));
        node.keptFrom().ifPresent(from -> span.setAttribute("millrace.kept_from", from.toString()));
        if (node.status() == NodeStatus.FAILED) {
            span.setStatus(StatusCode.ERROR, node.message());
        }
        span.end(end);
    }

    private void run(RunRow row) {
        Instant end = row.endedAt().orElseGet(Instant::now);
        ids.nextIs(row.run());
        Optional<RunRecord> record = record(row.run());
        Span span = tracer.spanBuilder(record.map(it -> it.created().name()).orElse("run"))
                .setNoParent()
                .setStartTimestamp(record.map(it -> it.created().createdAt())
                        .or(row::activatedAt)
                        .orElse(end))
                .setAttribute("millrace.run", row.run().toString())
                .setAttribute("millrace.status", row.status().word())
                .startSpan();
        record.ifPresent(it -> span.setAttribute(
                AttributeKey.stringKey("enduser.id"), it.created().user()));
        if (row.status() == RunStatus.FAILED) {
            span.setStatus(StatusCode.ERROR, row.message());
        }
        span.end(end);
    }

    private Optional<RunRecord> record(RunId run) {
        try {
            return queries.run(run);
        } catch (StoreException e) {
            return Optional.empty(); // a trace without the name is better than none
        }
    }

    /** Sends what there is, and ends. */
    @Override
    public void close() {
        work.shutdown();
        try {
            if (!work.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS)) {
                LOG.log(System.Logger.Level.WARNING, "spans are lost: there was no time to make them");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        provider.shutdown().join(CLOSING_SECONDS, TimeUnit.SECONDS);
    }
}
