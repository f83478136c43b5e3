package io.millrace.pipeline.conformance;

import java.util.List;
import java.util.Set;

/** The table of validation cases for tests of other packages. */
public final class ConformanceTable {
    private ConformanceTable() {}

    /** A row; {@code codes} is empty when the text is accepted. */
    public record Row(String id, Set<String> codes, String yaml) {
        @Override
        public String toString() {
            return id;
        }
    }

    public static List<Row> rows() {
        return ConformanceCase.all().stream()
                .filter(each -> each.request().parameters().isEmpty())
                .map(each -> new Row(each.id(), each.codes(), each.yaml()))
                .toList();
    }
}
