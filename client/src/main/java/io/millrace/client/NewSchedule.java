package io.millrace.client;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** A request to run a pipeline at the times of a crontab. Each method gives a request that says one thing more. */
public final class NewSchedule {
    private final Map<String, Object> fields;

    private NewSchedule(Map<String, Object> fields) {
        this.fields = fields;
    }

    /**
     * The least there is to say.
     *
     * @param name a letter or {@code _}, then 1 to 49 letters, digits or {@code _}
     * @param crontab five fields, or {@code @daily}, {@code @every 1h} and the like, in the time zone of the server
     */
    public static NewSchedule of(String name, String pipeline, String version, String crontab) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", name);
        fields.put("pipelineID", pipeline);
        fields.put("pipelineVersionID", version);
        fields.put("crontab", crontab);
        return new NewSchedule(fields);
    }

    private NewSchedule with(String field, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(fields);
        more.put(field, value);
        return new NewSchedule(more);
    }

    /** A text for people, up to 256 bytes. */
    public NewSchedule description(String text) {
        return with("desc", text);
    }

    /** The user whose storages are meant; only root may name another one. */
    public NewSchedule user(String owner) {
        return with("username", owner);
    }

    /** No runs before this time, which must be in the future; it is sent in whole seconds. */
    public NewSchedule from(Instant start) {
        return with("startTime", start);
    }

    /** No runs after this time; it is sent in whole seconds. */
    public NewSchedule until(Instant end) {
        return with("endTime", end);
    }

    /** At most that many active runs, and what becomes of further times; 0: as many as there are. */
    public NewSchedule concurrency(int runs, ConcurrencyPolicy policy) {
        return with("concurrency", runs).with("concurrencyPolicy", policy.word());
    }

    /** Times that were missed by more than this are skipped; zero: none are. */
    public NewSchedule expireAfter(Duration time) {
        return with("expireInterval", time.toSeconds());
    }

    /** Whether times that were missed are made up for; without a word they are. */
    public NewSchedule catchUp(boolean wanted) {
        return with("catchup", wanted);
    }

    String json(WireTimes times) {
        Map<String, Object> texts = new LinkedHashMap<>(fields);
        texts.replaceAll((field, value) -> value instanceof Instant time ? times.text(time) : value);
        return Fields.write(texts);
    }
}
