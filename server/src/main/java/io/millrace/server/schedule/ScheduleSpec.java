package io.millrace.server.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.engine.schedule.ConcurrencyPolicy;
import io.millrace.engine.schedule.NewSchedule;
import io.millrace.engine.schedule.ScheduleOptions;
import io.millrace.engine.schedule.Schedules;
import io.millrace.server.http.ApiCode;
import io.millrace.server.http.ApiException;
import io.millrace.server.http.Caller;
import io.millrace.server.http.Fields;
import io.millrace.server.http.WireTime;
import io.millrace.server.pipeline.PipelineIds;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * What a request to create a schedule says; empty texts: nothing.
 *
 * @param owner the user whose storages are meant
 */
record ScheduleSpec(
        String name,
        String description,
        String owner,
        String pipeline,
        String version,
        String crontab,
        Optional<Instant> start,
        Optional<Instant> end,
        ScheduleOptions options) {

    static ScheduleSpec of(Fields body) {
        String name = body.text("name");
        if (!Schedules.isName(name)) {
            throw ApiCode.INVALID_NAME_PATTERN.because(
                    "the name of a schedule is a letter or _, then 1 to 49 letters, digits or _: '%s' is not"
                            .formatted(name));
        }
        return new ScheduleSpec(
                name,
                body.text("desc"),
                body.text("username"),
                required(body, "pipelineID"),
                required(body, "pipelineVersionID"),
                required(body, "crontab"),
                WireTime.parse("startTime", body.text("startTime"), ApiCode.INVALID_ARGUMENTS),
                WireTime.parse("endTime", body.text("endTime"), ApiCode.INVALID_ARGUMENTS),
                options(body));
    }

    private static String required(Fields body, String field) {
        String text = body.text(field);
        if (text.isBlank()) {
            throw ApiCode.INVALID_ARGUMENTS.because("%s is missing".formatted(field));
        }
        return text;
    }

    private static ScheduleOptions options(Fields body) {
        return new ScheduleOptions(
                catchup(body),
                Duration.ofSeconds(count(body, "expireInterval")),
                count(body, "concurrency"),
                policy(body.text("concurrencyPolicy")));
    }

    private static int count(Fields body, String field) {
        long number = body.number(field).orElse(0L);
        if (number < 0 || number > Integer.MAX_VALUE) {
            throw ApiCode.INVALID_ARGUMENTS.because(
                    "%s must be from 0 to %d, not %d".formatted(field, Integer.MAX_VALUE, number));
        }
        return (int) number;
    }

    /** The command line of PaddleFlow sends this as text, too. */
    private static boolean catchup(Fields body) {
        String text = body.get("catchup")
                .filter(JsonNode::isTextual)
                .map(value -> value.textValue().toLowerCase(Locale.ROOT))
                .orElse("");
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> body.flag("catchup").orElse(true);
        };
    }

    private static ConcurrencyPolicy policy(String word) {
        return word.isEmpty()
                ? ConcurrencyPolicy.SUSPEND
                : ConcurrencyPolicy.ofWord(word)
                        .orElseThrow(() -> ApiCode.INVALID_ARGUMENTS.because(
                                "concurrencyPolicy is suspend, replace or skip, not '%s'".formatted(word)));
    }

    /**
     * The schedule that this asks for.
     *
     * @throws ApiException PipelineNotFound when the ids are none
     */
    NewSchedule by(Caller caller, Instant now) {
        return new NewSchedule(
                name,
                description,
                caller.name(),
                caller.isRoot() && !owner.isEmpty() ? owner : caller.name(),
                PipelineIds.pipeline(pipeline).orElseThrow(this::noPipeline),
                PipelineIds.version(version).orElseThrow(this::noPipeline),
                crontab,
                start,
                end,
                options,
                now);
    }

    private ApiException noPipeline() {
        return ApiCode.PIPELINE_NOT_FOUND.because("there is no pipeline %s version %s".formatted(pipeline, version));
    }
}
