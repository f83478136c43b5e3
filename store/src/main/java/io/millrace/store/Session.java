package io.millrace.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

/** One connection with the statements prepared on it. For one thread at a time. */
final class Session implements AutoCloseable {
    private static final int MOST_STATEMENTS = 64;

    private final Connection connection;

    /** Least recently used first. */
    private final Map<String, PreparedStatement> statements = new LinkedHashMap<>(16, 0.75f, true);

    Session(Connection connection) {
        this.connection = connection;
    }

    Connection connection() {
        return connection;
    }

    /** The statement for {@code sql}, kept for the next time. Result sets of it must be closed before it is used again. */
    PreparedStatement statement(String sql) throws SQLException {
        PreparedStatement known = statements.get(sql);
        if (known != null) {
            return known;
        }
        if (statements.size() >= MOST_STATEMENTS) {
            String eldest = statements.keySet().iterator().next();
            PreparedStatement unused = statements.remove(eldest);
            if (unused != null) {
                unused.close();
            }
        }
        PreparedStatement prepared = connection.prepareStatement(sql);
        statements.put(sql, prepared);
        return prepared;
    }

    /** The statement for {@code sql}, with an empty batch whatever became of the last one. */
    PreparedStatement batch(String sql) throws SQLException {
        PreparedStatement statement = statement(sql);
        statement.clearBatch();
        return statement;
    }

    /** Runs a statement that is not worth keeping. */
    void execute(String sql) throws SQLException {
        try (Statement once = connection.createStatement()) {
            once.execute(sql);
        }
    }

    /** Closes the statements and the connection. */
    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
