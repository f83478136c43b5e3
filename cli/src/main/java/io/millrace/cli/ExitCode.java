package io.millrace.cli;

/** What the program tells its caller. */
final class ExitCode {
    static final int OK = 0;
    /** The run failed, or was stopped by somebody else. */
    static final int FAILED = 1;
    /** Bad input or usage: nothing was done. */
    static final int USAGE = 2;
    /** Ctrl-C. */
    static final int INTERRUPTED = 130;

    private ExitCode() {}
}
