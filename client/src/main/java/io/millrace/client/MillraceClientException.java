package io.millrace.client;

/** What a server refused, or what went wrong on the way to it. */
public final class MillraceClientException extends RuntimeException {
    /** No connection could be made, or it broke before the answer came: whether the server did anything is not known. */
    public static final String UNREACHABLE = "Unreachable";

    /** The answer did not come in time. */
    public static final String TIMEOUT = "Timeout";

    /** The thread was interrupted while it waited; its flag is set again. */
    public static final String INTERRUPTED = "Interrupted";

    /** The answer is none of this API. */
    public static final String UNEXPECTED_ANSWER = "UnexpectedAnswer";

    private static final long serialVersionUID = 1;

    private final int status;
    private final String code;
    private final String requestId;

    MillraceClientException(int status, String code, String message, String requestId) {
        super(message);
        this.status = status;
        this.code = code;
        this.requestId = requestId;
    }

    MillraceClientException(String code, String message, String requestId, Throwable cause) {
        super(message, cause);
        this.status = 0;
        this.code = code;
        this.requestId = requestId;
    }

    /** The HTTP status; 0 when there was no answer. */
    public int status() {
        return status;
    }

    /** What kind of error: a code of the server such as {@code RunNotFound}, or one of the constants of this class. */
    public String code() {
        return code;
    }

    /** Identity of the request, by which the server's log can be searched; empty when none was sent. */
    public String requestId() {
        return requestId;
    }
}
