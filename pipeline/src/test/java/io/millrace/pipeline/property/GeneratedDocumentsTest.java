package io.millrace.pipeline.property;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.pipeline.Compiled;
import io.millrace.pipeline.PipelineCompiler;
import io.millrace.pipeline.document.Document;
import io.millrace.pipeline.document.Mapping;
import io.millrace.pipeline.document.YamlText;
import io.millrace.pipeline.graph.GraphFormat;
import io.millrace.pipeline.plan.Plan;
import io.millrace.pipeline.problem.Problem;
import io.millrace.pipeline.problem.Problems;
import io.millrace.pipeline.request.CompileRequest;
import io.millrace.pipeline.source.Edit;
import io.millrace.pipeline.source.Limits;
import io.millrace.pipeline.source.Notation;
import io.millrace.pipeline.source.SourceText;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Properties of every document. {@code -Dmillrace.documents=100000} tries more of them, {@code -Dmillrace.seed=7} one
 * alone.
 */
final class GeneratedDocumentsTest {
    private static final long DOCUMENTS = Long.getLong("millrace.documents", 2_000);

    private static void each(BiConsumer<RandomGenerator, String> property) {
        Optional<Long> only = Optional.ofNullable(Long.getLong("millrace.seed"));
        only.map(LongStream::of).orElseGet(() -> LongStream.range(0, DOCUMENTS)).forEach(seed -> {
            RandomGenerator random = new SplittableRandom(seed);
            String text = YamlWriter.write(random, PipelineGenerator.pipeline(random));
            try {
                property.accept(random, text);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("-Dmillrace.seed=%d%n%s".formatted(seed, text), e);
            }
        });
    }

    private static Compiled compile(String text) {
        return PipelineCompiler.compile(new SourceText("p.yaml", text), CompileRequest.PLAIN);
    }

    @Test
    void aDocumentThatKeepsTheRulesIsValidAndItsPlanHoldsTogether() {
        each((random, text) -> {
            Compiled compiled = compile(text);
            assertThat(compiled.errors().stream().map(Problem::render).collect(Collectors.joining()))
                    .isEmpty();
            audit(compiled);
            compiled.plan().ifPresent(GeneratedDocumentsTest::draw);
        });
    }

    @Test
    void aSpoiledDocumentIsEitherRefusedAtPlacesInsideItOrHasAPlanThatHoldsTogether() {
        each((random, text) -> {
            String spoiled = Mistakes.in(text, random);
            SourceText source = new SourceText("p.yaml", spoiled);
            try {
                Compiled compiled = PipelineCompiler.compile(source, CompileRequest.PLAIN);
                assertThat(compiled.plan().isEmpty())
                        .isEqualTo(!compiled.errors().isEmpty());
                compiled.problems().forEach(problem -> inside(source, problem));
                audit(compiled);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("spoiled:\n" + spoiled, e);
            }
        });
    }

    private static void inside(SourceText source, Problem problem) {
        var span = problem.at().orElseThrow().span();
        assertThat(source.contains(span)).as(problem.render()).isTrue();
        assertThat(source.offset(span.line(), span.column()))
                .isLessThanOrEqualTo(source.offset(span.endLine(), span.endColumn()));
        problem.fix().ifPresent(fix -> {
            assertThat(fix.edits().stream().map(Edit::span)).allMatch(source::contains);
            Compiled fixed = compile(source.with(fix.edits()).text());
            assertThat(fixed.plan().isEmpty()).isEqualTo(!fixed.errors().isEmpty());
        });
    }

    private static void audit(Compiled compiled) {
        compiled.plan().ifPresent(PlanAudit::check);
    }

    private static void draw(Plan plan) {
        for (GraphFormat format : GraphFormat.values()) {
            assertThat(format.draw(plan)).endsWith("\n");
        }
    }

    @Test
    void readingWhatWasWrittenGivesTheSame() {
        each((random, text) -> {
            Mapping read = read(text);
            String written = YamlText.of(read);
            assertThat(YamlText.of(read(written))).isEqualTo(written);
            assertThat(compile(written).plan())
                    .as(written)
                    .isEqualTo(compile(text).plan());
        });
    }

    private static Mapping read(String text) {
        SourceText source = new SourceText("p.yaml", text);
        return Document.read(source, Notation.YAML, Limits.DEFAULT, new Problems(source))
                .orElseThrow();
    }
}
