package io.millrace.cli;

import io.millrace.engine.MillraceException;
import io.millrace.engine.StoreException;
import io.millrace.engine.cache.CacheStore;
import io.millrace.engine.core.RunId;
import io.millrace.engine.loop.Engine;
import io.millrace.engine.retention.RunRemoval;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Answers what other processes ask of the one that owns a home: {@code stop run-000001}, {@code stop run-000001 force},
 * {@code forget 12} (a cache entry), {@code server} (where it serves, and a token of root for whoever can ask), {@code delete run-000001}, {@code delete run-000001 force} (though others use it).
 * An answer is {@code ok}, {@code nothing} when there is no such thing, or {@code error: } and a message for people.
 */
final class Requests implements UnaryOperator<String> {
    static final String OK = "ok";
    static final String NOTHING = "nothing";
    static final String ERROR = "error: ";

    /** Asks for {@code ok URL TOKEN} of the server that works on the home. */
    static final String SERVER = "server";

    private static final String UNKNOWN = ERROR + "not a request that this version of Millrace knows";

    private final Engine engine;
    private final CacheStore cache;
    private final RunRemoval removal;
    private final AtomicReference<Optional<Supplier<Connection>>> server = new AtomicReference<>(Optional.empty());

    Requests(Engine engine, CacheStore cache, RunRemoval removal) {
        this.engine = engine;
        this.cache = cache;
        this.removal = removal;
    }

    /** From now on there is a server: {@code connection} makes a fresh token each time. */
    void serves(Supplier<Connection> connection) {
        server.set(Optional.of(connection));
    }

    /** The request for deleting a run. */
    static String delete(RunId run, boolean checkReuse) {
        return checkReuse ? "delete " + run : "delete " + run + " force";
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
        if (words.length == 1 && words[0].equals(SERVER)) {
            return server.get()
                    .map(Supplier::get)
                    .map(to -> OK + " " + to.url() + " " + to.token())
                    .orElse(NOTHING);
        }
        boolean forced = words.length == 3 && words[2].equals("force");
        if (words.length != 2 && !forced) {
            return UNKNOWN;
        }
        try {
            switch (words[0]) {
                case "stop" -> engine.stop(RunId.parse(words[1]), forced);
                case "delete" -> removal.delete(RunId.parse(words[1]), !forced);
                default -> {
                    return UNKNOWN;
                }
            }
            return OK;
        } catch (MillraceException | StoreException | IllegalArgumentException e) {
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
