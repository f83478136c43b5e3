package io.millrace.server;

import io.millrace.server.ContractCheck.Exchange;
import io.millrace.server.ContractCheck.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Which answers of the contract the tests have met: a line for each operation with the status of a success or the code of
 * an error, kept in a file, since {@link ContractCoverageIT} looks at it in a process of its own.
 */
final class ContractCoverage {
    private static final Path FILE = Path.of("target/contract-seen.txt");
    private static final Path REPORTS = Path.of("target/surefire-reports");

    /** What no request can bring about. */
    private static final Set<String> BUGS_AND_FAULTS = Set.of("InternalError", "ServiceUnavailable");

    private static final Set<String> SEEN = ConcurrentHashMap.newKeySet();

    private ContractCoverage() {}

    /** Notes an answer that a test looked at. */
    static void note(Exchange exchange, String code) {
        String answer = exchange.isSuccess() ? Integer.toString(exchange.status()) : code;
        note("any " + answer);
        ContractCheck.INSTANCE.find(exchange).ifPresent(operation -> note(line(operation, answer)));
    }

    private static void note(String line) {
        if (SEEN.add(line)) {
            try {
                Files.createDirectories(FILE.toAbsolutePath().getParent());
                Files.writeString(FILE, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static String line(Operation operation, String answer) {
        return operation + " " + answer;
    }

    /** What the document promises and no test has met since the last {@code clean}. */
    static SortedSet<String> missing() throws IOException {
        SortedSet<String> missing = new TreeSet<>(promised());
        missing.removeAll(Files.exists(FILE) ? Files.readAllLines(FILE) : List.of());
        return missing;
    }

    /** Whether every class of tests of this module has run, so that what is missing is missed. */
    static boolean isComplete() throws IOException {
        Path classes = Path.of("target/test-classes");
        try (Stream<Path> files = Files.walk(classes)) {
            return files.map(file -> classes.relativize(file).toString())
                    .filter(file -> file.endsWith("Test.class") && !file.contains("$"))
                    .map(file -> file.replace(".class", "").replace('/', '.'))
                    .allMatch(test -> Files.exists(REPORTS.resolve("TEST-" + test + ".xml")));
        }
    }

    private static Set<String> promised() {
        Set<String> promised = new TreeSet<>();
        for (Operation operation : ContractCheck.INSTANCE.operations()) {
            operation.fields().path("responses").properties().forEach(response -> {
                if (response.getKey().startsWith("2")) {
                    promised.add(line(operation, response.getKey()));
                }
            });
            if (!operation.method().equals("HEAD")) { // whose errors have no body, and so no code
                operation.fields().path("x-error-codes").forEach(code -> promised.add(line(operation, code.asText())));
            }
        }
        ContractCheck.INSTANCE.commonCodes().stream()
                .filter(code -> !BUGS_AND_FAULTS.contains(code))
                .forEach(code -> promised.add("any " + code));
        return promised;
    }
}
