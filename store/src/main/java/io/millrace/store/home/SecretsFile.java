package io.millrace.store.home;

import io.millrace.engine.MillraceException;
import io.millrace.engine.MillraceException.Code;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A file of secrets, a line each: {@code NAME=value} for runs of everybody, {@code user.NAME=value} for those of one user.
 * The value is taken as it stands, without white space around it. Lines that are empty or begin with {@code #} count as
 * nothing.
 */
final class SecretsFile {
    private static final Pattern KEY = Pattern.compile("(?:[A-Za-z0-9]+\\.)?[A-Za-z_][A-Za-z0-9_]*");

    private SecretsFile() {}

    /**
     * The secrets, by name or {@code user.NAME}; none when there is no file.
     *
     * @throws MillraceException when a line is none of these; it is not told, only where it is
     * @throws io.millrace.engine.StoreException when the file cannot be read or is open to others
     */
    static Map<String, String> read(Path file) {
        Map<String, String> secrets = new HashMap<>();
        String[] lines = new PrivateFile(file).read().orElse("").split("\\R", -1);
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i].strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                add(secrets, file, i + 1, line);
            }
        }
        return secrets;
    }

    private static void add(Map<String, String> secrets, Path file, int number, String line) {
        int equals = line.indexOf('=');
        String key = line.substring(0, Math.max(0, equals)).strip();
        if (!KEY.matcher(key).matches()) {
            throw new MillraceException(
                    Code.FILES,
                    "%s:%d is neither NAME=value nor user.NAME=value; a name has letters, digits and _, no digit first"
                            .formatted(file, number));
        }
        if (secrets.put(key, line.substring(equals + 1).strip()) != null) {
            throw new MillraceException(Code.FILES, "%s:%d: %s was there before".formatted(file, number, key));
        }
    }
}
