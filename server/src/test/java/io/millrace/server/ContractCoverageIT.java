package io.millrace.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;

/**
 * Runs when all tests of this module are over: together they must meet every answer that the OpenAPI document promises. It is
 * skipped when only some of their classes have run since the last {@code clean}.
 */
class ContractCoverageIT {
    @Test
    void everyAnswerOfTheContractWasMet() throws Exception {
        assumeTrue(ContractCoverage.isComplete(), "not all classes of tests have run");
        assertThat(ContractCoverage.missing())
                .as("answers of the contract that no test asks for: add a test, or take them out of the document")
                .isEmpty();
    }
}
