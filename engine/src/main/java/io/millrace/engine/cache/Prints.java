package io.millrace.engine.cache;

import io.millrace.engine.core.CacheQuestion;
import io.millrace.engine.core.JobMount;
import io.millrace.pipeline.plan.CacheStrategy;

/**
 * Both fingerprints of a step with what they were made of.
 *
 * @param key what two steps must be the same in to be the same
 */
record Prints(
        CacheStrategy strategy,
        String first,
        Facts definition,
        String second,
        Facts contents,
        String storage,
        String key) {

    static Prints of(CacheQuestion question, SecondFingerprint reader) throws UnknowableException {
        String first = FirstFingerprint.of(question.ingredients(), question.strategy());
        Facts contents = reader.facts(question);
        String second = SecondFingerprint.of(contents);
        String storage = storage(question);
        String place = Sha256.of(storage + "\n" + question.source());
        return new Prints(
                question.strategy(),
                first,
                FirstFingerprint.facts(question.ingredients(), question.strategy()),
                second,
                contents,
                storage,
                "%s %s %s %s".formatted(question.strategy().word(), first, second, place));
    }

    static String storage(CacheQuestion question) {
        return question.ingredients().mainFs().map(JobMount::location).orElse("");
    }
}
