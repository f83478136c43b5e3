package io.millrace.pipeline.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.pipeline.Compiled;
import io.millrace.pipeline.PipelineCompiler;
import io.millrace.pipeline.plan.PlanStep;
import io.millrace.pipeline.plan.PlannedSteps;
import io.millrace.pipeline.plan.Template;
import io.millrace.pipeline.problem.Problem;
import io.millrace.pipeline.request.CompileRequest;
import io.millrace.pipeline.source.SourceText;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretCheckTest {
    private static Compiled compile(String step) {
        return PipelineCompiler.compile(
                new SourceText("p.yaml", "name: p\nentry_points:\n  a: {" + step + "}\n  b: {command: 'true'}\n"),
                CompileRequest.PLAIN,
                () -> Set.of("TOKEN"));
    }

    private static List<String> headlines(String step) {
        return compile(step).problems().stream().map(Problem::headline).toList();
    }

    @Test
    void aSecretIsTheWholeValueOfAVariable() {
        Compiled compiled = compile("command: x, env: {T: '{{secret.TOKEN}}', U: '{{ secret.TOKEN }}'}");
        assertThat(compiled.problems()).isEmpty();
        PlanStep step =
                PlannedSteps.of(compiled.plan().orElseThrow()).getFirst().step();
        Template secret = new Template(List.of(new Template.Ref.Secret("TOKEN")));
        assertThat(step.env()).containsEntry("T", secret).containsEntry("U", secret);
    }

    @Test
    void anUnknownOneIsRefusedAtItsPlace() {
        assertThat(headlines("command: x, env: {T: '{{secret.TOKNE}}'}"))
                .singleElement()
                .asString()
                .contains("p.yaml:3:", "MR2309", "there is no secret 'TOKNE' for you here");
        assertThat(compile("command: x, env: {T: '{{secret.TOKNE}}'}").problems())
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem.fix().orElseThrow().text()).contains("did you mean '{{secret.TOKEN}}'?"));
        assertThat(compile("command: x, env: {T: '{{secret.FAR_AWAY}}'}").problems())
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem.fix().orElseThrow().text()).contains("set MILLRACE_SECRET_FAR_AWAY"));
    }

    @Test
    void whereNobodyKnowsTheSecretsAnyNameWillDo() {
        assertThat(PipelineCompiler.compile(
                                new SourceText(
                                        "p.yaml",
                                        "name: p\nentry_points:\n  a: {command: x, env: {T: '{{secret.ANY}}'}}\n"),
                                CompileRequest.PLAIN)
                        .problems())
                .isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            a part of a value | command: x, env: {T: 'Bearer {{secret.TOKEN}}'}                 | must be the whole value
            a command         | command: 'x {{secret.TOKEN}}'                                   | a command cannot use the secret
            a parameter       | command: x, parameters: {t: '{{secret.TOKEN}}'}                 | a parameter cannot use the secret
            a condition       | command: x, condition: '{{secret.TOKEN}} == 1'                  | a condition cannot use the secret
            a loop            | command: x, loop_argument: '{{secret.TOKEN}}'                   | loop_argument cannot use the secret
            """)
    void elsewhereItIsRefused(String where, String step, String message) {
        assertThat(headlines(step))
                .anySatisfy(headline -> assertThat(headline).contains("p.yaml:3:", "MR2308", message));
        assertThat(compile(step).plan()).isEmpty();
    }

    @Test
    void aNodeMayBeNamedLikeThat() {
        Compiled compiled = PipelineCompiler.compile(new SourceText("p.yaml", """
                name: p
                entry_points:
                  secret: {command: x, parameters: {p: 1}}
                  b: {command: 'echo {{q}}', deps: secret, parameters: {q: '{{secret.p}}'}}
                """), CompileRequest.PLAIN, Set::of);
        assertThat(compiled.problems()).isEmpty();
    }
}
