package io.millrace.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Runs when all tests of this module are over: together they met every answer that the OpenAPI document promises. */
class ContractCoverageIT {
    @Test
    void everyAnswerOfTheContractWasMet() throws Exception {
        assertThat(ContractCoverage.missing())
                .as("answers that no test of this module asks for; run all of them, then write those that are missing, or"
                        + " take what cannot happen out of the document")
                .isEmpty();
    }
}
