package io.millrace.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.server.http.Answer;
import io.millrace.server.http.Caller;
import io.millrace.server.http.Doorkeeper;
import io.millrace.server.http.HttpServer;
import io.millrace.server.http.Route;
import io.millrace.server.http.ServerConfig;
import io.millrace.server.http.TlsFiles;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server with a certificate, over real connections. */
@Timeout(60)
class HttpsTest {
    private static final String PASSWORD = "changeit7";
    private static final Duration PATIENCE = Duration.ofMillis(700);

    @TempDir
    static Path folder = Path.of("");

    private static HttpServer server;

    @BeforeAll
    static void start() throws Exception {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "m",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        "ks.p12",
                        "-storepass",
                        PASSWORD)
                .directory(folder.toFile())
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        ServerConfig config = new ServerConfig(
                "127.0.0.1",
                0,
                OptionalInt.empty(),
                1 << 20,
                10,
                10,
                10,
                PATIENCE,
                Optional.of(new TlsFiles(folder.resolve("ks.p12"), PASSWORD)));
        server = HttpServer.start(
                config,
                Caller::new,
                List.of(Route.of("GET", "/here", call -> Answer.EMPTY).open()),
                List.of(),
                (route, status, took) -> {},
                Doorkeeper.NONE);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void clientsAreToldToStayWithHttps() throws Exception {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(KeyStore.getInstance(folder.resolve("ks.p12").toFile(), PASSWORD.toCharArray()));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        try (HttpClient client = HttpClient.newBuilder().sslContext(context).build()) {
            for (String path : List.of("/here", "/nothing")) {
                HttpResponse<String> response = client.send(
                        HttpRequest.newBuilder(
                                        URI.create("https://localhost:" + server.port() + Route.COMPATIBLE + path))
                                .timeout(Duration.ofSeconds(30))
                                .build(),
                        BodyHandlers.ofString());
                assertThat(response.statusCode()).isEqualTo(path.equals("/here") ? 200 : 404);
                assertThat(response.headers().firstValue("Strict-Transport-Security"))
                        .contains("max-age=31536000");
            }
        }
    }

    @Test
    void whoStopsWhileHttpsIsAgreedUponIsEnded() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            byte[] halfAHello = {0x16, 0x03, 0x01, 0x02, 0x00, 0x01};
            socket.getOutputStream().write(halfAHello);
            assertThat(socket.getInputStream().readAllBytes()).isEmpty();
        }
    }
}
