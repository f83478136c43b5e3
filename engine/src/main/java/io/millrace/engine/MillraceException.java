package io.millrace.engine;

/** An operation that cannot be done. The message says what is wrong and what to do, for people, without internals. */
public final class MillraceException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Why, for programs. */
    public enum Code {
        /** There is no run of that id. */
        RUN_NOT_FOUND,
        /** There is no cache entry of that number. */
        CACHE_NOT_FOUND,
        /** There is no such artifact. */
        ARTIFACT_NOT_FOUND,
        /** Other runs use results of the run. */
        RUN_REUSED,
        /** A folder or file cannot be read, written or removed. */
        FILES,
        /** The run is not in a state that allows the operation. */
        RUN_STATE,
        /** There is no schedule of that id. */
        SCHEDULE_NOT_FOUND,
        /** The schedule is not in a state that allows the operation. */
        SCHEDULE_STATE,
        /** The user has a schedule of that name already. */
        SCHEDULE_NAME_TAKEN,
        /** Something of a new schedule is not valid: its name, times, crontab or options. */
        SCHEDULE_INVALID,
        /** Something of the pipeline cannot be done by this executor. */
        NOT_RUNNABLE,
        /** The data folder belongs to another process. */
        HOME_IN_USE,
        /** A backup cannot be made, or is not one that can be restored here. */
        BACKUP,
        /** The store cannot be read or written. */
        STORE,
        /** The engine is closing or has stopped. */
        CLOSED
    }

    private final Code code;

    public MillraceException(Code code, String message) {
        super(message);
        this.code = code;
    }

    public MillraceException(Code code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public Code code() {
        return code;
    }
}
