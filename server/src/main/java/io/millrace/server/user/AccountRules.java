package io.millrace.server.user;

import io.millrace.engine.user.User;
import java.util.regex.Pattern;

/** What names and passwords of users may be. */
public final class AccountRules {
    /** The password that PaddleFlow's documents give to the administrator; it breaks the rule. */
    public static final String STOCK_PASSWORD = "paddleflow";

    /** What a password must have, for people. */
    public static final String STRONG = "a password has at least 6 characters, a digit and a small letter among them";

    static final int LONGEST_PASSWORD = 256;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]{4,16}");
    private static final int SHORTEST_PASSWORD = 6;

    private AccountRules() {}

    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /** Names that are the administrator's but for their case would be mistaken for it. */
    static boolean isReserved(String name) {
        return name.equalsIgnoreCase(User.ROOT);
    }

    /** Whether a password may be used. */
    public static boolean isStrong(String password) {
        return password.length() >= SHORTEST_PASSWORD
                && password.length() <= LONGEST_PASSWORD
                && password.chars().anyMatch(c -> c >= '0' && c <= '9')
                && password.chars().anyMatch(c -> c >= 'a' && c <= 'z');
    }
}
