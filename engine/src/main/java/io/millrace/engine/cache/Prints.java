package io.millrace.engine.cache;

import io.millrace.engine.MillraceException;
import io.millrace.engine.Secrets;
import io.millrace.engine.StoreException;
import io.millrace.engine.core.CacheQuestion;
import io.millrace.engine.core.Ingredients;
import io.millrace.engine.core.JobMount;
import io.millrace.engine.core.SecretRef;
import io.millrace.pipeline.plan.CacheStrategy;
import java.util.LinkedHashMap;
import java.util.Map;

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

    static Prints of(CacheQuestion question, SecondFingerprint reader, Secrets secrets) throws UnknowableException {
        Ingredients ingredients = withDigests(question, secrets);
        String storage = storage(question);
        String definition = FirstFingerprint.of(ingredients, question.strategy());
        // who may use a storage may see what was made there; without one a result is its user's alone
        String first = storage.isEmpty() ? Sha256.of(question.user() + "\n" + definition) : definition;
        Facts contents = reader.facts(question);
        String second = SecondFingerprint.of(contents);
        String place = Sha256.of(storage + "\n" + question.source());
        return new Prints(
                question.strategy(),
                first,
                FirstFingerprint.facts(ingredients, question.strategy()),
                second,
                contents,
                storage,
                "%s %s %s %s".formatted(question.strategy().word(), first, second, place));
    }

    private static Ingredients withDigests(CacheQuestion question, Secrets secrets) throws UnknowableException {
        Map<String, String> digests = new LinkedHashMap<>();
        for (Map.Entry<String, String> secret : question.ingredients().secrets().entrySet()) {
            String name = secret.getValue();
            digests.put(secret.getKey(), name + " " + digest(secrets, new SecretRef(question.user(), name)));
        }
        return question.ingredients().withSecrets(digests);
    }

    private static String digest(Secrets secrets, SecretRef secret) throws UnknowableException {
        try {
            return secrets.digest(secret)
                    .orElseThrow(() -> new UnknowableException("there is no secret '%s'".formatted(secret.name())));
        } catch (MillraceException | StoreException e) {
            throw new UnknowableException(String.valueOf(e.getMessage()));
        }
    }

    static String storage(CacheQuestion question) {
        return question.ingredients().mainFs().map(JobMount::location).orElse("");
    }
}
