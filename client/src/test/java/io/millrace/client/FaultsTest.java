package io.millrace.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the client does when things go wrong on the way. */
class FaultsTest {
    private static final String RUN = """
        {"runID": "run-000001", "status": "%s", "createTime": "2026-07-01 12:00:00"}
        """;

    private final Script script = new Script();

    @AfterEach
    void close() {
        script.close();
    }

    private static MillraceClientException failure(ThrowingCallable call) {
        return (MillraceClientException) org.assertj.core.api.Assertions.catchThrowable(call);
    }

    @Test
    void questionsAreAskedAgainAndOrdersAreNot() {
        try (MillraceClient client =
                script.client().token("t").timeZone(ZoneId.of("UTC")).build()) {
            script.json(503, "").cut().json(200, RUN.formatted("running"));
            assertThat(client.runs().show("run-000001").status()).isEqualTo(RunStatus.RUNNING);
            assertThat(script.asked()).hasSize(3);

            script.error(503, "ServiceUnavailable");
            MillraceClientException refused = failure(() -> client.runs().create(NewRun.ofYaml("name: x")));
            assertThat(refused.status()).isEqualTo(503);
            script.cut();
            MillraceClientException lost = failure(() -> client.runs().create(NewRun.ofYaml("name: x")));
            assertThat(lost.code()).isEqualTo(MillraceClientException.UNREACHABLE);
            assertThat(lost.requestId()).isNotBlank();
            assertThat(script.asked()).hasSize(5);
        }
    }

    @Test
    void anOrderThatTheServerHadNoTimeForIsGivenAgain() {
        try (MillraceClient client = script.client().token("t").build()) {
            script.error(429, "TooManyRequests").json(201, "{\"runID\": \"run-000007\"}");
            assertThat(client.runs().create(NewRun.ofYaml("name: x"))).isEqualTo("run-000007");
        }
    }

    @Test
    void anErrorTellsStatusCodeMessageAndRequest() {
        try (MillraceClient client = script.client().token("t").build()) {
            script.error(404, "RunNotFound");
            MillraceClientException error = failure(() -> client.runs().show("run-9"));
            assertThat(error).hasMessage("because");
            assertThat(error.status()).isEqualTo(404);
            assertThat(error.code()).isEqualTo("RunNotFound");
            assertThat(error.requestId()).isEqualTo("r-1");

            script.json(400, "{\"detail\": \"why\", \"code\": \"InvalidPipeline\"}");
            assertThat(failure(() -> client.language().graph("x", GraphFormat.SVG)))
                    .hasMessage("why");
            script.json(418, "<html>a proxy</html>");
            assertThat(failure(() -> client.runs().show("run-9")).code())
                    .isEqualTo(MillraceClientException.UNEXPECTED_ANSWER);
            script.json(200, "[]");
            assertThat(failure(() -> client.runs().show("run-9")).code())
                    .isEqualTo(MillraceClientException.UNEXPECTED_ANSWER);
        }
    }

    @Test
    void anOldTokenIsRenewedOnce() {
        try (MillraceClient client =
                script.client().credentials("anna", "secret1").build()) {
            script.json(200, "{\"authorization\": \"t1\"}").json(200, "");
            client.runs().stop("run-000001");
            script.error(400, "AuthInvalidToken")
                    .json(200, "{\"authorization\": \"t2\"}")
                    .json(200, "");
            client.runs().stop("run-000001");
            assertThat(script.asked()).extracting(Script.Asked::token).containsExactly("", "t1", "t1", "", "t2");
            script.error(400, "AuthInvalidToken")
                    .json(200, "{\"authorization\": \"t3\"}")
                    .error(400, "AuthFailed");
            assertThat(failure(() -> client.runs().stop("run-000001")).code()).isEqualTo("AuthFailed");
            assertThat(script.asked()).hasSize(8);
        }
    }

    @Test
    void aGivenTokenIsNotRenewed() {
        try (MillraceClient client = script.client().token("old").build()) {
            script.error(400, "AuthInvalidToken");
            assertThat(failure(() -> client.runs().stop("run-000001")).code()).isEqualTo("AuthInvalidToken");
            assertThat(script.asked()).hasSize(1);
        }
    }

