package io.millrace.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.server.contract.Contract;
import io.millrace.server.http.Route;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The OpenAPI document says what there is, all of it and nothing else. What it says of each answer all HTTP tests check. */
class ContractTest {
    @TempDir
    static Path folder = Path.of("");

    private static RealServer server;

    @BeforeAll
    static void start() throws Exception {
        server = new RealServer(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String key(Route route) {
        return route.method() + " " + route.path().replaceAll("(?<=.)/$", "");
    }

    @Test
    void everyRouteIsDescribedAndEverythingDescribedIsARoute() {
        Set<String> described = new HashSet<>();
        ContractCheck.INSTANCE.operations().forEach(operation -> described.add(operation.toString()));
        Set<String> served = new HashSet<>();
        server.routes().forEach(route -> served.add(key(route)));
        assertThat(served)
                .as("routes that a file below server/src/main/resources/io/millrace/server/contract must describe")
                .isSubsetOf(described);
        assertThat(described).as("described, but not served").isSubsetOf(served);
    }

    @Test
    void whoNeedsATokenIsDescribed() {
        Set<String> open = new HashSet<>();
        ContractCheck.INSTANCE.operations().stream()
                .filter(operation -> operation.fields().has("security"))
                .forEach(operation -> open.add(operation.toString()));
        for (Route route : server.routes()) {
            assertThat(open.contains(key(route)))
                    .as("'security: []' at %s", key(route))
                    .isEqualTo(route.access() == Route.Access.ANYBODY);
        }
    }

    @Test
    void everyReferenceLeadsSomewhereAndOperationsHaveNamesOfTheirOwn() {
        Contract contract = Contract.load();
        contract.document()
                .findParents("$ref")
                .forEach(holder -> assertThat(contract.resolved(holder).isMissingNode())
                        .as(holder.toString())
                        .isFalse());
        List<String> names = new ArrayList<>();
        ContractCheck.INSTANCE
                .operations()
                .forEach(it -> names.add(it.fields().path("operationId").asText()));
        assertThat(names).doesNotHaveDuplicates().doesNotContain("");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "GET | /api/paddleflow/v1/nothing | 200 | {} | describe GET",
                "GET | /api/paddleflow/v1/run?odd=1 | 200 | {} | describe the parameter odd",
                "GET | /api/paddleflow/v1/run?maxKeys=x | 200 | {} | maxKeys of GET",
                "GET | /api/paddleflow/v1/run | 202 | {} | describe the status 202",
                "GET | /api/paddleflow/v1/run | 404 | {`code`:`RunNotFound`} | describe the error code RunNotFound",
                "GET | /api/paddleflow/v1/run | 400 | {`code`:`InvalidURI`} | the error of GET",
                "GET | /api/paddleflow/v1/run | 200 | {`maxKeys`:1,`isTruncated`:true,`runList`:[{}]} | is not as"
                        + " described",
                "GET | /api/paddleflow/v1/run/run-000001 | 200 | {} | is not as described",
                "POST | /api/paddleflow/v1/run | 201 | {`runID`:`run-000001`} | without a body",
            })
    void whatIsNotDescribedIsNoticed(String method, String target, int status, String answer, String problem) {
        String json = answer.replace('`', '"');
        assertThatThrownBy(() -> ContractCheck.INSTANCE.require(
                        new ContractCheck.Exchange(method, target, "", status, "application/json", json)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(problem);
    }

    @Test
    void theDocumentIsServedForProgramsAndForPeople() {
        Api anybody = server.as("");
        assertThat(anybody.send("GET", "/openapi.yaml", "").text()).startsWith("openapi: 3.1.0");
        String page = anybody.send("GET", "/docs", "").text();
        assertThat(page).contains("id='createRun'", "id='schema-Run'").doesNotContain("<script", "http://cdn", "src=");
        assertThat(page.split("<h3", -1).length)
                .isGreaterThan(ContractCheck.INSTANCE.operations().size());
    }
}
