package io.millrace.server.http;

import io.millrace.engine.MillraceException;
import java.time.Duration;
import java.util.Map;

/** A request that is answered with an error. The message is for people, without internals. */
public final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private static final Duration SOON = Duration.ofSeconds(1);

    private final ApiCode code;
    private final Duration wait;
    private final Map<String, String> headers;

    ApiException(ApiCode code, String message) {
        this(code, message, SOON, Map.of());
    }

    private ApiException(ApiCode code, String message, Duration wait, Map<String, String> headers) {
        super(message, null, false, false);
        this.code = code;
        this.wait = wait;
        this.headers = headers;
    }

    /** The same, for a request that is worth another try after {@code pause}. */
    public ApiException after(Duration pause) {
        return new ApiException(code, String.valueOf(getMessage()), pause, headers);
    }

    /** The same, with one header in the answer. */
    public ApiException with(String header, String value) {
        return new ApiException(code, String.valueOf(getMessage()), wait, Map.of(header, value));
    }

    /** Headers of the answer beside those that each error has. */
    Map<String, String> headers() {
        return headers;
    }

    /** How long to wait before another try, where one is worth it; whole seconds, rounded up. */
    long waitSeconds() {
        return Math.max(1, wait.plusMillis(999).toSeconds());
    }

    public ApiCode code() {
        return code;
    }

    /** What {@code problem} is on the wire. */
    public static ApiException of(MillraceException problem) {
        ApiCode code = switch (problem.code()) {
            case RUN_NOT_FOUND -> ApiCode.RUN_NOT_FOUND;
            case CACHE_NOT_FOUND -> ApiCode.RUN_CACHE_NOT_FOUND;
            case ARTIFACT_NOT_FOUND -> ApiCode.ARTIFACT_EVENT_NOT_FOUND;
            case RUN_STATE, RUN_REUSED, SCHEDULE_STATE -> ApiCode.ACTION_NOT_ALLOWED;
            case SCHEDULE_NOT_FOUND -> ApiCode.SCHEDULE_NOT_FOUND;
            case SCHEDULE_NAME_TAKEN -> ApiCode.DUPLICATED_NAME;
            case SCHEDULE_INVALID -> ApiCode.INVALID_ARGUMENTS;
            case FILES -> ApiCode.INTERNAL_ERROR;
            case NOT_RUNNABLE -> ApiCode.INVALID_PIPELINE;
            case HOME_IN_USE, BACKUP, STORE, CLOSED -> ApiCode.UNAVAILABLE;
        };
        return code.because(String.valueOf(problem.getMessage()));
    }
}
