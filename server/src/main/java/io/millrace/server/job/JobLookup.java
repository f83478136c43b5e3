package io.millrace.server.job;

import io.millrace.engine.RunQueries;
import io.millrace.engine.core.RunId;
import io.millrace.engine.record.NodeRow;
import io.millrace.engine.record.RunRecord;
import io.millrace.server.http.ApiCode;
import io.millrace.server.http.ApiException;
import io.millrace.server.http.Caller;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the job of an id, which begins with the id of its run. */
record JobLookup(RunQueries queries) {
    private static final Pattern ID = Pattern.compile("job-(run-\\d{6,18})-.*");

    /** A job with its run. */
    record Found(RunRecord run, NodeRow node) {}

    /**
     * The job, when it is the caller's.
     *
     * @param foreign the code when it is another user's
     * @throws ApiException JobNotFound, or {@code foreign}
     */
    Found of(Caller caller, String id, ApiCode foreign) {
        Matcher matcher = ID.matcher(id);
        RunRecord run = (matcher.matches() ? RunId.of(matcher.group(1)) : Optional.<RunId>empty())
                .flatMap(queries::run)
                .orElseThrow(() -> unknown(id));
        NodeRow node = node(run.id(), id).orElseThrow(() -> unknown(id));
        if (!caller.owns(run.created().user())) {
            throw foreign.because("user %s has no access to job %s".formatted(caller.name(), id));
        }
        return new Found(run, node);
    }

    private Optional<NodeRow> node(RunId run, String id) {
        List<NodeRow> page = queries.nodes(run, -1, RunQueries.NODES_PER_PAGE);
        while (!page.isEmpty()) {
            Optional<NodeRow> found = page.stream()
                    .filter(node -> node.attempts() > 0 && node.jobId().equals(id))
                    .findFirst();
            if (found.isPresent()) {
                return found;
            }
            page = queries.nodes(run, page.getLast().node(), RunQueries.NODES_PER_PAGE);
        }
        return Optional.empty();
    }

    private static ApiException unknown(String id) {
        return ApiCode.JOB_NOT_FOUND.because("there is no job '%s'".formatted(id));
    }
}
