package io.millrace.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** One statement run for many rows. */
final class RowBatch {
    /** The driver clears as much as it ever held after each batch: short ones keep the small batches quick. */
    private static final int ROWS_TOGETHER = 64;

    private RowBatch() {}

    /** Sets the parameters of a statement from a row. */
    @FunctionalInterface
    interface Binding<R> {
        void bind(PreparedStatement statement, R row) throws SQLException;
    }

    /** Runs {@code sql} for each row, in order; the answer are the rows for which it changed nothing. */
    static <R> List<R> write(Session session, String sql, List<R> rows, Binding<R> binding) throws SQLException {
        List<R> unchanged = new ArrayList<>();
        for (int from = 0; from < rows.size(); from += ROWS_TOGETHER) {
            List<R> part = rows.subList(from, Math.min(rows.size(), from + ROWS_TOGETHER));
            PreparedStatement statement = session.batch(sql);
            for (R row : part) {
                binding.bind(statement, row);
                statement.addBatch();
            }
            int[] changes = statement.executeBatch();
            for (int i = 0; i < changes.length; i++) {
                if (changes[i] == 0) {
                    unchanged.add(part.get(i));
                }
            }
        }
        return unchanged;
    }
}
