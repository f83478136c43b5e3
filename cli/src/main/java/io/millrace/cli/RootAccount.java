package io.millrace.cli;

import io.millrace.server.user.AccountRules;
import io.millrace.server.user.Accounts;
import io.millrace.store.home.Home;
import io.millrace.store.home.PrivateFile;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;

/** The administrator's account when a server starts: it is made, and its password is fit for where the server listens. */
final class RootAccount {
    /** The environment variable that sets the password. */
    static final String PASSWORD = "MILLRACE_ROOT_PASSWORD";

    private static final String SYMBOLS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private static final int LENGTH = 24;

    private final Home home;
    private final Accounts accounts;
    private final Optional<String> wanted;

    /**
     * @param env of the process
     */
    RootAccount(Home home, Accounts accounts, Map<String, String> env) {
        this.home = home;
        this.accounts = accounts;
        this.wanted = Optional.ofNullable(env.get(PASSWORD)).filter(text -> !text.isEmpty());
    }

    /**
     * Makes the account when there is none, or gives it a new password.
     *
     * @param reset whether it gets a new password although it is there
     * @return what the administrator should be told
     * @throws UsageException when the password must not be used with a server at {@code host}
     */
    Optional<String> prepare(String host, boolean reset) {
        wanted.ifPresent(password -> require(password, host));
        if (accounts.hasRoot() && !reset) {
            requireNotStock(host);
            return Optional.empty();
        }
        if (wanted.isPresent()) {
            accounts.setRootPassword(wanted.get());
            new PrivateFile(home.rootPassword()).delete();
            return Optional.empty();
        }
        String made = random();
        PrivateFile file = new PrivateFile(home.rootPassword());
        file.write(made);
        accounts.setRootPassword(made);
        return Optional.of("the password of root is %s (shown once, kept in %s)".formatted(made, file.path()));
    }

    /** What to say of a password that was given and is not that of root; to be asked when there is time to compute a hash. */
    Optional<String> unheeded() {
        return wanted.filter(password -> !accounts.isRootPassword(password))
                .map(password -> PASSWORD
                        + " is not root's password, and changes nothing: root is there already;"
                        + " --reset-root-password sets it");
    }

    private static void require(String password, String host) {
        if (password.equals(AccountRules.STOCK_PASSWORD)) {
            if (!isLoopback(host)) {
                throw stock(host);
            }
        } else if (!AccountRules.isStrong(password)) {
            throw new UsageException(PASSWORD + " is too weak: " + AccountRules.STRONG);
        }
    }

    private void requireNotStock(String host) {
        if (!isLoopback(host) && accounts.isRootPassword(AccountRules.STOCK_PASSWORD)) {
            throw stock(host);
        }
    }

    private static UsageException stock(String host) {
        return new UsageException(
                ("root has the password that PaddleFlow's documents print, and %s can be reached from outside: choose"
                                + " another with %s and --reset-root-password, or bind to 127.0.0.1")
                        .formatted(host, PASSWORD));
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new UsageException("--host: %s is not known".formatted(host));
        }
    }

    private static String random() {
        SecureRandom random = new SecureRandom();
        StringBuilder text = new StringBuilder(LENGTH);
        do {
            text.setLength(0);
            for (int i = 0; i < LENGTH; i++) {
                text.append(SYMBOLS.charAt(random.nextInt(SYMBOLS.length())));
            }
        } while (!AccountRules.isStrong(text.toString()));
        return text.toString();
    }
}
