package io.millrace.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.core.RunStatus;
import io.millrace.engine.record.RunSummary;
import io.millrace.engine.record.ScheduleId;
import io.millrace.engine.schedule.ConcurrencyPolicy;
import io.millrace.engine.schedule.Crontab;
import io.millrace.engine.schedule.ScheduleOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random schedules through random times, restarts and ends of runs: no time has two runs, and none is lost. */
class ScheduleHistoryTest {
    private static final int STEPS = 25;
    private static final List<String> CRONTABS = List.of(
            "*/20 * * * *",
            "@hourly",
            "30 2 * * *",
            "0,30 1-4 * * *",
            "@every 25m",
            "CRON_TZ=America/New_York 15 * * * *");

    @TempDir
    Path folder;

    static LongStream seeds() {
        return LongStream.range(0, 24);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyTimeHasOneRun(long seed) {
        Random random = new Random(seed);
        ZoneId zone = ZoneId.of("Europe/Berlin");
        Instant start = Instant.parse(random.nextBoolean() ? "2026-03-28T22:10:00Z" : "2026-10-24T22:10:00Z");
        try (ScheduleWorld world = new ScheduleWorld(folder.resolve("millrace.db"), zone, start)) {
            ScheduleOptions options = options(random);
            String crontab = CRONTABS.get(random.nextInt(CRONTABS.size()));
            ScheduleId id = world.create("random", crontab, options);
            for (int step = 0; step < STEPS; step++) {
                happen(world, random);
                world.look();
                checkConcurrency(world, options);
            }
            settle(world);
            checkTimes(world, id, options, all(crontab, zone, start, world.now()));
            assertThat(world.troubles()).isEmpty();
        }
    }

    private static ScheduleOptions options(Random random) {
        ConcurrencyPolicy[] policies = ConcurrencyPolicy.values();
        return new ScheduleOptions(
                random.nextBoolean(),
                Duration.ofMinutes(random.nextInt(3) * 45L),
                random.nextInt(4),
                policies[random.nextInt(policies.length)]);
    }

    private static void happen(ScheduleWorld world, Random random) {
        switch (random.nextInt(5)) {
            case 0 -> world.pass(Duration.ofSeconds(random.nextInt(600)));
            case 1 -> world.pass(Duration.ofMinutes(random.nextInt(240)));
            case 2 -> world.restart();
            default -> {
                world.pass(Duration.ofMinutes(random.nextInt(30)));
                for (RunSummary run : world.active()) {
                    if (random.nextBoolean()) {
                        world.finish(run.id(), ending(run));
                    }
                }
            }
        }
    }

    private static RunStatus ending(RunSummary run) {
        return run.status() == RunStatus.TERMINATING ? RunStatus.TERMINATED : RunStatus.SUCCEEDED;
    }

    /** Lets every run end, and with it every time that waits get its own. */
    private static void settle(ScheduleWorld world) {
        world.look();
        while (!world.active().isEmpty()) {
            world.active().forEach(run -> world.finish(run.id(), ending(run)));
            world.look();
        }
    }

    private static void checkConcurrency(ScheduleWorld world, ScheduleOptions options) {
        if (options.concurrency() > 0) {
            long active = world.active().stream()
                    .filter(run ->
                            options.policy() != ConcurrencyPolicy.REPLACE || run.status() != RunStatus.TERMINATING)
                    .count();
            assertThat(active).isLessThanOrEqualTo(options.concurrency());
        }
    }

    private static void checkTimes(
            ScheduleWorld world, ScheduleId id, ScheduleOptions options, List<Instant> expected) {
        List<Instant> seen = world.times(id, RunStatus.values());
        assertThat(seen).doesNotHaveDuplicates().isSorted();
        if (options.catchup()) {
            assertThat(seen).isEqualTo(expected);
        } else {
            assertThat(expected).containsAll(seen);
            assertThat(seen.isEmpty() ? List.of() : List.of(seen.getLast()))
                    .isEqualTo(expected.isEmpty() ? List.of() : List.of(expected.getLast()));
        }
    }

    private static List<Instant> all(String crontab, ZoneId zone, Instant start, Instant end) {
        Crontab parsed = Crontab.parse(crontab, zone);
        List<Instant> times = new ArrayList<>();
        Optional<Instant> time = parsed.next(start, start);
        while (time.isPresent() && !time.get().isAfter(end)) {
            times.add(time.get());
            time = parsed.next(time.get(), start);
        }
        return times;
    }
}
