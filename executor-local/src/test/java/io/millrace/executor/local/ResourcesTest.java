package io.millrace.executor.local;

import static io.millrace.executor.local.Jobs.attempt;
import static io.millrace.executor.local.Jobs.limited;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.millrace.engine.core.AttemptId;
import io.millrace.engine.core.Exit;
import io.millrace.executor.local.Confinement.Means;
import io.millrace.pipeline.plan.Resources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits on what a step may use, and what its record says about them. */
class ResourcesTest {
    private static final AttemptId STEP = attempt(1);
    private static final long MEBIBYTE = 1 << 20;

    /** Wants 200 MiB: dd takes a buffer of one block. */
    private static final String GREEDY = "dd if=/dev/zero of=/dev/null bs=200M count=1 2>&1";

    @TempDir
    private Path home;

    private static Resources memory(long mebibytes) {
        return new Resources(OptionalDouble.empty(), OptionalLong.of(mebibytes * MEBIBYTE), OptionalInt.empty());
    }

    private static Resources cpu(double cores) {
        return new Resources(OptionalDouble.of(cores), OptionalLong.empty(), OptionalInt.empty());
    }

    private ExecutorFixture fixture(String without) throws IOException {
        return new ExecutorFixture(LocalExecutorConfig.of(home).without(without));
    }

    private static void needsControlGroups(String controller) {
        assumeThat(ControlGroups.find().parent(controller))
                .as("skipped: control groups for %s cannot be made here", controller)
                .isPresent();
    }

    @ParameterizedTest(name = "in a sandbox: {0}")
    @ValueSource(booleans = {false, true})
    void aControlGroupEndsAStepThatWantsTooMuch(boolean boxed) throws IOException {
        needsControlGroups("memory");
        var config = LocalExecutorConfig.of(home).withSandbox(boxed ? Sandboxes.forAll() : Sandbox.automatic());
        try (var fixture = new ExecutorFixture(config)) {
            Exit exit = fixture.run(STEP, limited(GREEDY, memory(64)));
            assertThat(exit).isEqualTo(new Exit.Code(137));
            assertThat(fixture.log(STEP)).contains("more than its memory limit");
            assertThat(fixture.confinement(STEP)).contains(new Confinement(boxed, true, Means.UNLIMITED, Means.CGROUP));
            assertThat(fixture.run(attempt(2), limited(GREEDY, memory(400)))).isEqualTo(new Exit.Code(0));
            assertThat(fixture.log(attempt(2))).doesNotContain("memory limit");
        }
        assertNoGroupIsLeft();
    }

    @Test
    void aControlGroupLimitsTheProcessors() throws IOException {
        needsControlGroups("cpu");
        try (var fixture = fixture("")) {
            Path group = ControlGroups.find().parent("cpu").orElseThrow().folder();
            String show =
                    "sed -n 's/.*:cpu:\\|^0:://p' /proc/self/cgroup; cat %s/millrace-*/cpu.cfs_quota_us %s/millrace-*/cpu.max"
                            .formatted(group, group);
            fixture.run(STEP, limited(show + "; true", cpu(0.25)));
            assertThat(fixture.log(STEP)).contains("/millrace-").contains("25000");
            assertThat(fixture.confinement(STEP)).contains(new Confinement(false, true, Means.CGROUP, Means.UNLIMITED));
        }
        assertNoGroupIsLeft();
    }

    @ParameterizedTest(name = "in a sandbox: {0}")
    @ValueSource(booleans = {false, true})
    void withoutControlGroupsEachProcessHasItsLimit(boolean boxed) throws IOException {
        var config = LocalExecutorConfig.of(home)
                .without("cgroup")
                .withSandbox(boxed ? Sandboxes.forAll() : Sandbox.automatic());
        try (var fixture = new ExecutorFixture(config)) {
            assertThat(fixture.run(STEP, limited(GREEDY, memory(64)))).isEqualTo(new Exit.Code(1));
            assertThat(fixture.log(STEP)).contains("memory exhausted");
            assertThat(fixture.run(attempt(2), limited(GREEDY, memory(400)))).isEqualTo(new Exit.Code(0));
            assertThat(fixture.confinement(STEP))
                    .contains(new Confinement(boxed, true, Means.UNLIMITED, Means.PRLIMIT));
        }
    }

    @Test
    void aLimitThatNothingCanKeepIsSaidSo() throws IOException {
        try (var fixture = fixture("cgroup,prlimit")) {
            Resources both = new Resources(OptionalDouble.of(1), OptionalLong.of(MEBIBYTE), OptionalInt.empty());
            assertThat(fixture.run(STEP, limited("true", both))).isEqualTo(new Exit.Code(0));
            assertThat(fixture.confinement(STEP)).contains(new Confinement(false, true, Means.NONE, Means.NONE));
        }
    }

    @Test
    void theGroupOfAKilledWrapperIsRemoved() throws Exception {
        needsControlGroups("memory");
        try (var fixture = fixture("")) {
            fixture.startUntil(STEP, limited("echo up; sleep 1000", memory(64)), "up");
            ExecutorFixture.kill("KILL", fixture.wrapper(STEP).pid());
            assertThat(fixture.recorder.awaitEnd(STEP)).isInstanceOf(Exit.Unknown.class);
        }
        assertNoGroupIsLeft();
    }

    private void assertNoGroupIsLeft() throws IOException {
        String mine =
                "millrace-%08x-".formatted(home.toAbsolutePath().normalize().hashCode());
        for (String controller : new String[] {"cpu", "memory"}) {
            var parent = ControlGroups.find().parent(controller);
            if (parent.isPresent()) {
                try (var groups = Files.list(parent.get().folder())) {
                    assertThat(groups)
                            .noneMatch(group -> group.getFileName().toString().startsWith(mine));
                }
            }
        }
    }
}