    @Test
    void nobodyListens() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        try (MillraceClient client =
                script.client().endpoint("http://127.0.0.1:" + port).build()) {
            MillraceClientException error = failure(() -> client.runs().show("run-000001"));
            assertThat(error.code()).isEqualTo(MillraceClientException.UNREACHABLE);
            assertThat(error).hasMessageContaining("127.0.0.1:" + port);
            assertThat(error.status()).isZero();
        }
    }

    @Test
    void aServerThatSaysNothingIsNotWaitedForForEver() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                MillraceClient client = script.client()
                        .endpoint("http://127.0.0.1:" + silent.getLocalPort())
                        .timeout(Duration.ofMillis(100))
                        .retry(RetryPolicy.NONE)
                        .build()) {
            assertThat(failure(() -> client.runs().show("run-000001")).code())
                    .isEqualTo(MillraceClientException.TIMEOUT);
        }
    }

    @Test
    void endpointsAreChecked() {
        assertThatThrownBy(() ->
                        MillraceClient.builder().endpoint("localhost:8999").build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("http://");
    }

    @Test
    void eventsGoOnBehindTheLastOneAfterAConnectionBreaks() {
        String first = "id: 1\nevent: run-started\ndata: {\"event\":\"run-started\",\"at\":1000}\n\n";
        String second = ": still here\n\nid: 2\nevent: node-ended\ndata: {\"node\":1,\"at\":2000}\n\n";
        String third = "id: 3\nevent: run-ended\ndata: {\"status\":\"succeeded\",\"at\":3000}\n\n";
        script.events(first, true)
                .events(second, false)
                .error(503, "ServiceUnavailable")
                .events(third, false);
        try (MillraceClient client = script.client().token("t").build();
                LiveStream<RunEvent> events = client.runs().events("run-000001")) {
            List<RunEvent> all = events.stream().toList();
            assertThat(all).extracting(RunEvent::number).containsExactly(1L, 2L, 3L);
            assertThat(all.get(1).at()).isEqualTo(Instant.ofEpochSecond(2));
            assertThat(all.get(1).fields()).containsEntry("node", 1L);
            assertThat(script.asked()).extracting(Script.Asked::lastEvent).containsExactly("", "1", "2", "2");
        }
    }

    @Test
    void aStreamThatSaysNothingAnyMoreIsOpenedAnewBehindWhatWasSeen() {
        String first = "id: 1\nevent: run-started\ndata: {\"event\":\"run-started\",\"at\":1000}\n\n";
        String last = "id: 2\nevent: run-ended\ndata: {\"status\":\"succeeded\",\"at\":3000}\n\n";
        script.eventsAndThenSilence(first).eventsAndThenSilence("").events(last, false);
        try (MillraceClient client = script.client()
                        .token("t")
                        .silence(Duration.ofMillis(300))
                        .build();
                LiveStream<RunEvent> events = client.runs().events("run-000001")) {
            assertThat(events.stream()).extracting(RunEvent::number).containsExactly(1L, 2L);
            assertThat(script.asked()).extracting(Script.Asked::lastEvent).containsExactly("", "1", "1");
        }
    }

    @Test
    void aServerThatStaysSilentIsGivenUp() {
        script.eventsAndThenSilence("").eventsAndThenSilence("").eventsAndThenSilence("");
        try (MillraceClient client = script.client()
                        .token("t")
                        .silence(Duration.ofMillis(100))
                        .build();
                LiveStream<RunEvent> events = client.runs().events("run-000001")) {
            assertThat(failure(events::hasNext).code()).isEqualTo(MillraceClientException.UNREACHABLE);
        }
    }

    @Test
    void aStreamThatHasNoMoreToSayEnds() {
        script.events("", false);
        try (MillraceClient client = script.client().token("t").build();
                LiveStream<LogLine> lines = client.logs().follow("run-000001", "sweep-1.train", Optional.of(40L))) {
            assertThat(lines.hasNext()).isFalse();
            assertThat(script.lines())
                    .containsExactly("GET /api/millrace/v1/runs/run-000001/logs/sweep-1.train/stream");
            assertThat(script.asked().getFirst().lastEvent()).isEqualTo("40");
        }
    }

    @Test
    void allPagesAreOneStreamThatAsksOnlyForWhatIsRead() {
        script.json(200, "{\"runList\": [{\"runID\": \"a\"}, {\"runID\": \"b\"}], \"nextMarker\": \"m1\"}")
                .json(200, "{\"runList\": [], \"nextMarker\": \"m2\"}")
                .json(200, "{\"runList\": [{\"runID\": \"c\", \"status\": \"dreaming\"}]}");
        try (MillraceClient client = script.client().token("t").build()) {
            RunFilter filter =
                    RunFilter.ALL.pageSize(2).users("anna", "ben & co").statuses(RunStatus.FAILED);
            assertThat(client.runs().stream(filter).limit(2)).hasSize(2);
            assertThat(script.asked()).hasSize(1);
            assertThat(script.lines().getFirst())
                    .isEqualTo("GET /api/paddleflow/v1/run?maxKeys=2&userFilter=anna%2Cben+%26+co&statusFilter=failed");
            RunInfo last =
                    client.runs().stream(filter.after("m1")).reduce((a, b) -> b).orElseThrow();
            assertThat(last.status()).isEqualTo(RunStatus.UNKNOWN);
            assertThat(last.statusWord()).isEqualTo("dreaming");
        }
    }

    @Test
    void timesAreReadInTheZoneOfTheServerWhichIsAskedOnce() {
        try (MillraceClient client = script.client().token("t").build()) {
            script.json(200, RUN.formatted("running"))
                    .json(200, "{\"gitVersion\": \"1\", \"timeZone\": \"Asia/Shanghai\"}")
                    .json(200, RUN.formatted("running"));
            assertThat(client.runs().show("run-000001").info().createdAt())
                    .isEqualTo(Instant.parse("2026-07-01T04:00:00Z"));
            assertThat(client.runs().show("run-000001").info().activatedAt()).isEmpty();
            assertThat(script.asked()).hasSize(3);
        }
    }

    @Test
    void waitingEndsWithTheRunOrWithPatience() {
        try (MillraceClient client =
                script.client().token("t").timeZone(ZoneId.of("UTC")).build()) {
            script.json(200, RUN.formatted("running"))
                    .json(200, RUN.formatted("running"))
                    .json(200, RUN.formatted("failed"));
            List<RunStatus> seen = new java.util.ArrayList<>();
            RunDetail end = client.runs()
                    .await(
                            "run-000001",
                            Duration.ofMinutes(1),
                            progress -> seen.add(progress.run().status()));
            assertThat(end.status()).isEqualTo(RunStatus.FAILED);
            assertThat(seen).containsExactly(RunStatus.RUNNING, RunStatus.FAILED);
            script.json(200, RUN.formatted("running"));
            assertThatExceptionOfType(MillraceClientException.class)
                    .isThrownBy(() -> client.runs().await("run-000001", Duration.ZERO))
                    .withMessage("run-000001 is still running");
        }
    }
}
