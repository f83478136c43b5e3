package io.millrace.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.engine.StoreException;
import io.millrace.store.GroupCommit.Work;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupCommitTest {
    @TempDir
    Path folder;

    private final AtomicInteger opened = new AtomicInteger();
    private final ExecutorService callers = Executors.newCachedThreadPool();
    private SqliteFile file;
    private GroupCommit commits;

    @BeforeEach
    void open() throws SQLException {
        file = new SqliteFile(folder.resolve("t.db"));
        Session first = session();
        first.execute("CREATE TABLE t (n INTEGER PRIMARY KEY, tx INTEGER)");
        first.connection().commit();
        commits = new GroupCommit(file, first, this::session);
    }

    @AfterEach
    void close() {
        commits.close();
        callers.close();
    }

    private Session session() {
        opened.incrementAndGet();
        Session session = file.write();
        try {
            session.connection().setAutoCommit(false);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return session;
    }

    private static Work<Integer> insert(int number) {
        return session -> {
            session.execute("INSERT INTO t (n) VALUES (%d)".formatted(number));
            return number;
        };
    }

    private List<Integer> stored() {
        return commits.write(session -> {
            List<Integer> numbers = new ArrayList<>();
            try (ResultSet rows =
                    session.statement("SELECT n FROM t ORDER BY n").executeQuery()) {
                while (rows.next()) {
                    numbers.add(rows.getInt(1));
                }
            }
            return numbers;
        });
    }

    /** Lets all of {@code works} wait behind one that is being done, so that they become one group. */
    private List<Future<Integer>> together(List<Work<Integer>> works) throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Future<Integer> first = callers.submit(() -> commits.write(session -> {
            begun.countDown();
            awaitLatch(go);
            return 0;
        }));
        begun.await();
        List<Future<Integer>> answers = new ArrayList<>();
        for (Work<Integer> work : works) {
            int before = commits.waiting();
            answers.add(callers.submit(() -> commits.write(work)));
            await().until(() -> commits.waiting() > before);
        }
        go.countDown();
        assertThat(first).succeedsWithin(Duration.ofMinutes(1));
        return answers;
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatCanWaitIsWrittenWithTheNext() throws SQLException {
        commits.writeSoon(insert(1));
        assertThat(commits.waiting()).isEqualTo(1);
        int unused = commits.write(insert(2));
        assertThat(stored()).containsExactly(1, 2);
        assertThat(commits.waiting()).isZero();
    }

    @Test
    void whatCanWaitIsWrittenBeforeTheEnd() throws SQLException {
        commits.writeSoon(insert(1));
        commits.close();
        commits = new GroupCommit(file, session(), this::session);
        assertThat(stored()).containsExactly(1);
    }

    @Test
    void whatCanWaitAndIsRefusedHarmsNobody() throws SQLException {
        int unused = commits.write(insert(1));
        commits.writeSoon(insert(1));
        int unusedToo = commits.write(insert(2));
        assertThat(stored()).containsExactly(1, 2);
    }

    @Test
    void whoWaitsSharesOneTransaction() throws Exception {
        AtomicInteger seen = new AtomicInteger();
        Work<Integer> countUncommitted = session -> {
            insert(2).run(session);
            try (ResultSet row = session.statement("SELECT COUNT(*) FROM t").executeQuery()) {
                row.next();
                seen.set(row.getInt(1));
            }
            try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file.path());
                    Statement statement = other.createStatement();
                    ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM t")) {
                row.next();
                return row.getInt(1);
            }
        };
        List<Future<Integer>> answers = together(List.of(insert(1), countUncommitted));
        assertThat(answers.get(1).get()).as("rows others see").isZero();
        assertThat(seen).as("rows the transaction sees").hasValue(2);
        assertThat(stored()).containsExactly(1, 2);
    }

    @Test
    void oneThatFailsTakesNobodyWithIt() throws Exception {
        Work<Integer> bug = session -> {
            insert(3).run(session);
            throw new IllegalStateException("a bug");
        };
        Work<Integer> repeat = session -> {
            insert(4).run(session);
            return insert(1).run(session);
        };
        Work<Integer> broken = session -> {
            session.execute("INSERT INTO nowhere VALUES (1)");
            return 0;
        };
        List<Future<Integer>> answers = together(List.of(insert(1), bug, insert(2), repeat, broken, insert(5)));
        assertThat(answers.get(0).get()).isEqualTo(1);
        assertThat(answers.get(2).get()).isEqualTo(2);
        assertThat(answers.get(5).get()).isEqualTo(5);
        assertThatThrownBy(answers.get(1)::get)
                .isInstanceOf(ExecutionException.class)
                .hasCause(new IllegalStateException("a bug"));
        assertThatThrownBy(answers.get(3)::get).cause().isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(answers.get(4)::get)
                .cause()
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("nowhere");
        assertThat(stored()).containsExactly(1, 2, 5);
    }

    @Test
    void aBugKeepsTheConnectionAndAFailureOfTheDatabaseReplacesIt() {
        assertThatThrownBy(() -> commits.write(session -> {
                    throw new IllegalStateException("a bug");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(commits.write(insert(1))).isEqualTo(1);
        assertThat(opened).hasValue(1);
        assertThatThrownBy(() -> commits.write(session -> {
                    throw new SQLException("the disk left");
                }))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("the disk left");
        assertThat(commits.write(insert(2))).isEqualTo(2);
        assertThat(opened).hasValue(2);
        assertThat(stored()).containsExactly(1, 2);
    }

    @Test
    void evenAnErrorIsAnswered() {
        assertThatThrownBy(() -> commits.write(session -> {
                    throw new StackOverflowError("deep");
                }))
                .hasRootCauseInstanceOf(StackOverflowError.class);
        assertThat(commits.write(insert(1))).isEqualTo(1);
    }

    @Test
    void closingWritesWhatWaits() throws Exception {
        List<Future<Integer>> answers = together(List.of(insert(1), insert(2)));
        commits.close();
        assertThat(answers.get(0).get()).isEqualTo(1);
        assertThat(answers.get(1).get()).isEqualTo(2);
        assertThatThrownBy(() -> commits.write(insert(3))).isInstanceOf(StoreException.class);
        commits.close();
    }
}
