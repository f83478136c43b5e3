package io.millrace.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/**
 * A connection to a server, for one user. Safe for use by many threads; close it when it is not needed any more. Nothing
 * is sent before the first call.
 *
 * <pre>{@code
 * try (MillraceClient client = MillraceClient.builder()
 *         .endpoint("http://127.0.0.1:8999")
 *         .credentials("root", password)
 *         .build()) {
 *     String run = client.runs().create(NewRun.ofFile(Path.of("pipeline.yaml")));
 *     RunDetail end = client.runs().await(run, Duration.ofHours(1));
 * }
 * }</pre>
 */
public final class MillraceClient implements AutoCloseable {
    private final Transport transport;
    private final Wire wire;

    private MillraceClient(Transport transport, WireTimes times) {
        this.transport = transport;
        this.wire = new Wire(transport, times);
    }

    /** A client that is to be described first. */
    public static Builder builder() {
        return new Builder();
    }

    /** Runs. */
    public Runs runs() {
        return new Runs(wire);
    }

    /** Pipelines that the server keeps. */
    public Pipelines pipelines() {
        return new Pipelines(wire);
    }

    /** Results that can be reused. */
    public Cache cache() {
        return new Cache(wire);
    }

    /** What steps read and wrote. */
    public Artifacts artifacts() {
        return new Artifacts(wire);
    }

    /** What steps printed. */
    public Logs logs() {
        return new Logs(wire);
    }

    /** Pipelines that run at the times of a crontab. */
    public Schedules schedules() {
        return new Schedules(wire);
    }

    /** Storages. */
    public Storages storages() {
        return new Storages(wire);
    }

    /** Users. */
    public Users users() {
        return new Users(wire);
    }

    /** What pipelines mean. */
    public Language language() {
        return new Language(wire);
    }

    /** What the server is. */
    public ServerVersion version() {
        return ServerVersion.of(wire.get("/version"));
    }

    /**
     * A token of the user that this client is for, which other clients can use.
     *
     * @throws MillraceClientException UserNotExist or AuthFailed, and others
     */
    public static String login(String endpoint, String user, String password) {
        try (MillraceClient client = builder().endpoint(endpoint).build()) {
            return login(client.transport, user, password);
        }
    }

    private static String login(Transport transport, String user, String password) {
        Request request = Request.post("/login", Fields.write(Map.of("username", user, "password", password)))
                .open()
                .again();
        return Fields.parse(transport.text(request), WireTimes.NONE).text("authorization");
    }

    /** Breaks off what is still being asked. */
    @Override
    public void close() {
        transport.close();
    }

    /** Describes a client. Not safe for use by many threads. */
    public static final class Builder {
        private String endpoint = "http://127.0.0.1:8999";
        private Optional<String> token = Optional.empty();
        private Optional<String[]> credentials = Optional.empty();
        private Duration connectTimeout = Duration.ofSeconds(10);
        private Duration timeout = Duration.ofSeconds(60);
        private Duration silence = Duration.ofSeconds(60);
        private RetryPolicy retry = RetryPolicy.DEFAULT;
        private Optional<ZoneId> timeZone = Optional.empty();

        private Builder() {}

        /** Where the server is; without a word {@code http://127.0.0.1:8999}. */
        public Builder endpoint(String url) {
            endpoint = url;
            return this;
        }

        /** Logs in when it is needed, and again when the token is not good any more. */
        public Builder credentials(String user, String password) {
            credentials = Optional.of(new String[] {user, password});
            return this;
        }

        /** A token from a login. When it is not good any more, calls fail with AuthInvalidToken or AuthFailed. */
        public Builder token(String text) {
            token = Optional.of(text);
            return this;
        }

        /** Longest wait for a connection; without a word ten seconds. */
        public Builder connectTimeout(Duration longest) {
            connectTimeout = longest;
            return this;
        }

        /** Longest wait for an answer, or for the begin of a stream; without a word a minute. */
        public Builder timeout(Duration longest) {
            timeout = longest;
            return this;
        }

        /**
         * How long a stream of events or log lines may say nothing before its connection is taken for lost and opened
         * anew, behind what was seen; without a word a minute. A server with nothing to tell says so every 15 seconds.
         */
        public Builder silence(Duration longest) {
            silence = longest;
            return this;
        }

        /** How often requests are sent again. */
        public Builder retry(RetryPolicy policy) {
            retry = policy;
            return this;
        }

        /** The time zone of a server that does not tell it; without a word that of this machine. */
        public Builder timeZone(ZoneId zone) {
            timeZone = Optional.of(zone);
            return this;
        }

        /**
         * The client.
         *
         * @throws IllegalArgumentException when the endpoint is no URL with http or https
         */
        public MillraceClient build() {
            URI server = server(endpoint);
            HttpClient http = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(connectTimeout)
                    .build();
            Transport open = new Transport(http, server, Tokens.fixed(""), timeout, silence, retry);
            Tokens tokens = credentials
                    .map(known -> Tokens.from(() -> login(open, known[0], known[1])))
                    .orElseGet(() -> Tokens.fixed(token.orElse("")));
            Transport transport = new Transport(http, server, tokens, timeout, silence, retry);
            return new MillraceClient(transport, new WireTimes(new ServerZone(transport, timeZone)));
        }

        private static URI server(String url) {
            String plain = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
            URI uri = URI.create(plain);
            if (uri.getHost() == null || !("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                throw new IllegalArgumentException(
                        "an endpoint looks like http://127.0.0.1:8999, not '%s'".formatted(url));
            }
            return uri;
        }
    }
}
