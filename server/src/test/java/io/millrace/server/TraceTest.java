package io.millrace.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.engine.TimeSource;
import io.millrace.server.FakeCollector.Span;
import io.millrace.server.trace.RunTraces;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceTest {
    private static final String PIPELINE = """
            name: traced
            entry_points:
              one: {command: "true"}
              sub:
                deps: one
                entry_points:
                  two: {command: "false"}
            """;

    private static void run(RealServer server) {
        Api ann = server.as("anna");
        String run = ann.run(PIPELINE);
        await().until(() -> ann.get("/run/" + run).at("/status").equals("failed"));
    }

    @Test
    void aRunIsOneTraceWithASpanForEachStep(@TempDir Path folder) throws Exception {
        try (FakeCollector collector = new FakeCollector()) {
            List<RunTraces> traces = new ArrayList<>();
            try (RealServer server = new RealServer(folder, TimeSource.SYSTEM, queries -> {
                traces.add(new RunTraces(collector.endpoint(), "here", queries));
                return traces.getFirst();
            })) {
                run(server);
                traces.getFirst().close();
            }
            List<Span> spans = collector.spans();
            assertThat(spans).extracting(Span::name).containsExactlyInAnyOrder("one", "sub.two", "traced");
            Span root = spans.stream()
                    .filter(span -> span.name().equals("traced"))
                    .findFirst()
                    .orElseThrow();
            assertThat(root.parent()).isEmpty();
            assertThat(spans).extracting(Span::trace).containsOnly(root.trace());
            assertThat(spans)
                    .filteredOn(span -> !span.equals(root))
                    .extracting(Span::parent)
                    .containsOnly(root.id());
            assertThat(spans).extracting(Span::id).doesNotHaveDuplicates();
        }
    }

    @Test
    void aCollectorThatIsAwayStopsNothing(@TempDir Path folder) throws Exception {
        URI nowhere = URI.create("http://127.0.0.1:1/v1/traces");
        try (RealServer server =
                new RealServer(folder, TimeSource.SYSTEM, queries -> new RunTraces(nowhere, "here", queries))) {
            run(server);
        }
    }
}
