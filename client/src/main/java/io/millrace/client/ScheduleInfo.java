package io.millrace.client;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Runs of a pipeline at the times of a crontab.
 *
 * @param id such as {@code schedule-000001}
 * @param storageUser whose storages are meant
 * @param catchUp whether times that were missed are made up for
 * @param expiresAfter times missed by more are skipped; zero: none are
 * @param concurrency most active runs; 0: no bound
 * @param nextRunAt empty when there is none
 * @param statusWord the status as the server sent it
 * @param message why it is as it is; may be empty
 */
public record ScheduleInfo(
        String id,
        String name,
        String description,
        String pipeline,
        String version,
        String user,
        String storageUser,
        String crontab,
        boolean catchUp,
        Duration expiresAfter,
        int concurrency,
        ConcurrencyPolicy policy,
        Optional<Instant> startAt,
        Optional<Instant> endAt,
        Optional<Instant> nextRunAt,
        ScheduleStatus status,
        String statusWord,
        String message,
        Instant createdAt,
        Instant updatedAt) {

    static ScheduleInfo of(Fields schedule) {
        Fields options = schedule.object("options");
        return new ScheduleInfo(
                schedule.text("scheduleID"),
                schedule.text("name"),
                schedule.text("desc"),
                schedule.text("pipelineID"),
                schedule.text("pipelineVersionID"),
                schedule.text("username"),
                schedule.object("fsConfig").text("username"),
                schedule.text("crontab"),
                options.flag("catchup"),
                Duration.ofSeconds(options.number("expireInterval")),
                (int) options.number("concurrency"),
                ConcurrencyPolicy.of(options.text("concurrencyPolicy")),
                schedule.optionalTime("startTime"),
                schedule.optionalTime("endTime"),
                schedule.optionalTime("nextRunTime"),
                ScheduleStatus.of(schedule.text("status")),
                schedule.text("status"),
                schedule.text("scheduleMsg"),
                schedule.time("createTime"),
                schedule.time("updateTime"));
    }
}
