package io.millrace.cli;

import io.millrace.engine.MillraceException;
import io.millrace.engine.StoreException;
import io.millrace.engine.cache.CacheStore;
import io.millrace.engine.core.RunId;
import io.millrace.engine.loop.Engine;
import java.util.function.UnaryOperator;

/**
 * Answers what other processes ask of the one that owns a home: {@code stop run-000001}, {@code stop run-000001 force},
 * {@code forget 12} (a cache entry).
 * An answer is {@code ok}, {@code nothing} when there is no such thing, or {@code error: } and a message for people.
 */
final class Requests implements UnaryOperator<String> {
    static final String OK = "ok";
    static final String NOTHING = "nothing";
    static final String ERROR = "error: ";

    private final Engine engine;
    private final CacheStore cache;

    Requests(Engine engine, CacheStore cache) {
        this.engine = engine;
        this.cache = cache;
    }

    /** The request for forgetting a cache entry. */
    static String forget(long entry) {
        return "forget " + entry;
    }

    /** The request for stopping a run. */
    static String stop(RunId run, boolean force) {
        return force ? "stop " + run + " force" : "stop " + run;
    }

    @Override
    public String apply(String request) {
        String[] words = request.trim().split(" +", -1);
        if (words.length == 2 && words[0].equals("forget")) {
            return forget(words[1]);
        }
        boolean forced = words.length == 3 && words[2].equals("force");
        if (!words[0].equals("stop") || (words.length != 2 && !forced)) {
            return ERROR + "not a request that this version of Millrace knows";
        }
        try {
            engine.stop(RunId.parse(words[1]), forced);
            return OK;
        } catch (MillraceException | IllegalArgumentException e) {
            return ERROR + e.getMessage();
        }
    }

    private String forget(String entry) {
        try {
            return cache.delete(Long.parseLong(entry)) ? OK : NOTHING;
        } catch (StoreException | NumberFormatException e) {
            return ERROR + e.getMessage();
        }
    }
}
