package io.millrace.server.trace;

import io.millrace.engine.core.RunId;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.trace.IdGenerator;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Identities of spans that follow from what they are about. So a run stays one trace when another process takes it up,
 * and a step can name its run before that has ended. Used by one thread: it says what comes next, then makes the span.
 */
final class TraceIds implements IdGenerator {
    private static final int TRACE_DIGITS = 32;
    private static final int SPAN_DIGITS = 16;

    private final String instance;
    private String next = "";
    private String trace = "";

    /**
     * @param instance tells this server's runs from those of others
     */
    TraceIds(String instance) {
        this.instance = instance;
    }

    /** The next span is that of a run. */
    void nextIs(RunId run) {
        trace = hex(instance + "/" + run, TRACE_DIGITS);
        next = spanOf(run);
    }

    /** The next span is that of a node. */
    void nextIs(RunId run, int node) {
        trace = hex(instance + "/" + run, TRACE_DIGITS);
        next = hex(instance + "/" + run + "/" + node, SPAN_DIGITS);
    }

    /** What spans of nodes of a run hang on. */
    SpanContext parent(RunId run) {
        return SpanContext.create(
                hex(instance + "/" + run, TRACE_DIGITS), spanOf(run), TraceFlags.getSampled(), TraceState.getDefault());
    }

    private String spanOf(RunId run) {
        return hex(instance + "/" + run + "/run", SPAN_DIGITS);
    }

    @Override
    public String generateSpanId() {
        return next;
    }

    @Override
    public String generateTraceId() {
        return trace;
    }

    private static String hex(String text, int digits) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, digits);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
