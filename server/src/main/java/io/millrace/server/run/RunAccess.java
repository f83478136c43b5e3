package io.millrace.server.run;

import io.millrace.engine.RunQueries;
import io.millrace.engine.core.RunId;
import io.millrace.engine.record.RunRecord;
import io.millrace.server.http.ApiCode;
import io.millrace.server.http.ApiException;
import io.millrace.server.http.Caller;

/** Finds runs for users. */
public final class RunAccess {
    private RunAccess() {}

    /**
     * The run of an id.
     *
     * @throws ApiException RunNotFound when there is none, AccessDenied when it is another user's
     */
    public static RunRecord of(RunQueries queries, Caller caller, String id) {
        RunRecord run = RunId.of(id)
                .flatMap(queries::run)
                .orElseThrow(() -> ApiCode.RUN_NOT_FOUND.because("there is no run %s".formatted(id)));
        caller.require(run.created().user(), "run " + run.id());
        return run;
    }
}
