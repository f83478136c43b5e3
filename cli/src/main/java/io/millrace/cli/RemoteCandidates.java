package io.millrace.cli;

import io.millrace.client.CacheEntry;
import io.millrace.client.CacheFilter;
import io.millrace.client.MillraceClient;
import io.millrace.client.PipelineFilter;
import io.millrace.client.PipelineInfo;
import io.millrace.client.RunFilter;
import io.millrace.client.RunInfo;
import io.millrace.client.ScheduleFilter;
import io.millrace.client.ScheduleInfo;
import io.millrace.client.StorageInfo;
import io.millrace.client.UserInfo;
import java.util.List;
import java.util.stream.Stream;

/** Ids that a server has. */
record RemoteCandidates(Context context, Remote remote) implements Completer.Candidates {
    private static final int MOST = 1000;

    @Override
    public List<String> of(String label, List<String> before) {
        if (label.equals("PROFILE")) {
            return Profiles.of(context).names();
        }
        return remote.ask(client -> ids(client, label, before).limit(MOST).toList());
    }

    private static Stream<String> ids(MillraceClient client, String label, List<String> before) {
        return switch (label) {
            case "RUN" ->
                client.runs().stream(RunFilter.ALL.newestFirst().pageSize(MOST)).map(RunInfo::id);
            case "STEP" ->
                before.isEmpty() ? Stream.empty() : client.runs().show(before.getFirst()).jobs().keySet().stream();
            case "ENTRY" ->
                client.cache().stream(CacheFilter.ALL.pageSize(MOST)).map(CacheEntry::id);
            case "PIPELINE" ->
                client.pipelines().stream(PipelineFilter.ALL.pageSize(MOST)).map(PipelineInfo::id);
            case "SCHEDULE" ->
                client.schedules().stream(ScheduleFilter.ALL.pageSize(MOST)).map(ScheduleInfo::id);
            case "STORAGE" -> client.storages().stream().map(StorageInfo::name);
            case "USER" -> client.users().stream().map(UserInfo::name);
            default -> Stream.empty();
        };
    }
}
