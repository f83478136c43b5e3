package io.millrace.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.server.Api.Reply;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is about to end tells those who send it work. */
class DrainTest {
    @Test
    void itIsAliveButNotReady(@TempDir Path folder) throws Exception {
        try (RealServer server = new RealServer(folder)) {
            Api anybody = server.as("");
            assertThat(anybody.send("GET", "/readyz", "").status()).isEqualTo(200);
            server.drain().get(1, TimeUnit.MINUTES);
            Reply reply = anybody.send("GET", "/readyz", "");
            assertThat(reply.error()).isEqualTo("503 ServiceUnavailable");
            assertThat(reply.at("/message")).startsWith("draining");
            assertThat(anybody.send("GET", "/healthz", "").status()).isEqualTo(200);
            assertThat(server.as("anna").get("/run").status()).isEqualTo(200);
        }
    }
}
