package io.millrace.engine.core;

/** What the cache says about a step iteration. */
public sealed interface CacheAnswer {

    /** An earlier result stands for it. */
    record Hit(CachedResult result) implements CacheAnswer {}

    /**
     * It has to run, and nobody else runs the same meanwhile: whoever asks for the same waits until it is settled.
     *
     * @param key what others would have to be the same in
     * @param reason why no earlier result stands, for people
     */
    record Miss(String key, String reason) implements CacheAnswer {}

    /** It has to run, and its result will not be reused. */
    record Uncacheable(String reason) implements CacheAnswer {}

    /** Another iteration, of this or another run, does the same right now; another answer follows when it is over. */
    record Wait(RunId run, String path) implements CacheAnswer {}
}
