package io.millrace.engine.cache;

import io.millrace.engine.core.CacheQuestion;
import io.millrace.engine.core.CacheQuestion.Place;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a step reads, by the content or the times of its files. */
public final class SecondFingerprint {
    private static final String VERSION = "1";

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
            facts.put("content of input " + input.getKey(), text(question, input.getValue()));
        }
        for (Place place : question.scope()) {
            facts.put("content of %s in %s".formatted(place.path(), place.storage()), text(question, List.of(place)));
        }
        return new Facts(facts);
    }

    private String text(CacheQuestion question, List<Place> places) throws UnknowableException {
        return switch (question.strategy()) {
            case CONTENT -> {
                StringBuilder digests = new StringBuilder();
                for (Place place : places) {
                    String digest =
                            contents.content(place.location(), place.path()).digest();
                    digests.append(digests.isEmpty() ? "" : ",").append(digest);
                }
                yield digests.toString();
            }
            case CONSERVATIVE -> {
                long newest = 0;
                for (Place place : places) {
                    newest = Math.max(newest, contents.newestModification(place.location(), place.path()));
                }
                yield Long.toString(newest);
            }
        };
    }
}
