package io.millrace.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.engine.MillraceException;
import io.millrace.engine.MillraceException.Code;
import io.millrace.engine.core.RunId;
import io.millrace.engine.core.RunStatus;
import io.millrace.engine.record.RunSummary;
import io.millrace.engine.record.ScheduleId;
import io.millrace.engine.record.ScheduleTick;
import io.millrace.engine.schedule.ConcurrencyPolicy;
import io.millrace.engine.schedule.Schedule;
import io.millrace.engine.schedule.ScheduleFilter;
import io.millrace.engine.schedule.ScheduleOptions;
import io.millrace.engine.schedule.ScheduleState;
import io.millrace.engine.schedule.ScheduleStatus;
import io.millrace.engine.schedule.ScheduleTurn;
import io.millrace.engine.schedule.ScheduleTurn.TickRun;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchedulerTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    @TempDir
    Path folder;

    private ScheduleWorld world;

    @BeforeEach
    void open() {
        world = new ScheduleWorld(folder.resolve("millrace.db"), ZoneOffset.UTC, NOON);
    }

    @AfterEach
    void close() {
        world.close();
    }

    private static ScheduleOptions one(ConcurrencyPolicy policy) {
        return new ScheduleOptions(true, Duration.ZERO, 1, policy);
    }

    @Test
    void aTimeGetsItsRunWithTheNamesOfTheSchedule() {
        ScheduleId id = world.create("hourly", "@hourly", ScheduleOptions.DEFAULT);
        world.look();
        assertThat(world.runs()).isEmpty();
        world.pass(Duration.ofHours(1));
        world.look();
        world.look();
        assertThat(world.runs()).singleElement().satisfies(run -> {
            assertThat(run.name()).isEqualTo("hourly");
            assertThat(run.description()).isEqualTo("a description");
            assertThat(run.status()).isEqualTo(RunStatus.INITIATING);
            assertThat(run.tick()).contains(new ScheduleTick(id, NOON.plusSeconds(3600)));
        });
        assertThat(world.begun()).containsExactly(new RunId(1));
        assertThat(world.store()
                        .queries()
                        .run(new RunId(1))
                        .orElseThrow()
                        .created()
                        .tick())
                .contains(new ScheduleTick(id, NOON.plusSeconds(3600)));
        assertThat(world.schedule(id).state().next()).contains(NOON.plusSeconds(7200));
        assertThat(world.troubles()).isEmpty();
    }

    @Test
    void aTimeThatWaitsGetsItsRunOnceARunEnded() {
        ScheduleId id = world.create("hourly", "@hourly", one(ConcurrencyPolicy.SUSPEND));
        world.pass(Duration.ofHours(2));
        world.look();
        assertThat(world.runs()).hasSize(1);
        assertThat(world.schedule(id).state().message())
                .isEqualTo("the run of 2026-11-24 14:00:00 waits: 1 of 1 runs are active");
        Instant written = world.schedule(id).state().updatedAt();
        world.pass(Duration.ofMinutes(1));
        world.look();
        assertThat(world.schedule(id).state().updatedAt())
                .as("nothing is written while nothing changes")
                .isEqualTo(written);
        world.finish(new RunId(1), RunStatus.FAILED);
        world.look();
        assertThat(world.times(id, RunStatus.INITIATING)).containsExactly(NOON.plusSeconds(7200));
        assertThat(world.schedule(id).state().message()).isEmpty();
    }

    @Test
    void aRunThatIsReplacedIsStoppedOnce() {
        world.create("hourly", "@hourly", one(ConcurrencyPolicy.REPLACE));
        world.pass(Duration.ofHours(1));
        world.look();
        world.pass(Duration.ofHours(1));
        world.look();
        world.look();
        assertThat(world.runs().stream().map(RunSummary::status))
                .containsExactly(RunStatus.TERMINATING, RunStatus.INITIATING);
    }

    @Test
    void aStopThatACrashPreventedIsMadeUpForAtTheNextStart() {
        world.create("hourly", "@hourly", one(ConcurrencyPolicy.REPLACE));
        world.pass(Duration.ofHours(1));
        world.look();
        Schedule schedule = world.schedule(new ScheduleId(1));
        // the turn of the second time is written, and the process is gone before it stops the first run
        ScheduleTick second = new ScheduleTick(schedule.id(), NOON.plusSeconds(7200));
        assertThat(world.store()
                        .write(new ScheduleTurn(
                                schedule,
                                List.of(new TickRun(Rows.newRun().at(second), RunStatus.INITIATING, "")),
                                new ScheduleState(
                                        ScheduleStatus.RUNNING, Optional.of(NOON.plusSeconds(10_800)), "", NOON))))
                .contains(List.of(new RunId(2)));
        world.set(NOON.plusSeconds(7300));
        world.look();
        assertThat(world.active()).as("nothing is due").hasSize(2);
        world.restart();
        world.look();
        assertThat(world.runs().stream().map(RunSummary::status))
                .containsExactly(RunStatus.TERMINATING, RunStatus.INITIATING);
    }

    @Test
    void ofTwoWhoDecidedTheSameOnlyOneIsWritten() {
        ScheduleId id = world.create("hourly", "@hourly", ScheduleOptions.DEFAULT);
        Schedule seen = world.schedule(id);
        ScheduleTurn turn = new ScheduleTurn(
                seen,
                List.of(new TickRun(
                        Rows.newRun().at(new ScheduleTick(id, NOON.plusSeconds(3600))), RunStatus.INITIATING, "")),
                new ScheduleState(ScheduleStatus.RUNNING, Optional.of(NOON.plusSeconds(7200)), "", NOON));
        assertThat(world.store().write(turn)).contains(List.of(new RunId(1)));
        assertThat(world.store().write(turn)).isEmpty();
        assertThat(world.runs()).hasSize(1);
    }

    @Test
    void aTimeHasOneRowEvenIfAllElseFails() {
        ScheduleId id = world.create("hourly", "@hourly", ScheduleOptions.DEFAULT);
        Schedule seen = world.schedule(id);
        TickRun run =
                new TickRun(Rows.newRun().at(new ScheduleTick(id, NOON.plusSeconds(3600))), RunStatus.INITIATING, "");
        assertThatThrownBy(() -> world.store().write(new ScheduleTurn(seen, List.of(run, run), seen.state())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("schedule_tick");
        assertThat(world.runs()).isEmpty();
    }

    @Test
    void aStoppedScheduleMakesNoRunAndMayThenBeDeleted() {
        ScheduleId id = world.create("hourly", "@hourly", ScheduleOptions.DEFAULT);
        world.pass(Duration.ofHours(1));
        world.look();
        assertThatThrownBy(() -> world.schedules().delete(id)).hasMessage("schedule-000001 is running: stop it first");
        world.schedules().stop(id);
        world.pass(Duration.ofHours(5));
        world.look();
        assertThat(world.runs()).hasSize(1);
        assertThat(world.schedule(id).state().status()).isEqualTo(ScheduleStatus.TERMINATED);
        assertThatThrownBy(() -> world.schedules().stop(id))
                .isInstanceOfSatisfying(
                        MillraceException.class, e -> assertThat(e.code()).isEqualTo(Code.SCHEDULE_STATE))
                .hasMessage("schedule-000001 is not running: it is terminated");
        world.schedules().delete(id);
        assertThatThrownBy(() -> world.schedules().schedule(id)).hasMessage("there is no schedule-000001");
        assertThat(world.runs())
                .as("its runs stay, with their times")
                .singleElement()
                .satisfies(run -> assertThat(run.tick()).isPresent());
    }

    @Test
    void theEndOfItsTimesEndsASchedule() {
        ScheduleId id = world.create(
                "hourly", "@hourly", ScheduleOptions.DEFAULT, Optional.of(NOON.plusSeconds(2 * 3600 + 60)));
        world.pass(Duration.ofHours(9));
        world.look();
        assertThat(world.runs()).hasSize(2);
        assertThat(world.schedule(id).state().status()).isEqualTo(ScheduleStatus.SUCCESS);
        assertThat(world.schedule(id).state().message())
                .isEqualTo("no time is left before the end at 2026-11-24 14:01:00");
    }

    @Test
    void aPipelineThatCannotBeRunLeavesAFailedRun() {
        ScheduleId id = world.create("hourly", "@hourly", one(ConcurrencyPolicy.SUSPEND));
        world.breakPipelines("the storage 'main' is gone");
        world.pass(Duration.ofHours(1));
        world.look();
        assertThat(world.runs()).singleElement().satisfies(run -> {
            assertThat(run.status()).isEqualTo(RunStatus.FAILED);
            assertThat(run.message()).isEqualTo("cannot be run: the storage 'main' is gone");
            assertThat(run.endedAt()).contains(world.now());
        });
        assertThat(world.begun()).isEmpty();
        assertThat(world.schedule(id).state().status()).isEqualTo(ScheduleStatus.RUNNING);
    }

    @Test
    void aScheduleThatIsNotUnderstoodFailsAndTheOthersGoOn() throws Exception {
        ScheduleId broken = world.create("broken", "@hourly", ScheduleOptions.DEFAULT);
        ScheduleId good = world.create("good", "@hourly", ScheduleOptions.DEFAULT);
        world.close();
        setCrontab(broken, "nonsense");
        world.restart();
        world.pass(Duration.ofHours(1));
        world.look();
        assertThat(world.schedule(broken).state().status()).isEqualTo(ScheduleStatus.FAILED);
        assertThat(world.schedule(broken).state().message()).startsWith("crontab 'nonsense' has 1 fields");
        assertThat(world.troubles()).singleElement().asString().startsWith("schedule-000001: crontab 'nonsense'");
        assertThat(world.times(good, RunStatus.INITIATING)).hasSize(1);
    }

    private void setCrontab(ScheduleId id, String crontab) throws SQLException {
        try (Session session = new SqliteFile(folder.resolve("millrace.db")).write()) {
            session.execute("UPDATE schedule SET crontab = '%s' WHERE id = %d".formatted(crontab, id.number()));
        }
    }

    @Test
    void listsByEveryFilterInPages() {
        for (int i = 0; i < 5; i++) {
            world.create("s_" + i, "@hourly", ScheduleOptions.DEFAULT);
        }
        world.schedules().stop(new ScheduleId(2));
        assertThat(names(ScheduleFilter.ALL, 0, 2)).containsExactly("s_0", "s_1");
        assertThat(names(ScheduleFilter.ALL, 2, 9)).containsExactly("s_2", "s_3", "s_4");
        assertThat(names(filter(Set.of(), Set.of(), Set.of("s_3", "s_9"), Set.of()), 0, 9))
                .containsExactly("s_3");
        assertThat(names(filter(Set.of(), Set.of(), Set.of(), Set.of(ScheduleStatus.TERMINATED)), 0, 9))
                .containsExactly("s_1");
        assertThat(names(filter(Set.of("bob"), Set.of(), Set.of(), Set.of()), 0, 9))
                .isEmpty();
        assertThat(names(filter(Set.of("ann"), Set.of(1L), Set.of(), Set.of()), 3, 1))
                .containsExactly("s_3");
        assertThat(names(filter(Set.of(), Set.of(2L), Set.of(), Set.of()), 0, 9))
                .isEmpty();
    }

    private static ScheduleFilter filter(
            Set<String> users, Set<Long> pipelines, Set<String> names, Set<ScheduleStatus> statuses) {
        return new ScheduleFilter(users, pipelines, Set.of(2L), Set.of(), names, statuses);
    }

    private List<String> names(ScheduleFilter filter, long after, int limit) {
        return world.store().schedules().schedules(filter, after, limit).stream()
                .map(schedule -> schedule.made().name())
                .toList();
    }

    @Test
    void namesAreUniqueForAUserUntilTheScheduleIsDeleted() {
        ScheduleId id = world.create("hourly", "@hourly", ScheduleOptions.DEFAULT);
        assertThatThrownBy(() -> world.create("hourly", "@daily", ScheduleOptions.DEFAULT))
                .isInstanceOfSatisfying(
                        MillraceException.class, e -> assertThat(e.code()).isEqualTo(Code.SCHEDULE_NAME_TAKEN))
                .hasMessage("ann has a schedule 'hourly' already: choose another name, or delete that one");
        world.schedules().stop(id);
        world.schedules().delete(id);
        assertThat(world.create("hourly", "@daily", ScheduleOptions.DEFAULT)).isEqualTo(new ScheduleId(2));
    }

    @Test
    void knowsWhetherAPipelineIsInUse() {
        ScheduleId id = world.create("hourly", "@hourly", ScheduleOptions.DEFAULT);
        assertThat(world.store().schedules().isInUse(1, OptionalLong.empty())).isTrue();
        assertThat(world.store().schedules().isInUse(1, OptionalLong.of(2))).isTrue();
        assertThat(world.store().schedules().isInUse(1, OptionalLong.of(3))).isFalse();
        assertThat(world.store().schedules().isInUse(2, OptionalLong.empty())).isFalse();
        world.schedules().stop(id);
        assertThat(world.store().schedules().isInUse(1, OptionalLong.empty())).isFalse();
    }
}
