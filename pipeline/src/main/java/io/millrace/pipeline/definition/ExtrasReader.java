package io.millrace.pipeline.definition;

import io.millrace.pipeline.document.Mapping;
import io.millrace.pipeline.document.Node;
import io.millrace.pipeline.document.Scalar;
import io.millrace.pipeline.grammar.Grammar;
import io.millrace.pipeline.plan.Resources;
import io.millrace.pipeline.plan.RetryPolicy;
import io.millrace.pipeline.plan.Value;
import io.millrace.pipeline.problem.Code;
import io.millrace.pipeline.problem.Problems;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;

/** Reads what Millrace adds to steps: retry, timeout and resources. */
final class ExtrasReader {
    private static final int MOST_ATTEMPTS = 100;
    private static final Duration BACKOFF = Duration.ofSeconds(1);
    private static final Duration MAX_BACKOFF = Duration.ofMinutes(5);
    private static final Duration LONGEST = Duration.ofDays(365);
    private static final double MOST_CPU = 100_000;
    private static final long MOST_GPU = 10_000;

    private final Problems problems;

    ExtrasReader(Problems problems) {
        this.problems = problems;
    }

    RetryPolicy retry(Fields step, String path) {
        Optional<Mapping> map = step.map("retry");
        if (map.isEmpty()) {
            return RetryPolicy.NONE;
        }
        Fields retry = step.inside(map.get(), Grammar.RETRY);
        String at = path + ".retry";
        int attempts = attempts(retry, at);
        Duration backoff = duration(retry, "backoff", at, true).orElse(BACKOFF);
        Optional<Duration> wanted = duration(retry, "max_backoff", at, true);
        Duration longest = wanted.orElse(backoff.compareTo(MAX_BACKOFF) > 0 ? backoff : MAX_BACKOFF);
        if (longest.compareTo(backoff) < 0) {
            problems.error(
                    Code.RETRY,
                    retry.node("max_backoff").orElseThrow().span(),
                    at + ".max_backoff",
                    "max_backoff is shorter than backoff");
        }
        return new RetryPolicy(attempts, backoff, longest, codes(retry, at));
    }

    private int attempts(Fields retry, String path) {
        Optional<Scalar> written = retry.scalar("max_attempts");
        Optional<Value> value = written.flatMap(Scalar::value);
        if (value.isEmpty() || !(value.get() instanceof Value.Int(long attempts))) {
            return 1;
        }
        if (attempts < 1 || attempts > MOST_ATTEMPTS) {
            problems.error(
                    Code.RETRY,
                    written.get().span(),
                    path + ".max_attempts",
                    "max_attempts is %d; it counts all attempts and must be 1 to %d"
                            .formatted(attempts, MOST_ATTEMPTS));
            return 1;
        }
        return (int) attempts;
    }

    private SortedSet<Integer> codes(Fields retry, String path) {
        SortedSet<Integer> codes = new TreeSet<>();
        for (Node item : retry.list("on")) {
            if (item instanceof Scalar scalar && scalar.value().orElse(null) instanceof Value.Int(long code)) {
                if (code < 1 || code > 255) {
                    problems.error(
                            Code.RETRY,
                            scalar.span(),
                            path + ".on",
                            "%d is not an exit code of a failure: 1 to 255".formatted(code));
                } else {
                    codes.add((int) code);
                }
            }
        }
        return codes;
    }

    Optional<Duration> timeout(Fields step, String path) {
        return duration(step, "timeout", path, false);
    }

    private Optional<Duration> duration(Fields fields, String key, String path, boolean zeroAllowed) {
        Optional<Scalar> written =
                fields.scalar(key).filter(scalar -> scalar.value().isPresent());
        if (written.isEmpty()) {
            return Optional.empty();
        }
        Optional<Duration> duration = Quantities.duration(written.get().text());
        boolean good = duration.isPresent()
                && duration.get().compareTo(LONGEST) <= 0
                && (zeroAllowed || duration.get().isPositive());
        if (!good) {
            String bound = duration.isPresent() ? ", longer than none and at most 365d" : "";
            problems.error(
                    Code.DURATION,
                    written.get().span(),
                    path + "." + key,
                    "'%s' is not a duration%s; write 500ms, 90s, 15m, 2h or 1d"
                            .formatted(written.get().text(), bound));
            return Optional.empty();
        }
        return duration;
    }

    Resources resources(Fields step, String path) {
        Optional<Mapping> map = step.map("resources");
        if (map.isEmpty()) {
            return Resources.UNLIMITED;
        }
        Fields resources = step.inside(map.get(), Grammar.RESOURCES);
        return new Resources(cpu(resources, path), memory(resources, path), gpu(resources, path));
    }

    private OptionalDouble cpu(Fields resources, String path) {
        Optional<Scalar> written =
                resources.scalar("cpu").filter(scalar -> scalar.value().isPresent());
        if (written.isEmpty()) {
            return OptionalDouble.empty();
        }
        Optional<Double> cpu = Quantities.cpu(written.get().text()).filter(it -> it > 0 && it <= MOST_CPU);
        if (cpu.isEmpty()) {
            refuse(written.get(), path + ".resources.cpu", "a number of cores; write 2, 0.5 or 500m");
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(cpu.get());
    }

    private OptionalLong memory(Fields resources, String path) {
        Optional<Scalar> written =
                resources.scalar("memory").filter(scalar -> scalar.value().isPresent());
        if (written.isEmpty()) {
            return OptionalLong.empty();
        }
        Optional<Long> memory = Quantities.memory(written.get().text()).filter(it -> it > 0);
        if (memory.isEmpty()) {
            refuse(written.get(), path + ".resources.memory", "an amount of memory; write 512Mi, 2Gi or bytes");
            return OptionalLong.empty();
        }
        return OptionalLong.of(memory.get());
    }

    private OptionalInt gpu(Fields resources, String path) {
        Optional<Scalar> written = resources.scalar("gpu");
        if (written.isEmpty() || !(written.get().value().orElse(null) instanceof Value.Int(long gpu))) {
            return OptionalInt.empty();
        }
        if (gpu < 0 || gpu > MOST_GPU) {
            refuse(written.get(), path + ".resources.gpu", "a number of devices");
            return OptionalInt.empty();
        }
        return OptionalInt.of((int) gpu);
    }

    private void refuse(Scalar written, String path, String what) {
        problems.error(Code.RESOURCES, written.span(), path, "'%s' is not %s".formatted(written.text(), what));
    }
}
