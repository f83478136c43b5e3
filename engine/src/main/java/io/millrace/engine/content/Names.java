package io.millrace.engine.content;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * Names of files as texts, the same in every locale. Java decodes a name by the locale and puts U+FFFD where it cannot,
 * so two names could become one; the bytes themselves can be had from the path's URI only.
 */
final class Names {
    private static final char UNDECODABLE = '\uFFFD';
    private static final Path ROOT = Path.of("/");

    private Names() {}

    /** The last part of {@code path}, in the form of {@link Entry#path}. */
    static String last(Path path) {
        Path name = path.getFileName();
        return name == null ? "" : text(name);
    }

    /** A relative or absolute path in the form of {@link Entry#path}. */
    static String text(Path path) {
        String decoded = path.toString();
        return isPlain(decoded) ? decoded : escaped(bytes(path));
    }

    /** What a link says, byte by byte unless it is plain text. */
    static byte[] targetBytes(Path target) {
        String decoded = target.toString();
        return decoded.indexOf(UNDECODABLE) < 0 ? decoded.getBytes(StandardCharsets.UTF_8) : bytes(target);
    }

    private static boolean isPlain(String decoded) {
        return decoded.indexOf(UNDECODABLE) < 0 && decoded.indexOf('\\') < 0;
    }

    private static byte[] bytes(Path path) {
        String raw = ROOT.resolve(path).toUri().getRawPath();
        int begin = path.isAbsolute() ? 0 : 1;
        // A URI of a folder ends with a slash that the path has not.
        int end = raw.length() > 1 && raw.endsWith("/") ? raw.length() - 1 : raw.length();
        var bytes = new ByteArrayOutputStream(end);
        for (int i = begin; i < end; i++) {
            if (raw.charAt(i) == '%') {
                bytes.write(HexFormat.fromHexDigits(raw, i + 1, i + 3));
                i += 2;
            } else {
                bytes.write(raw.charAt(i));
            }
        }
        return bytes.toByteArray();
    }

    private static String escaped(byte[] bytes) {
        var text = new StringBuilder(bytes.length + 8);
        for (int i = 0; i < bytes.length; ) {
            int length = lengthOfCharacter(bytes, i);
            if (length == 0) {
                text.append("\\x").append(HexFormat.of().toHexDigits(bytes[i]));
                i++;
            } else {
                String character = new String(bytes, i, length, StandardCharsets.UTF_8);
                text.append(character.equals("\\") ? "\\\\" : character);
                i += length;
            }
        }
        return text.toString();
    }

    /** Bytes of the UTF-8 character that begins at {@code from}; 0 when none does. */
    private static int lengthOfCharacter(byte[] bytes, int from) {
        for (int length = 1; length <= 4 && from + length <= bytes.length; length++) {
            if (isCharacter(ByteBuffer.wrap(bytes, from, length))) {
                return length;
            }
        }
        return 0;
    }

    private static boolean isCharacter(ByteBuffer bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(bytes);
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** A name for a line of output: nothing in it can end the line or steer a terminal. */
    static String printable(String path) {
        if (path.isEmpty()) {
            return "(the path itself)";
        }
        var text = new StringBuilder(path.length());
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (Character.isISOControl(c)) {
                text.append("\\x").append(HexFormat.of().toHexDigits((byte) c));
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }
}
