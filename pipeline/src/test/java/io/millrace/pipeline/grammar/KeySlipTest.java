package io.millrace.pipeline.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.pipeline.Compiled;
import io.millrace.pipeline.PipelineCompiler;
import io.millrace.pipeline.problem.Fix;
import io.millrace.pipeline.problem.Problem;
import io.millrace.pipeline.request.CompileRequest;
import io.millrace.pipeline.source.SourceText;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys that authors bring along from other systems. */
final class KeySlipTest {

    @ParameterizedTest(name = "{0} means {1}")
    @CsvSource(delimiter = '|', textBlock = """
            dependencies: a          | deps
            dependsOn: a             | deps
            depends-on: a            | deps
            needs: [a]               | deps
            requires: [a, b]         | deps
            Deps: a                  | deps
            dep: a                   | deps
            image: alpine            | docker_env
            docker-env: alpine       | docker_env
            params: {x: 1}           | parameters
            environment: {A: b}      | env
            envVars: {A: b}          | env
            when: '1 == 1'           | condition
            if: '1 == 1'             | condition
            forEach: [1, 2]          | loop_argument
            withItems: [1, 2]        | loop_argument
            loopArgument: [1, 2]     | loop_argument
            volumes: [{name: data}]  | extra_fs
            volumes: {name: data}    | extra_fs
            deadline: 90             | timeout
            timeout_seconds: 90      | timeout
            retries: {max_attempts: 3} | retry
            """)
    void theFixMakesThePipelineValid(String line, String key) {
        String text = "name: t\nentry_points:\n  a: {command: x}\n  b: {command: x}\n  s:\n    command: x\n    " + line
                + "\n";
        SourceText source = new SourceText("p.yaml", text);
        Problem problem = only(source);
        assertThat(problem.code().id()).isEqualTo("MR1101");
        Fix fix = problem.fix().orElseThrow();
        assertThat(fix.text()).startsWith("did you mean '%s'?".formatted(key));
        SourceText fixed = source.with(fix.edits());
        assertThat(compile(fixed).errors()).as(fixed.text()).isEmpty();
        assertThat(fixed.text()).contains("    " + key + ": ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            retries: 3     | did you mean 'retry'? it takes a map
            run: [a b, c]  | did you mean 'command'? it takes text
            cmd: {a: b}    | did you mean 'command'? it takes text
            """)
    void whereTheValueDoesNotFitTheFixIsAdviceOnly(String line, String advice) {
        Fix fix = only(new SourceText("p.yaml", "name: t\nentry_points:\n  s:\n    " + line + "\n"))
                .fix()
                .orElseThrow();
        assertThat(fix.text()).isEqualTo(advice);
        assertThat(fix.edits()).isEmpty();
    }

    @Test
    void aKeyOfAnotherMapIsSaidToBelongThere() {
        String text = "name: t\nparameters: {x: 1}\nentry_points:\n  s: {command: x, parallelism: 3}\n";
        assertThat(compile(new SourceText("p.yaml", text)).errors())
                .extracting(Problem::message)
                .containsExactly(
                        "unknown key 'parameters' in a pipeline; it belongs into a step",
                        "unknown key 'parallelism' in a step; it belongs to the top level");
    }

    static List<KeyTable> tables() {
        return Grammar.tables();
    }

    @ParameterizedTest
    @MethodSource("tables")
    void noSlipMeansTwoKeysOrIsOneItself(KeyTable table) {
        Set<String> seen = new HashSet<>(table.yamlNames());
        for (Key key : table.keys()) {
            for (String slip : key.slips()) {
                assertThat(seen.add(slip)).as("%s in %s", slip, table.id()).isTrue();
            }
        }
    }

    private static Compiled compile(SourceText source) {
        return PipelineCompiler.compile(source, CompileRequest.PLAIN);
    }

    private static Problem only(SourceText source) {
        Compiled compiled = compile(source);
        assertThat(compiled.errors()).as(source.text()).hasSize(1);
        return compiled.errors().getFirst();
    }
}
