package io.millrace.server.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.engine.JobQueries;
import io.millrace.engine.JobQueries.Job;
import io.millrace.engine.RunQueries;
import io.millrace.engine.capacity.CapacityRegistry;
import io.millrace.engine.core.RunId;
import io.millrace.engine.loop.Engine;
import io.millrace.server.http.Answer;
import io.millrace.server.http.ApiCode;
import io.millrace.server.http.ApiException;
import io.millrace.server.http.Call;
import io.millrace.server.http.Page;
import io.millrace.server.http.Route;
import io.millrace.server.http.WireTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What can be asked about jobs. They come with runs and go with them: none can be made, changed or deleted by itself.
 */
public final class JobEndpoints {
    /** A list with filters looks through this many jobs; what is beyond is on the next page. */
    private static final int MOST_LOOKED_AT = 5000;

    private static final int PORTION = 1000;
    private static final int NODE_BITS = 24;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Engine engine;
    private final JobQueries jobs;
    private final CapacityRegistry capacity;
    private final JobLookup lookup;

    public JobEndpoints(Engine engine, RunQueries runs, JobQueries jobs, CapacityRegistry capacity) {
        this.engine = engine;
        this.jobs = jobs;
        this.capacity = capacity;
        this.lookup = new JobLookup(runs);
    }

    /** All of them. */
    public List<Route> routes() {
        return List.of(
                Route.of("POST", "/job/single", JobEndpoints::create),
                Route.of("POST", "/job/distributed", JobEndpoints::create),
                Route.of("POST", "/job/workflow", JobEndpoints::create),
                Route.of("GET", "/job", this::list),
                Route.of("GET", "/job/{jobID}", this::show),
                Route.of("PUT", "/job/{jobID}", this::change),
                Route.of("DELETE", "/job/{jobID}", this::delete));
    }

    private static Answer create(Call call) {
        call.object(ApiCode.MALFORMED_JSON);
        throw ApiCode.JOB_CREATE_FAILED.because(
                "this server runs workflows, not jobs by themselves: make a run of one step with POST /run");
    }

    private Answer show(Call call) {
        JobLookup.Found found = found(call);
        JobView view = JobView.of(found.node(), found.run().created().user());
        return Answer.object(json -> {
            view.fields(json);
            view.runtime(json);
        });
    }

    private JobLookup.Found found(Call call) {
        return lookup.of(call.caller(), call.path("jobID"), ApiCode.ACTION_NOT_ALLOWED);
    }

    private Answer change(Call call) {
        JobLookup.Found found = found(call);
        String action = call.query("action");
        if (!action.equals("stop")) {
            throw ApiCode.ACTION_NOT_ALLOWED.because(
                    "a job can be stopped (action=stop) and nothing else, not '%s'".formatted(action));
        }
        if (found.node().status().isFinal()) {
            throw ApiCode.ACTION_NOT_ALLOWED.because("job %s is %s already"
                    .formatted(found.node().jobId(), found.node().status().word()));
        }
        engine.stopStep(found.run().id(), found.node().node());
        return Answer.EMPTY;
    }

    private Answer delete(Call call) {
        JobLookup.Found found = found(call);
        throw ApiCode.ACTION_NOT_ALLOWED.because("a job is deleted with its run: DELETE /run/%s"
                .formatted(found.run().id()));
    }

    private Answer list(Call call) {
        Page page = Page.of(call);
        Predicate<JobView> wanted = wanted(call);
        Optional<String> user = call.caller().isRoot()
                ? Optional.empty()
                : Optional.of(call.caller().name());
        List<JobView> shown = new ArrayList<>();
        Optional<JobQueries.Key> last = key(page.after());
        int looked = 0;
        boolean more = true;
        while (more && shown.size() < page.size() && looked < MOST_LOOKED_AT) {
            List<Job> portion = jobs.jobs(user, last, PORTION);
            more = !portion.isEmpty();
            for (Job job : portion) {
                if (shown.size() == page.size()) {
                    break;
                }
                last = Optional.of(job.key());
                looked++;
                JobView view = JobView.of(job.node(), job.user());
                if (wanted.test(view)) {
                    shown.add(view);
                }
            }
        }
        boolean hasNext = last.isPresent() && !jobs.jobs(user, last, 1).isEmpty();
        return answer(page, shown, hasNext ? OptionalLong.of(key(last.get())) : OptionalLong.empty());
    }

    private static Answer answer(Page page, List<JobView> shown, OptionalLong next) {
        return Answer.object(json -> {
            json.writeNumberField("maxKeys", page.maxKeys());
            json.writeBooleanField("isTruncated", next.isPresent());
            if (next.isPresent()) {
                json.writeStringField("nextMarker", Page.marker(next.getAsLong()));
            }
            json.writeArrayFieldStart("jobList");
            for (JobView view : shown) {
                json.writeStartObject();
                view.fields(json);
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    private static long key(JobQueries.Key key) {
        return key.run().number() << NODE_BITS | key.node();
    }

    private static Optional<JobQueries.Key> key(long marker) {
        return marker < 1L << NODE_BITS
                ? Optional.empty()
                : Optional.of(
                        new JobQueries.Key(new RunId(marker >> NODE_BITS), (int) (marker & ((1 << NODE_BITS) - 1))));
    }

    private Predicate<JobView> wanted(Call call) {
        Set<String> statuses = Set.copyOf(call.queryList("status"));
        String queue = call.query("queue");
        if (!queue.isEmpty() && capacity.queue(queue).isEmpty()) {
            throw ApiCode.QUEUE_NAME_NOT_FOUND.because("there is no queue '%s'".formatted(queue));
        }
        Instant updated = Instant.ofEpochSecond(Math.max(0, seconds(call)));
        Instant started = WireTime.parse("startTime", call.query("startTime"), ApiCode.INVALID_URI)
                .orElse(Instant.MIN);
        boolean labelled = hasLabels(call.query("labels"));
        return view -> !labelled
                && (statuses.isEmpty() || statuses.contains(view.node().status().word()))
                && (queue.isEmpty() || queue.equals(view.queue()))
                && !view.node().startedAt().orElse(Instant.MAX).isBefore(started)
                && !view.node()
                        .endedAt()
                        .or(() -> view.node().startedAt())
                        .orElse(Instant.MAX)
                        .isBefore(updated);
    }

    private static long seconds(Call call) {
        long seconds = call.queryNumber("timestamp").orElse(0L);
        if (seconds < 0 || seconds > Instant.MAX.getEpochSecond()) {
            throw ApiCode.INVALID_URI.because("timestamp is seconds since 1970, not %d".formatted(seconds));
        }
        return seconds;
    }

    /** Jobs of runs have no labels: who asks for some gets none. */
    private static boolean hasLabels(String text) {
        if (text.isEmpty()) {
            return false;
        }
        try {
            JsonNode labels = JSON.readTree(text);
            if (labels.isObject()) {
                return !labels.isEmpty();
            }
        } catch (JsonProcessingException e) {
            throw badLabels(text);
        }
        throw badLabels(text);
    }

    private static ApiException badLabels(String text) {
        return ApiCode.INVALID_URI.because("labels must be a JSON object, not '%s'".formatted(text));
    }
}
