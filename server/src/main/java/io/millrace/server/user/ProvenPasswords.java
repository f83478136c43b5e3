package io.millrace.server.user;

import io.millrace.engine.TimeSource;
import io.millrace.engine.user.User;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Remembers for an hour which passwords were proved, as digests under a key that never leaves this process: PaddleFlow's
 * command line logs in before every command, and a slow hash each time is felt.
 */
final class ProvenPasswords {
    private static final int MOST = 1000;
    private static final Duration LIFE = Duration.ofHours(1);
    private static final String METHOD = "HmacSHA256";

    private final TimeSource time;
    private final SecretKeySpec key;
    private final Map<Long, Proof> proofs = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Proof> eldest) {
            return size() > MOST;
        }
    };

    private record Proof(String digest, Instant end) {}

    ProvenPasswords(TimeSource time) {
        this.time = time;
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        this.key = new SecretKeySpec(bytes, METHOD);
    }

    boolean knows(User user, String password) {
        String digest = digest(user, password);
        Optional<Proof> proof;
        synchronized (proofs) {
            proof = Optional.ofNullable(proofs.get(user.number()));
        }
        return proof.filter(one -> one.end().isAfter(time.now()))
                .map(one -> MessageDigest.isEqual(bytes(one.digest()), bytes(digest)))
                .orElse(false);
    }

    void remember(User user, String password) {
        Proof proof = new Proof(digest(user, password), time.now().plus(LIFE));
        synchronized (proofs) {
            proofs.put(user.number(), proof);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private String digest(User user, String password) {
        try {
            Mac mac = Mac.getInstance(METHOD);
            mac.init(key);
            return HexFormat.of()
                    .formatHex(
                            mac.doFinal(bytes("%d %d %s".formatted(user.number(), user.passwordVersion(), password))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + METHOD, e);
        }
    }
}
