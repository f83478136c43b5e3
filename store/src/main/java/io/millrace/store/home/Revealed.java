package io.millrace.store.home;

import io.millrace.engine.StoreException;
import io.millrace.engine.log.LogMask;
import io.millrace.engine.log.LogMask.Mark;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Fingerprints of the secrets that steps of a home got, under a key of the home: what logs must not show, also when a
 * secret has changed since, and to processes that never knew it. Changed by the owner of the home alone.
 */
public record Revealed(Home home) {
    private static final int KEY_BYTES = 32;

    /** Of the newest; the file stays below what {@link PrivateFile} reads. */
    private static final int MOST_MARKS = 20_000;

    /** The mask as it is now. */
    public LogMask mask() {
        Set<Mark> marks = marks();
        Optional<byte[]> key = marks.isEmpty() ? Optional.empty() : key();
        return key.map(bytes -> new LogMask(masking(bytes), marks)).orElse(LogMask.NOTHING);
    }

    /** Takes a value in. */
    void add(String value) {
        Set<Mark> known = marks();
        List<Mark> wanted = LogMask.marks(masking(ownKey()), value);
        if (!known.containsAll(wanted)) {
            wanted.forEach(known::remove);
            known.addAll(wanted);
            new PrivateFile(home.revealed())
                    .write(known.stream()
                            .skip(Math.max(0, known.size() - MOST_MARKS))
                            .map(mark -> mark.length() + " " + HexFormat.of().toHexDigits(mark.fingerprint()))
                            .collect(Collectors.joining("\n")));
        }
    }

    private Set<Mark> marks() {
        Set<Mark> marks = new LinkedHashSet<>();
        try {
            new PrivateFile(home.revealed())
                    .read().stream()
                            .flatMap(String::lines)
                            .map(line -> line.split(" ", -1))
                            .forEach(parts -> marks.add(
                                    new Mark(Integer.parseInt(parts[0]), HexFormat.fromHexDigitsToLong(parts[1]))));
            return marks;
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw new StoreException(
                    "%s is damaged: restore it from a backup; without it logs may show secrets"
                            .formatted(home.revealed()),
                    e);
        }
    }

    private Optional<byte[]> key() {
        return new PrivateFile(home.secretKey()).read().map(this::decoded);
    }

    /** The key of the home, made when there is none. */
    byte[] ownKey() {
        return decoded(new PrivateFile(home.secretKey()).readOr(Revealed::fresh));
    }

    /** The key, or a new one that nobody keeps when there is none. */
    byte[] anyKey() {
        return key().orElseGet(() -> decoded(fresh()));
    }

    private byte[] decoded(String text) {
        try {
            byte[] key = Base64.getDecoder().decode(text);
            if (key.length == KEY_BYTES) {
                return key;
            }
        } catch (IllegalArgumentException e) {
            throw unusable(e);
        }
        throw unusable(new IllegalArgumentException("of another length"));
    }

    private StoreException unusable(IllegalArgumentException e) {
        return new StoreException(
                "%s holds no key: restore it from a backup, since logs cannot be masked without it"
                        .formatted(home.secretKey()),
                e);
    }

    private static String fresh() {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }

    private static long masking(byte[] key) {
        return ByteBuffer.wrap(mac(key, "mask")).getLong();
    }

    static byte[] mac(byte[] key, String... texts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(Stream.of(texts)
                    .collect(Collectors.joining("\0"))
                    .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA-256", e);
        }
    }
}
