package io.millrace.server.http;

import io.millrace.engine.MillraceException;
import java.time.Duration;

/** A request that is answered with an error. The message is for people, without internals. */
public final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private static final Duration SOON = Duration.ofSeconds(1);

    private final ApiCode code;
    private final Duration wait;

    ApiException(ApiCode code, String message) {
        this(code, message, SOON);
    }

    private ApiException(ApiCode code, String message, Duration wait) {
        super(message, null, false, false);
        this.code = code;
        this.wait = wait;
    }

    /** The same, for a request that is worth another try after {@code pause}. */
    public ApiException after(Duration pause) {
        return new ApiException(code, String.valueOf(getMessage()), pause);
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
