package io.millrace.pipeline.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.pipeline.Compiled;
import io.millrace.pipeline.PipelineCompiler;
import io.millrace.pipeline.problem.Problem;
import io.millrace.pipeline.source.SourceText;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of the table of validation cases. */
final class ValidationConformanceTest {

    static List<ConformanceCase> cases() {
        return ConformanceCase.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void judgesAsExpected(ConformanceCase each) {
        SourceText source = new SourceText(each.id() + ".yaml", each.yaml());
        Compiled compiled = PipelineCompiler.compile(source, each.request());
        String seen = compiled.problems().stream().map(Problem::render).collect(Collectors.joining());
        Set<String> codes = compiled.errors().stream()
                .map(problem -> problem.code().id())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(codes).as(each.yaml() + "\n" + seen).isEqualTo(each.codes());
        assertThat(compiled.plan().isPresent()).isEqualTo(each.accepted());
        assertThat(compiled.problems())
                .allSatisfy(problem -> problem.at()
                        .ifPresent(at -> assertThat(source.contains(at.span()))
                                .as(problem.render())
                                .isTrue()));
    }

    @Test
    void theTableIsComplete() {
        assertThat(cases())
                .extracting(ConformanceCase::id)
                .doesNotHaveDuplicates()
                .hasSize(ROWS);
    }

    /** Rows of the table. */
    private static final int ROWS = 357;
}
