package io.millrace.server.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** A request as endpoints see it. */
public final class Call {
    /** How the parser speaks of a place: the body is never quoted, and only line and column are of use. */
    private static final Pattern SOURCE = Pattern.compile("\\[Source: [^;]*; ([^]]*)]");

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    static {
        JSON.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(200)
                        .maxStringLength(16 << 20)
                        .build());
    }

    private final ServerRequest request;
    private final byte[] body;
    private final Caller caller;
    private final String requestId;
    private String made = "";

    Call(ServerRequest request, byte[] body, Caller caller, String requestId) {
        this.request = request;
        this.body = body;
        this.caller = caller;
        this.requestId = requestId;
    }

    /** Who asks. */
    public Caller caller() {
        return caller;
    }

    /** Identity of the request, for people who look for it in logs. */
    public String requestId() {
        return requestId;
    }

    /** Notes the id of what the request made, for those who look for it later. */
    public void makes(String id) {
        made = id;
    }

    /** What was noted; empty text: nothing. */
    public String made() {
        return made;
    }

    /** The address that the request came from; never a name, which others could choose. */
    public String address() {
        return request.remotePeer().address() instanceof InetSocketAddress peer && !peer.isUnresolved()
                ? peer.getAddress().getHostAddress()
                : "";
    }

    /** Path and query as they were sent. */
    public String target() {
        String query = request.query().rawValue();
        return query.isEmpty() ? request.path().rawPath() : request.path().rawPath() + "?" + query;
    }

    /** A part of the path, decoded. */
    public String path(String parameter) {
        return request.path().pathParameters().get(parameter);
    }

    /** A header; empty text when it is absent. */
    public String header(String name) {
        return request.headers().value(io.helidon.http.HeaderNames.create(name)).orElse("");
    }

    /** A parameter of the query, decoded; empty text when it is absent. */
    public String query(String name) {
        return request.query().first(name).orElse("");
    }

    /** The values of a list in the query, which commas separate; empty when it is absent or empty. */
    public List<String> queryList(String name) {
        return Arrays.stream(query(name).split(",", -1))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .distinct()
                .toList();
    }

    /**
     * The users whose things a list shows: those that root asks for in {@code userFilter} (empty: everybody's), and only
     * the caller otherwise.
     *
     * @throws ApiException AccessDenied when somebody else uses the filter
     */
    public Set<String> users() {
        List<String> users = queryList("userFilter");
        if (caller.isRoot()) {
            return Set.copyOf(users);
        }
        if (!users.isEmpty()) {
            throw ApiCode.ACCESS_DENIED.because(
                    "only root may use userFilter, and the request is from " + caller.name());
        }
        return Set.of(caller.name());
    }

    /**
     * A whole number of the query.
     *
     * @throws ApiException InvalidURI when it is none
     */
    public Optional<Long> queryNumber(String name) {
        String text = query(name).strip();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Long.valueOf(text));
        } catch (NumberFormatException e) {
            throw ApiCode.INVALID_URI.because("%s must be a whole number, not '%s'".formatted(name, text));
        }
    }

    /**
     * The fields of the body.
     *
     * @param malformed the code for a body that is not a JSON object, or has a field of the wrong type
     */
    public Fields body(ApiCode malformed) {
        return new Fields(object(malformed), malformed);
    }

    /** The same, for a body that may also be missing: then it has no fields. */
    public Fields bodyIfAny(ApiCode malformed) {
        return new String(body, StandardCharsets.UTF_8).isBlank()
                ? new Fields(JSON.createObjectNode(), malformed)
                : body(malformed);
    }

    /**
     * The body as a JSON object that may be changed.
     *
     * @param malformed the code for a body that is none
     */
    public ObjectNode object(ApiCode malformed) {
        try {
            if (JSON.readTree(body) instanceof ObjectNode object) {
                return object;
            }
            throw malformed.because("the body must be a JSON object");
        } catch (JsonProcessingException e) {
            throw malformed.because("the body is not JSON: %s (line %d, column %d)"
                    .formatted(
                            SOURCE.matcher(e.getOriginalMessage()).replaceAll("$1"),
                            e.getLocation() == null ? 1 : e.getLocation().getLineNr(),
                            e.getLocation() == null ? 1 : e.getLocation().getColumnNr()));
        } catch (IOException e) {
            throw malformed.because("the body cannot be read");
        }
    }

    /** The bytes of the body. */
    byte[] bytes() {
        return body;
    }
}
