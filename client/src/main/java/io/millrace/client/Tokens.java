package io.millrace.client;

import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** The token of a client: a given one, or one that is fetched when it is needed and again when it is no longer good. */
final class Tokens {
    private final ReentrantLock lock = new ReentrantLock();
    private final Optional<Supplier<String>> login;
    private volatile String current;

    private Tokens(String current, Optional<Supplier<String>> login) {
        this.current = current;
        this.login = login;
    }

    /** Always the same; empty: none. */
    static Tokens fixed(String token) {
        return new Tokens(token, Optional.empty());
    }

    static Tokens from(Supplier<String> login) {
        return new Tokens("", Optional.of(login));
    }

    /** The token to send; empty: none. */
    String get() {
        String token = current;
        return token.isEmpty() && login.isPresent() ? renew(token, login.get()) : token;
    }

    /** Another token than {@code refused}; empty when there is no way to get one. */
    Optional<String> instead(String refused) {
        return login.map(source -> renew(refused, source));
    }

    /** Many threads may meet an old token at once: the first of them fetches a new one for all. */
    private String renew(String refused, Supplier<String> source) {
        lock.lock();
        try {
            if (current.equals(refused)) {
                current = source.get();
            }
            return current;
        } finally {
            lock.unlock();
        }
    }
}
