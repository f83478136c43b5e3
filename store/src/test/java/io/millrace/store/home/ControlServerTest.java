package io.millrace.store.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlServerTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private Home home = new Home(Path.of("/"));

    private ControlServer serve(UnaryOperator<String> handler, Duration patience) {
        home = new Home(folder.resolve("home"));
        home.create();
        return ControlServer.open(home, handler, patience);
    }

    private SocketChannel connect() throws IOException {
        Path socket = ControlAddress.read(home).orElseThrow();
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(socket));
        return channel;
    }

    @ParameterizedTest
    @ValueSource(strings = {"ping", "", "{\"stop\":\"run-000003\"}", "名前 🐧"})
    void aLineIsAnsweredWithALine(String request) {
        try (ControlServer server = serve(line -> "<" + line + ">", LIMIT)) {
            assertThat(ControlClient.ask(home, request, LIMIT)).contains("<" + request + ">");
            assertThat(server).isNotNull();
        }
    }

    @Test
    void manyAreAnsweredAtATime() throws Exception {
        CountDownLatch all = new CountDownLatch(20);
        UnaryOperator<String> meet = line -> {
            all.countDown();
            try {
                all.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return line;
        };
        try (ControlServer server = serve(meet, LIMIT);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Optional<String>>> answers = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                String request = "r" + i;
                answers.add(threads.submit(() -> ControlClient.ask(home, request, LIMIT)));
            }
            for (int i = 0; i < 20; i++) {
                assertThat(answers.get(i).get()).contains("r" + i);
            }
            assertThat(server).isNotNull();
        }
    }

    @Test
    void aSilentClientHindersNobodyAndIsCutOff() throws Exception {
        try (ControlServer server = serve(line -> line, Duration.ofMillis(200));
                SocketChannel silent = connect()) {
            assertThat(ControlClient.ask(home, "ping", LIMIT)).contains("ping");
            assertThat(silent.read(ByteBuffer.allocate(1)))
                    .as("end of the connection")
                    .isEqualTo(-1);
            assertThat(server).isNotNull();
        }
    }

    @Test
    void endlessTalkIsCutOff() throws Exception {
        try (ControlServer server = serve(line -> line, LIMIT);
                SocketChannel talker = connect()) {
            ByteBuffer chunk = ByteBuffer.wrap("x".repeat(64 * 1024).getBytes(StandardCharsets.UTF_8));
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 1_000; i++) {
                            talker.write(chunk.rewind());
                        }
                    })
                    .isInstanceOf(IOException.class);
            assertThat(ControlClient.ask(home, "ping", LIMIT)).contains("ping");
            assertThat(server).isNotNull();
        }
    }

    @Test
    void aHandlerThatFailsIsReportedToItsClientAlone() {
        UnaryOperator<String> handler = line -> {
            if (line.equals("bug")) {
                throw new IllegalStateException("expected by the test");
            }
            return line;
        };
        try (ControlServer server = serve(handler, LIMIT)) {
            assertThat(ControlClient.ask(home, "bug", LIMIT))
                    .contains("error: internal error, please report it: "
                            + "java.lang.IllegalStateException: expected by the test");
            assertThat(ControlClient.ask(home, "ping", LIMIT)).contains("ping");
            assertThat(server).isNotNull();
        }
    }

    @Test
    void aHomeWithALongPathHasItsSocketElsewhere() throws Exception {
        home = new Home(folder.resolve("h".repeat(120)));
        home.create();
        Path socket;
        try (ControlServer server = ControlServer.open(home, line -> line, LIMIT)) {
            socket = ControlAddress.read(home).orElseThrow();
            Path around = Optional.ofNullable(socket.getParent()).orElseThrow();
            assertThat(socket.startsWith(home.folder())).isFalse();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(around)))
                    .isEqualTo("rwx------");
            assertThat(ControlClient.ask(home, "ping", LIMIT)).contains("ping");
            assertThat(server).isNotNull();
        }
        assertThat(socket.getParent()).doesNotExist();
    }

    @Test
    void anAnswerUnderWayArrivesWhenTheServerCloses() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        UnaryOperator<String> slow = line -> {
            asked.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return line;
        };
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            ControlServer server = serve(slow, LIMIT);
            Path socket = ControlAddress.read(home).orElseThrow();
            Future<Optional<String>> answer = threads.submit(() -> ControlClient.ask(home, "ping", LIMIT));
            asked.await();
            Future<?> closing = threads.submit(server::close);
            await().until(() -> Files.notExists(socket));
            go.countDown();
            closing.get();
            assertThat(answer.get()).contains("ping");
        }
        assertThat(ControlClient.ask(home, "ping", LIMIT)).isEmpty();
    }
}
