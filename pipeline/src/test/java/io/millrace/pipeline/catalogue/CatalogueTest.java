package io.millrace.pipeline.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.pipeline.Compiled;
import io.millrace.pipeline.PipelineCompiler;
import io.millrace.pipeline.Repository;
import io.millrace.pipeline.problem.Code;
import io.millrace.pipeline.problem.Problem;
import io.millrace.pipeline.request.CompileRequest;
import io.millrace.pipeline.source.SourceText;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class CatalogueTest {

    @Test
    void everyCodeHasOnePageInOrder() {
        assertThat(Catalogue.pages()).extracting(Page::code).containsExactly(Code.values());
    }

    @Test
    void idsDiffer() {
        assertThat(Arrays.stream(Code.values()).map(Code::id)).doesNotHaveDuplicates();
    }

    static List<Page> examples() {
        return Catalogue.pages().stream()
                .filter(page -> !page.wrong().isEmpty())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void theWrongExampleHasTheProblemAndTheRightOneHasNone(Page page) {
        assertThat(problems(page.wrong())).as(page.wrong()).contains(page.code());
        assertThat(problems(page.right())).as(page.right()).isEmpty();
    }

    private static List<Code> problems(String yaml) {
        Compiled compiled = PipelineCompiler.compile(new SourceText("example.yaml", yaml), CompileRequest.PLAIN);
        return compiled.problems().stream().map(Problem::code).toList();
    }

    @Test
    void theDocumentationIsTheCatalogue() {
        String made = Catalogue.markdown();
        assertThat(Repository.text(Repository.root().resolve("docs/errors.md"), made))
                .as("run the test with -Dmillrace.write=true to write docs/errors.md anew")
                .isEqualTo(made);
    }

    @Test
    void aPageReadsWellInATerminal() {
        assertThat(Catalogue.page(Code.TAB).text())
                .startsWith("MR1004: A tab where YAML wants spaces\n\nYAML measures")
                .contains("\nWrong:\n\n    name: hello\n")
                .contains("\nRight:\n\n    name: hello\n");
    }

    @Test
    void idsAreFoundInAnyCase() {
        assertThat(Code.of(" mr2103 ")).contains(Code.MISSING_DEP);
        assertThat(Code.of("MR9999")).isEmpty();
        assertThat(Arrays.stream(Code.values()).map(Code::id).collect(Collectors.joining(" ")))
                .contains("MR2103");
    }
}
