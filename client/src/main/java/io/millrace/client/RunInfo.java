package io.millrace.client;

import java.time.Instant;
import java.util.Optional;

/**
 * A run as lists show it.
 *
 * @param id such as {@code run-000001}
 * @param name of the run, which is that of its pipeline unless the request gave another
 * @param source where the pipeline came from: a path in the storage, a pipeline and version, or a checksum of its text
 * @param storage its main storage; empty: none
 * @param status {@link RunStatus#UNKNOWN} for words of newer servers
 * @param statusWord the status as the server sent it
 * @param message why it is as it is; may be empty
 * @param schedule the schedule that made it
 * @param scheduledAt the time of the schedule that it was made for
 * @param createdAt when it was asked for
 * @param activatedAt when it began
 * @param updatedAt when it changed last; for a run that is over, when it ended
 */
public record RunInfo(
        String id,
        String name,
        String source,
        String user,
        String storage,
        String description,
        RunStatus status,
        String statusWord,
        String message,
        Optional<String> schedule,
        Optional<Instant> scheduledAt,
        Instant createdAt,
        Optional<Instant> activatedAt,
        Instant updatedAt) {

    static RunInfo of(Fields run) {
        return new RunInfo(
                run.text("runID"),
                run.text("name"),
                run.text("source"),
                run.text("username"),
                run.firstText("fsName", "fsname"),
                run.text("description"),
                RunStatus.of(run.text("status")),
                run.text("status"),
                run.text("runMsg"),
                run.optional("scheduleID"),
                run.optionalTime("scheduledTime"),
                run.time("createTime"),
                run.optionalTime("activateTime"),
                run.time("updateTime"));
    }
}
