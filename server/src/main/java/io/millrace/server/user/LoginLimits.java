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
 * attacked from many addresses stays open to those from which its owner has logged in before.
 */
final class LoginLimits {
    private static final int MOST_COUNTS = 20_000;
    private static final int LONGEST_ACCOUNT = 64;

    private static final Limit PAIR = new Limit(10, Duration.ofSeconds(30));
    private static final Limit ADDRESS = new Limit(50, Duration.ofSeconds(10));
    private static final Limit ACCOUNT = new Limit(200, Duration.ofSeconds(5));

    private final TimeSource time;
    private final Map<Key, Count> counts = new Newest<>();
    private final Map<Key, Instant> welcome = new Newest<>();

    /** Forgets what was not asked for longest when there is too much. */
    private static final class Newest<K, V> extends LinkedHashMap<K, V> {
        private static final long serialVersionUID = 1L;

        Newest() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > MOST_COUNTS;
        }
    }

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
            if (key.limit().equals(ACCOUNT) && welcome.containsKey(pair(account, address))) {
                continue;
            }
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

    /** The account is not closed to this address by what others do. */
    synchronized void succeeded(String account, String address) {
        welcome.put(pair(account, address), time.now());
    }

    private static List<Key> keys(String account, String address) {
        return List.of(
                pair(account, address), new Key(ADDRESS, "", net(address)), new Key(ACCOUNT, shortened(account), ""));
    }

    private static Key pair(String account, String address) {
        return new Key(PAIR, shortened(account), net(address));
    }

    /** Names that are no user's may be of any length. */
    private static String shortened(String account) {
        return account.length() <= LONGEST_ACCOUNT ? account : account.substring(0, LONGEST_ACCOUNT);
    }

    /** Of an IPv6 address its network of 64 bits, since whoever has one address there has all of them. */
    private static String net(String address) {
        String[] groups = address.split(":", -1);
        return groups.length == 8 ? String.join(":", List.of(groups).subList(0, 4)) : address;
    }
}
