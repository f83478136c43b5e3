package io.millrace.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SortedSet;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * Runs when all tests of this module are over: together they should meet every answer that the OpenAPI document promises.
 * While some are missing it is skipped, and names them; {@code -Dsurefire.argLine=-Dmillrace.contract.strict=true} makes it
 * fail.
 */
class ContractCoverageIT {
    @Test
    void everyAnswerOfTheContractWasMet() throws Exception {
        SortedSet<String> missing = ContractCoverage.missing();
        Assumptions.assumeTrue(
                missing.isEmpty() || Boolean.getBoolean("millrace.contract.strict"),
                () -> "%d answers of the contract that no test asks for:%n%s"
                        .formatted(missing.size(), String.join("\n", missing)));
        assertThat(missing).isEmpty();
    }
}
