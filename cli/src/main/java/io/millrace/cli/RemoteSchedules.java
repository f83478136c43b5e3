package io.millrace.cli;

import io.millrace.client.ConcurrencyPolicy;
import io.millrace.client.NewSchedule;
import io.millrace.client.ScheduleFilter;
import io.millrace.client.ScheduleInfo;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;

/** Schedules of a server. */
record RemoteSchedules(Context context, Remote remote) {
    private static final Map<String, ConcurrencyPolicy> POLICIES = Map.of(
            "suspend", ConcurrencyPolicy.SUSPEND, "replace", ConcurrencyPolicy.REPLACE, "skip", ConcurrencyPolicy.SKIP);

    void create(ScheduleCreateOptions options) {
        NewSchedule wanted = wanted(options);
        String id = remote.ask(client -> client.schedules().create(wanted));
        context.out().println(id);
        context.out().flush();
    }

    private static NewSchedule wanted(ScheduleCreateOptions options) {
        ConcurrencyPolicy policy = POLICIES.get(options.policy);
        if (policy == null) {
            throw new UsageException("--policy is suspend, replace or skip, not '%s'".formatted(options.policy));
        }
        NewSchedule made = NewSchedule.of(options.name, options.pipeline, options.version, options.crontab)
                .concurrency(options.concurrency, policy)
                .catchUp(!options.noCatchUp);
        made = options.description.isEmpty() ? made : made.description(options.description);
        made = options.user.isEmpty() ? made : made.user(options.user);
        made = options.from.isEmpty() ? made : made.from(time("--from", options.from));
        made = options.until.isEmpty() ? made : made.until(time("--until", options.until));
        return options.expire.isEmpty() ? made : made.expireAfter(Amounts.time("--expire", options.expire));
    }

    private static Instant time(String option, String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new UsageException("%s takes a time such as 2026-12-01T00:00:00Z, not '%s'".formatted(option, text));
        }
    }

    void list(List<String> pipelines, List<String> users, PageOption page, ListFormat format) {
        ScheduleFilter filter = ScheduleFilter.ALL
                .pipelines(RemoteRuns.texts(pipelines))
                .users(RemoteRuns.texts(users))
                .pageSize(page.pageSize());
        records(format)
                .printAll(remote.ask(client ->
                        client.schedules().stream(filter).limit(page.limit()).toList()));
    }

    void show(String schedule, ListFormat format) {
        records(format)
                .print(remote.ask(client -> client.schedules().show(schedule).schedule()));
    }

    private Records<ScheduleInfo> records(ListFormat format) {
        return new Records<>(
                context,
                format,
                "no schedules; `millrace schedules create` begins one",
                List.of(
                        new Records.Column<>("SCHEDULE", ScheduleInfo::id),
                        new Records.Column<>("NAME", ScheduleInfo::name),
                        new Records.Column<>("USER", ScheduleInfo::user),
                        new Records.Column<>("PIPELINE", made -> made.pipeline() + " " + made.version()),
                        new Records.Column<>("CRONTAB", ScheduleInfo::crontab),
                        new Records.Column<>("STATUS", ScheduleInfo::statusWord),
                        new Records.Column<>(
                                "NEXT",
                                made -> made.nextRunAt().map(RunsListing::time).orElse("")),
                        new Records.Column<>("MESSAGE", ScheduleInfo::message)));
    }

    void stop(String schedule) {
        remote.tell(client -> client.schedules().stop(schedule));
        context.out().println(schedule + " has ended");
        context.out().flush();
    }

    void delete(String schedule) {
        remote.tell(client -> client.schedules().delete(schedule));
        context.out().println("deleted " + schedule);
        context.out().flush();
    }
}
