package io.millrace.server.system;

import io.millrace.server.http.Answer;
import io.millrace.server.http.Route;
import java.time.ZoneId;
import java.util.List;

/** Tells what runs here, in the words of PaddleFlow. */
public final class VersionEndpoint {
    private final String version;

    /**
     * @param version of Millrace
     */
    public VersionEndpoint(String version) {
        this.version = version;
    }

    public List<Route> routes() {
        return List.of(Route.of(
                "GET",
                "/version",
                call -> Answer.object(json -> {
                    json.writeStringField("gitVersion", version);
                    json.writeStringField("gitCommit", "");
                    json.writeStringField("gitBranch", "");
                    json.writeStringField("buildDate", "");
                    json.writeStringField("goVersion", "");
                    json.writeStringField(
                            "compiler", "java " + Runtime.version().feature());
                    json.writeStringField(
                            "platform", System.getProperty("os.name") + "/" + System.getProperty("os.arch"));
                    json.writeStringField("millraceVersion", version);
                    // times of the API are in this zone, and do not name it
                    json.writeStringField("timeZone", ZoneId.systemDefault().getId());
                })));
    }
}
