package io.millrace.server.user;

import io.millrace.engine.TimeSource;
import io.millrace.engine.user.User;
import io.millrace.engine.user.UserQueries;
import io.millrace.engine.user.UserStore;
import io.millrace.server.http.ApiCode;
import io.millrace.server.http.ApiException;
import io.millrace.server.http.Caller;
import io.millrace.server.http.Identities;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.crypto.SecretKey;

/** The accounts of users: logging in, tokens, and what is done with accounts. Safe for use by many threads. */
public final class Accounts implements Identities {
    private final UserStore store;
    private final UserQueries queries;
    private final TimeSource time;
    private final Runnable rootChanged;
    private final Tokens tokens;
    private final LoginLimits limits;
    private final ProvenPasswords proven;
    private final PasswordHashes hashes = new PasswordHashes();

    /**
     * How tokens are made.
     *
     * @param key at least 32 bytes that nobody else knows
     * @param life of a token; empty: it never expires
     */
    public record TokenSettings(SecretKey key, Optional<Duration> life) {}

    /**
     * @param rootChanged told when the administrator has another password than before, by request
     */
    public Accounts(
            UserStore store, UserQueries queries, TokenSettings settings, TimeSource time, Runnable rootChanged) {
        this.rootChanged = rootChanged;
        this.store = store;
        this.queries = queries;
        this.time = time;
        this.tokens = new Tokens(settings.key(), settings.life(), time);
        this.limits = new LoginLimits(time);
        this.proven = new ProvenPasswords(time);
    }

    /**
     * A token for a user.
     *
     * @param address where the request came from
     * @throws ApiException UserNotExist, AuthFailed, or TooManyRequests after many failures
     */
    String login(String name, String password, String address) {
        limits.require(name, address);
        Optional<User> user = queries.user(name);
        if (user.filter(one -> proves(one, password)).isEmpty()) {
            limits.failed(name, address);
            throw user.isEmpty()
                    ? unknown(name)
                    : ApiCode.AUTH_FAILED.because("the password of user %s is another one".formatted(name));
        }
        limits.succeeded(name, address);
        return tokens.of(user.get());
    }

    /** A token of the administrator, for whoever owns the data folder anyway. */
    public String rootToken() {
        return tokens.of(queries.user(User.ROOT).orElseThrow(() -> unknown(User.ROOT)));
    }

    private boolean proves(User user, String password) {
        if (password.length() > AccountRules.LONGEST_PASSWORD) {
            return false;
        }
        if (proven.knows(user, password)) {
            return true;
        }
        if (!hashes.matches(password, user.passwordHash())) {
            return false;
        }
        proven.remember(user, password);
        return true;
    }

    @Override
    public Caller of(String token) {
        Tokens.Claims claims = tokens.read(token);
        User user = queries.user(claims.name()).orElseThrow(() -> unknown(claims.name()));
        if (!claims.fits(user)) {
            throw ApiCode.AUTH_FAILED.because(
                    "the password of user %s was changed after this token was given; log in again"
                            .formatted(user.name()));
        }
        return new Caller(user.name());
    }

    /** Whether there is an administrator. */
    public boolean hasRoot() {
        return queries.user(User.ROOT).isPresent();
    }

    /** Whether the administrator's password is {@code password}. */
    public boolean isRootPassword(String password) {
        return queries.user(User.ROOT).filter(root -> proves(root, password)).isPresent();
    }

    /** Gives the administrator a password, whatever the rules are, and makes the account when there is none. */
    public void setRootPassword(String password) {
        String hash = hashes.hash(password);
        if (!store.addUser(User.ROOT, hash, time.now()) && !store.setPassword(User.ROOT, hash, time.now())) {
            throw new IllegalStateException("root is neither there nor can it be added");
        }
    }

    /** Adds a user, in the order of checks that PaddleFlow has. */
    void create(Caller caller, String name, String password) {
        if (!AccountRules.isName(name)) {
            throw ApiCode.INVALID_NAME_PATTERN.because(
                    "'%s' is no name of a user: 4 to 16 letters and digits".formatted(name));
        }
        requireStrong(password);
        caller.requireRoot(ApiCode.ONLY_ROOT_ALLOWED);
        if (AccountRules.isReserved(name) || !store.addUser(name, hashes.hash(password), time.now())) {
            throw ApiCode.USER_NAME_DUPLICATED.because("there is a user %s already".formatted(name));
        }
    }

    /** Changes a password: everybody's own, root's anybody's. Tokens given before are worth nothing then. */
    void changePassword(Caller caller, String name, String password) {
        requireStrong(password);
        require(name);
        caller.require(name, "user " + name);
        if (!store.setPassword(name, hashes.hash(password), time.now())) {
            throw unknown(name);
        }
        if (name.equals(User.ROOT)) {
            rootChanged.run();
        }
    }

    /** Forgets a user. What the user made stays, and is root's to look after. */
    void delete(Caller caller, String name) {
        caller.requireRoot(ApiCode.ACCESS_DENIED);
        if (AccountRules.isReserved(name)) {
            throw ApiCode.ACCESS_DENIED.because("root cannot be deleted");
        }
        if (!store.deleteUser(name)) {
            throw unknown(name);
        }
    }

    /** Users in the order in which they were added; for root. */
    List<User> list(Caller caller, long after, int limit) {
        caller.requireRoot(ApiCode.ACCESS_DENIED);
        return queries.users(after, limit);
    }

    /** One of them. */
    User show(Caller caller, String name) {
        caller.requireRoot(ApiCode.ACCESS_DENIED);
        return require(name);
    }

    private User require(String name) {
        return queries.user(name).orElseThrow(() -> unknown(name));
    }

    private static void requireStrong(String password) {
        if (!AccountRules.isStrong(password)) {
            throw ApiCode.USER_PASSWORD_WEAK.because(AccountRules.STRONG);
        }
    }

    private static ApiException unknown(String name) {
        return ApiCode.USER_NOT_EXIST.because("there is no user %s".formatted(name));
    }
}
