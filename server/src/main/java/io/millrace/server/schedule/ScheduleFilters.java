package io.millrace.server.schedule;

import io.millrace.engine.record.ScheduleId;
import io.millrace.engine.schedule.ScheduleFilter;
import io.millrace.engine.schedule.ScheduleStatus;
import io.millrace.server.http.Call;
import io.millrace.server.pipeline.PipelineIds;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the query of a list of schedules asks for. */
final class ScheduleFilters {
    private ScheduleFilters() {}

    /** Empty when only things are asked for that cannot exist. */
    static Optional<ScheduleFilter> of(Call call) {
        Optional<Set<Long>> pipelines = values(call, "pplFilter", PipelineIds::pipeline);
        Optional<Set<Long>> versions = values(call, "pplVersionFilter", PipelineIds::version);
        Optional<Set<ScheduleId>> ids = values(call, "scheduleFilter", ScheduleId::of);
        Optional<Set<ScheduleStatus>> statuses = values(call, "statusFilter", ScheduleFilters::status);
        if (Stream.of(pipelines, versions, ids, statuses).anyMatch(Optional::isEmpty)) {
            call.users(); // which it may not ask for
            return Optional.empty();
        }
        return Optional.of(new ScheduleFilter(
                call.users(),
                pipelines.orElseThrow(),
                versions.orElseThrow(),
                ids.orElseThrow(),
                Set.copyOf(call.queryList("nameFilter")),
                statuses.orElseThrow()));
    }

    /** Words that mean nothing match nothing; empty when there are words and none means anything. */
    private static <T> Optional<Set<T>> values(Call call, String parameter, Function<String, Optional<T>> meaning) {
        List<String> words = call.queryList(parameter);
        Set<T> values = words.stream().map(meaning).flatMap(Optional::stream).collect(Collectors.toUnmodifiableSet());
        return values.isEmpty() && !words.isEmpty() ? Optional.empty() : Optional.of(values);
    }

    private static Optional<ScheduleStatus> status(String word) {
        return Stream.of(ScheduleStatus.values())
                .filter(status -> status.word().equals(word))
                .findFirst();
    }
}
