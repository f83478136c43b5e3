package io.millrace.pipeline.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.millrace.pipeline.conformance.ConformanceTable;
import io.millrace.pipeline.document.Document;
import io.millrace.pipeline.grammar.Grammar;
import io.millrace.pipeline.grammar.KeyTable;
import io.millrace.pipeline.problem.Problems;
import io.millrace.pipeline.source.Limits;
import io.millrace.pipeline.source.Notation;
import io.millrace.pipeline.source.SourceText;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class PipelineSchemaTest {
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(PipelineSchema.json());

    /** Codes that the schema finds too; all others need more than one place of the text. */
    private static final Set<String> FORM = Set.of("MR1101", "MR1102", "MR1104", "MR1106");

    static List<ConformanceTable.Row> rows() {
        return ConformanceTable.rows();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void agreesWithTheParser(ConformanceTable.Row row) {
        SourceText source = new SourceText(row.id(), row.yaml());
        Problems problems = new Problems(source);
        var root = Document.read(source, Notation.YAML, Limits.DEFAULT, problems);
        if (root.isEmpty() || problems.hasErrors()) {
            return;
        }
        boolean valid =
                SCHEMA.validate(TreeJson.of(root.get()), InputFormat.JSON).isEmpty();
        if (row.codes().isEmpty()) {
            assertThat(valid).as(row.yaml()).isTrue();
        } else if (row.codes().stream().anyMatch(FORM::contains)) {
            assertThat(valid).as(row.yaml()).isFalse();
        }
    }

    @Test
    void hasExactlyTheKeysOfTheGrammar() {
        Map<?, ?> definitions = (Map<?, ?>) PipelineSchema.tree().get("$defs");
        for (KeyTable table : Grammar.tables()) {
            Map<?, ?> schema = table.is(Grammar.PIPELINE)
                    ? PipelineSchema.tree()
                    : (Map<?, ?>) Objects.requireNonNull(definitions).get(table.id());
            Map<?, ?> properties = (Map<?, ?>) Objects.requireNonNull(schema).get("properties");
            assertThat(properties).isNotNull();
            assertThat(Objects.requireNonNull(properties).keySet().stream().map(String::valueOf))
                    .as(table.id())
                    .containsExactlyElementsOf(table.yamlNames());
        }
    }
}
