package io.millrace.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.core.Capacity;
import io.millrace.engine.core.Demand;
import io.millrace.pipeline.plan.PlanStep;
import io.millrace.pipeline.plan.PlannedSteps;
import io.millrace.pipeline.plan.Resources;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a step takes of its queue, by what it names and what it asks for itself. */
class CapacityTest {
    private static final Resources SMALL = new Resources(OptionalDouble.of(1), OptionalLong.of(512), OptionalInt.of(2));
    private static final Capacity SERVER = new Capacity("default", Map.of("small", SMALL));

    private static PlanStep step(String fields) {
        String yaml = "{name: t, entry_points: {s: {command: x, %s}}}".formatted(fields);
        return PlannedSteps.of(Compiling.plan(yaml)).getFirst().step();
    }

    @Test
    void withoutQueuesAStepTakesWhatItAsksForAndStandsInNone() {
        Demand demand =
                Capacity.NONE.demandOf(step("env: {PF_JOB_QUEUE_NAME: q, PF_JOB_FLAVOUR: small}, resources: {cpu: 4}"));
        assertThat(demand)
                .isEqualTo(
                        new Demand("", new Resources(OptionalDouble.of(4), OptionalLong.empty(), OptionalInt.empty())));
    }

    @Test
    void aStepThatNamesNothingStandsInTheDefaultQueue() {
        assertThat(SERVER.demandOf(step("env: {A: b}"))).isEqualTo(new Demand("default", Resources.UNLIMITED));
    }

    @Test
    void aFlavourStandsForWhatTheStepDoesNotAskForItself() {
        assertThat(SERVER.demandOf(step("env: {PF_JOB_FLAVOUR: small}")).resources())
                .isEqualTo(SMALL);
        assertThat(SERVER.demandOf(step("env: {PF_JOB_FLAVOUR: small}, resources: {cpu: 4, memory: 1Ki, gpu: 0}"))
                        .resources())
                .isEqualTo(new Resources(OptionalDouble.of(4), OptionalLong.of(1024), OptionalInt.of(0)));
    }

    @ParameterizedTest(name = "{0}: queue {1}, known before the run: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
        env: {PF_JOB_QUEUE_NAME: fast}                                             | fast    | true
        env: {PF_JOB_QUEUE_NAME: ""}                                               | default | true
        parameters: {q: fast}, env: {PF_JOB_QUEUE_NAME: "{{q}}"}                   | fast    | true
        parameters: {q: "{{PF_RUN_ID}}"}, env: {PF_JOB_QUEUE_NAME: "{{q}}"}        | default | false
        env: {PF_JOB_QUEUE_NAME: "{{PF_USER_NAME}}"}                               | default | false
        env: {PF_JOB_FLAVOUR: "{{PF_USER_NAME}}"}                                  | default | false
        env: {PF_JOB_FLAVOUR: small}                                               | default | true
        """)
    void aQueueIsKnownWhenItsNameIsMadeOfFixedText(String fields, String queue, boolean known) {
        PlanStep step = step(fields);
        assertThat(SERVER.demandOf(step).queue()).isEqualTo(queue);
        assertThat(Capacity.isOpen(step)).isEqualTo(!known);
    }
}
