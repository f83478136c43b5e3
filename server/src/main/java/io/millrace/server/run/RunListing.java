package io.millrace.server.run;

import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.engine.RunQueries;
import io.millrace.engine.core.RunId;
import io.millrace.engine.core.RunStatus;
import io.millrace.engine.record.RunFilter;
import io.millrace.engine.record.RunSummary;
import io.millrace.server.http.Call;
import io.millrace.server.http.Page;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A page of runs. */
public final class RunListing {
    private RunListing() {}

    /**
     * The rows of a page, restricted by {@code runFilter} and {@code statusFilter} of the query too.
     *
     * @param filter what the rest of the query asks for, and the order
     */
    public static List<RunSummary> rows(RunQueries queries, RunFilter filter, Call call, Page page) {
        List<String> ids = call.queryList("runFilter");
        List<String> words = call.queryList("statusFilter");
        Set<RunId> runs = runs(ids);
        Set<RunStatus> statuses = statuses(words);
        if (runs.isEmpty() != ids.isEmpty() || statuses.isEmpty() != words.isEmpty()) {
            return List.of(); // only things that do not exist are asked for
        }
        RunFilter whole = filter.withRuns(runs).withStatuses(statuses);
        return queries.runs(page.after() == 0 ? whole : whole.after(new RunId(page.after())), page.rows());
    }

    private static Set<RunId> runs(List<String> ids) {
        Set<RunId> runs = new LinkedHashSet<>();
        ids.forEach(id -> RunId.of(id).ifPresent(runs::add));
        return runs;
    }

    private static Set<RunStatus> statuses(List<String> words) {
        Set<RunStatus> statuses = new LinkedHashSet<>();
        words.forEach(word -> RunStatus.of(word).ifPresent(statuses::add));
        return statuses;
    }

    /** The fields of a list of runs, inside an object that is open. */
    public static void write(JsonGenerator json, List<RunSummary> rows, Page page) throws IOException {
        page.write(json, rows, run -> run.id().number());
        json.writeArrayFieldStart("runList");
        for (RunSummary run : page.shown(rows)) {
            RunJson.brief(json, run);
        }
        json.writeEndArray();
    }
}
