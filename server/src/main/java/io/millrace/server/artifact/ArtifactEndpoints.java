package io.millrace.server.artifact;

import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.engine.artifact.Artifact;
import io.millrace.engine.artifact.ArtifactContent;
import io.millrace.engine.artifact.ArtifactFilter;
import io.millrace.engine.artifact.ArtifactQueries;
import io.millrace.engine.artifact.ArtifactStore;
import io.millrace.engine.core.RunId;
import io.millrace.engine.record.ArtifactType;
import io.millrace.server.http.Answer;
import io.millrace.server.http.ApiCode;
import io.millrace.server.http.Call;
import io.millrace.server.http.Page;
import io.millrace.server.http.Route;
import io.millrace.server.http.WireTime;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The records of what jobs read and made, as clients of PaddleFlow ask for them. */
public record ArtifactEndpoints(ArtifactQueries queries, ArtifactStore store) {

    /** All of them. */
    public List<Route> routes() {
        return List.of(Route.of("GET", "/artifact", this::list), Route.of("DELETE", "/artifact", this::delete));
    }

    private Answer list(Call call) {
        Page page = Page.of(call);
        List<Artifact> rows = rows(call, page);
        return Answer.object(json -> {
            page.write(json, rows, Artifact::number);
            json.writeArrayFieldStart("artifactEventList");
            for (Artifact artifact : page.shown(rows)) {
                artifact(json, artifact);
            }
            json.writeEndArray();
        });
    }

    private List<Artifact> rows(Call call, Page page) {
        List<String> users = call.caller().isRoot()
                ? call.queryList("userFilter")
                : List.of(call.caller().name());
        Set<ArtifactType> types = new LinkedHashSet<>();
        call.queryList("typeFilter").forEach(word -> types.add(type(word)));
        List<String> ids = call.queryList("runFilter");
        Set<RunId> runs = new LinkedHashSet<>();
        ids.forEach(id -> RunId.of(id).ifPresent(runs::add));
        if (runs.isEmpty() != ids.isEmpty()) {
            return List.of(); // only runs that do not exist are asked for
        }
        String path = call.query("pathFilter");
        ArtifactFilter filter = ArtifactFilter.ALL
                .in(ArtifactFilter.Order.OLDEST_FIRST)
                .withUsers(Set.copyOf(users))
                .withStorages(Set.copyOf(call.queryList("fsFilter")))
                .withRuns(runs)
                .withTypes(types)
                .withPaths(path.isEmpty() ? Set.of() : Set.of(path))
                .after(page.after());
        return queries.artifacts(filter, page.rows());
    }

    private static ArtifactType type(String word) {
        return ArtifactType.ofWord(word)
                .orElseThrow(
                        () -> ApiCode.INVALID_URI.because("typeFilter is input or output, not '%s'".formatted(word)));
    }

    /** Forgets records; what they are of stays in the storage. */
    private Answer delete(Call call) {
        String storage = required(call, "fsname");
        String id = required(call, "runID");
        String path = required(call, "path");
        Optional<String> user = call.caller().isRoot()
                ? Optional.of(call.query("username")).filter(name -> !name.isEmpty())
                : Optional.of(call.caller().name());
        boolean found =
                RunId.of(id).map(run -> store.forget(run, user, storage, path)).orElse(false);
        if (!found) {
            throw ApiCode.ARTIFACT_EVENT_NOT_FOUND.because(
                    "there is no record of %s in storage '%s' of run %s".formatted(path, storage, id));
        }
        return Answer.EMPTY;
    }

    private static String required(Call call, String parameter) {
        String value = call.query(parameter);
        if (value.isEmpty()) {
            throw ApiCode.INVALID_URI.because("the query must have %s".formatted(parameter));
        }
        return value;
    }

    private static void artifact(JsonGenerator json, Artifact artifact) throws IOException {
        Instant at = artifact.row().at();
        json.writeStartObject();
        json.writeNumberField("artifact", artifact.number());
        json.writeStringField("runID", artifact.row().run().toString());
        json.writeStringField("fsname", artifact.storage());
        json.writeStringField("username", artifact.user());
        json.writeStringField("artifactPath", artifact.row().path());
        json.writeStringField("step", artifact.step());
        json.writeStringField("jobID", artifact.jobId());
        json.writeStringField("type", artifact.row().type().word());
        json.writeStringField("artifactName", artifact.row().name());
        json.writeStringField("meta", "");
        json.writeStringField("createTime", WireTime.text(at));
        json.writeStringField("updateTime", WireTime.text(lookedAt(artifact.content(), at)));
        json.writeEndObject();
    }

    private static Instant lookedAt(ArtifactContent content, Instant otherwise) {
        return switch (content) {
            case ArtifactContent.Pending() -> otherwise;
            case ArtifactContent.Known known -> known.at();
            case ArtifactContent.Absent absent -> absent.at();
            case ArtifactContent.Unreadable unreadable -> unreadable.at();
        };
    }
}
