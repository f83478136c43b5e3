package io.millrace.executor.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What held an attempt while it ran, as its record tells. An attempt that nothing held has no record.
 *
 * @param sandbox whether it ran in namespaces of its own
 * @param network whether it had the network
 * @param cpu what limited its share of the processors
 * @param memory what limited its memory
 */
public record Confinement(boolean sandbox, boolean network, Means cpu, Means memory) {
    /** How a limit is put into effect. */
    public enum Means {
        /** No limit was asked for. */
        UNLIMITED,
        /** A control group: the limit holds for all processes of the attempt together. */
        CGROUP,
        /** A limit of the system for each process of its own. */
        PRLIMIT,
        /** A limit was asked for, and nothing here can put it into effect. */
        NONE;

        /** As the record and the command line write it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Confinement FREE = new Confinement(false, true, Means.UNLIMITED, Means.UNLIMITED);

    /**
     * The record of an attempt; {@link Optional#empty} also while it has not started.
     *
     * @param record the file that {@link AttemptFiles#confinement} names
     */
    public static Optional<Confinement> read(Path record) throws IOException {
        try {
            return Optional.of(parse(Files.readSymbolicLink(record).toString()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    static Confinement parse(String text) {
        Map<String, String> words = new HashMap<>();
        for (String word : text.split(" ", -1)) {
            int equals = word.indexOf('=');
            words.put(word.substring(0, Math.max(equals, 0)), word.substring(equals + 1));
        }
        return new Confinement(
                "yes".equals(words.get("sandbox")),
                !"no".equals(words.get("network")),
                means(words.get("cpu")),
                means(words.get("memory")));
    }

    private static Means means(@org.jspecify.annotations.Nullable String word) {
        for (Means means : Means.values()) {
            if (means.word().equals(word)) {
                return means;
            }
        }
        return Means.UNLIMITED;
    }

    boolean isWorthARecord() {
        return !equals(FREE);
    }

    /** The text of the record; who comes after a killed wrapper removes the control groups that it names. */
    String text(List<Path> groups) {
        String text = "sandbox=%s network=%s cpu=%s memory=%s"
                .formatted(yes(sandbox), yes(network), cpu.word(), memory.word());
        return groups.isEmpty()
                ? text
                : text + " groups="
                        + String.join(":", groups.stream().map(Path::toString).toList());
    }

    private static String yes(boolean value) {
        return value ? "yes" : "no";
    }
}
