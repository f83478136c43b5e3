package io.millrace.engine.cache;

import io.millrace.engine.cache.StorageContents.Content;
import io.millrace.engine.core.CacheQuestion;
import io.millrace.engine.core.CacheQuestion.Place;
import io.millrace.pipeline.plan.CacheStrategy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a step reads, by the content or the times of its files. */
public final class SecondFingerprint {
    private static final String VERSION = "2";

    private final StorageContents contents;

    public SecondFingerprint(StorageContents contents) {
        this.contents = contents;
    }

    /** SHA-256 of the facts in hexadecimal. */
    public static String of(Facts facts) {
        return Sha256.of(VERSION + "\n" + facts.json());
    }

    /**
     * What the step reads, as named texts.
     *
     * @throws UnknowableException when one of its paths is missing or cannot be read
     */
    public Facts facts(CacheQuestion question) throws UnknowableException {
        Map<String, String> facts = new TreeMap<>();
        for (Map.Entry<String, List<Place>> input : question.inputs().entrySet()) {
            look(facts, "input " + input.getKey(), question.strategy(), input.getValue());
        }
        for (Place place : question.scope()) {
            look(facts, "%s in %s".formatted(place.path(), place.storage()), question.strategy(), List.of(place));
        }
        return new Facts(facts);
    }

    private void look(Map<String, String> facts, String what, CacheStrategy strategy, List<Place> places)
            throws UnknowableException {
        switch (strategy) {
            case CONTENT -> content(facts, what, places);
            case CONSERVATIVE -> facts.put("modification time of " + what, newest(places));
        }
    }

    private void content(Map<String, String> facts, String what, List<Place> places) throws UnknowableException {
        StringBuilder digests = new StringBuilder();
        for (Place place : places) {
            Content content = contents.content(place.location(), place.path());
            digests.append(digests.isEmpty() ? "" : ",").append(content.digest());
            content.behindLinks()
                    .forEach((link, digest) -> facts.merge(
                            "content of %s behind its link %s".formatted(what, link),
                            digest,
                            (one, two) -> one + "," + two));
        }
        facts.put("content of " + what, digests.toString());
    }

    /** As a time for people, to the nanosecond. */
    private String newest(List<Place> places) throws UnknowableException {
        long newest = 0;
        for (Place place : places) {
            newest = Math.max(newest, contents.newestModification(place.location(), place.path()));
        }
        return Instant.EPOCH.plusNanos(newest).toString();
    }
}
