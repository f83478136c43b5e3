package io.millrace.engine.content;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A SHA-256 digest, in the order of its bytes. Four numbers rather than a text, as there may be a million of them. */
public record Digest(long first, long second, long third, long fourth) {
    /** Length in bytes. */
    public static final int BYTES = 32;

    /** The digest of no bytes at all. */
    public static final Digest OF_NOTHING = of(sha256().digest());

    private static final HexFormat HEX = HexFormat.of();

    /** The digest that {@code bytes} are. */
    static Digest of(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new Digest(buffer.getLong(), buffer.getLong(), buffer.getLong(), buffer.getLong());
    }

    /** The digest of a content. */
    public static Digest ofContent(byte[] content) {
        return of(sha256().digest(content));
    }

    /**
     * Reads {@link #hex}.
     *
     * @throws IllegalArgumentException when it is not 64 hexadecimal digits
     */
    public static Digest parse(String hex) {
        if (hex.length() != 2 * BYTES) {
            throw new IllegalArgumentException("not a SHA-256 digest: '" + hex + "'");
        }
        return new Digest(number(hex, 0), number(hex, 16), number(hex, 32), number(hex, 48));
    }

    private static long number(String hex, int from) {
        return HexFormat.fromHexDigitsToLong(hex, from, from + 16);
    }

    /** 64 lower-case hexadecimal digits. */
    public String hex() {
        return HEX.toHexDigits(first) + HEX.toHexDigits(second) + HEX.toHexDigits(third) + HEX.toHexDigits(fourth);
    }

    /** The first eight digits: enough for people to tell two contents apart. */
    public String brief() {
        return HEX.toHexDigits(first).substring(0, 8);
    }

    @Override
    public String toString() {
        return hex();
    }

    void addTo(MessageDigest sum) {
        sum.update(ByteBuffer.allocate(BYTES)
                .putLong(first)
                .putLong(second)
                .putLong(third)
                .putLong(fourth)
                .flip());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
