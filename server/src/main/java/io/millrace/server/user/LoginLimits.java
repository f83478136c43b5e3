package io.millrace.server.user;

import io.millrace.engine.TimeSource;
import io.millrace.server.http.ApiCode;
import io.millrace.server.http.ApiException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Slows those down who guess passwords. Failed logins are counted for each account at each address, for each address and
 * for each account; every count may reach its limit and then shrinks by one after each of its pauses. An account that is
 * attacked from many addresses stays open to its owner's as long as its own count allows.
 */
final class LoginLimits {
    private static final int MOST_COUNTS = 20_000;

    private static final Limit PAIR = new Limit(10, Duration.ofSeconds(30));
    private static final Limit ADDRESS = new Limit(50, Duration.ofSeconds(10));
    private static final Limit ACCOUNT = new Limit(200, Duration.ofSeconds(5));

    private final TimeSource time;
    private final Map<Key, Count> counts = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Count> eldest) {
            return size() > MOST_COUNTS;
        }
    };

    /**
     * @param failures that are free
     * @param pause after which there is one more
     */
    private record Limit(int failures, Duration pause) {}

    private record Key(Limit limit, String account, String address) {}

    /** Failures that are not forgiven yet, as of a moment. */
    private record Count(int failures, Instant at) {
        Count now(Limit limit, Instant now) {
            long forgiven = Math.max(0, Duration.between(at, now).dividedBy(limit.pause()));
            if (forgiven == 0) {
                return this;
            }
            return new Count(
                    (int) Math.max(0, failures - forgiven),
                    at.plus(limit.pause().multipliedBy(forgiven)));
        }
    }

    LoginLimits(TimeSource time) {
        this.time = time;
    }

    /**
     * Refuses an attempt after too many failures.
     *
     * @throws ApiException TooManyRequests, which tells when to try again
     */
    synchronized void require(String account, String address) {
        Instant now = time.now();
        for (Key key : keys(account, address)) {
            Count count = counts.getOrDefault(key, new Count(0, now)).now(key.limit(), now);
            if (count.failures() >= key.limit().failures()) {
                Duration wait =
                        Duration.between(now, count.at().plus(key.limit().pause()));
                throw ApiCode.TOO_MANY_REQUESTS
                        .because("too many logins have failed; try again in %d seconds".formatted(wait.toSeconds() + 1))
                        .after(wait);
            }
        }
    }

    synchronized void failed(String account, String address) {
        Instant now = time.now();
        for (Key key : keys(account, address)) {
            Count count = counts.getOrDefault(key, new Count(0, now)).now(key.limit(), now);
            counts.put(key, new Count(count.failures() + 1, count.failures() == 0 ? now : count.at()));
        }
    }

    private static List<Key> keys(String account, String address) {
        return List.of(new Key(PAIR, account, address), new Key(ADDRESS, "", address), new Key(ACCOUNT, account, ""));
    }
}
