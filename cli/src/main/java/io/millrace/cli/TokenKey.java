package io.millrace.cli;

import io.millrace.engine.StoreException;
import io.millrace.store.home.Home;
import io.millrace.store.home.PrivateFile;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The key that a home's tokens are signed with, made when there is none. */
final class TokenKey {
    private static final int BYTES = 32;

    private TokenKey() {}

    static SecretKey of(Home home) {
        String text = new PrivateFile(home.tokenKey()).readOr(TokenKey::fresh);
        try {
            byte[] key = Base64.getDecoder().decode(text);
            if (key.length >= BYTES) {
                return new SecretKeySpec(key, "HmacSHA256");
            }
        } catch (IllegalArgumentException e) {
            throw unusable(home, e);
        }
        throw unusable(home, new IllegalArgumentException("too short"));
    }

    private static StoreException unusable(Home home, IllegalArgumentException e) {
        return new StoreException(
                "%s holds no key: restore it from a backup, or delete it, and everybody has to log in again"
                        .formatted(home.tokenKey()),
                e);
    }

    private static String fresh() {
        byte[] key = new byte[BYTES];
        new SecureRandom().nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }
}
