package io.millrace.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.engine.StoreException;
import io.millrace.engine.core.RunId;
import io.millrace.engine.record.RunFilter;
import io.millrace.store.Migrations.Migration;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationsTest {
    private static final Migration ONE =
            Migration.of("0001-a.sql", "CREATE TABLE a (x INTEGER); INSERT INTO a VALUES (1);");
    private static final Migration TWO = Migration.of("0002-b.sql", "ALTER TABLE a ADD COLUMN y INTEGER DEFAULT 2;");

    @TempDir
    Path folder;

    private SqliteFile file() {
        return new SqliteFile(folder.resolve("millrace.db"));
    }

    private void apply(Migration... migrations) throws SQLException {
        try (Session session = file().write()) {
            new Migrations(List.of(migrations)).apply(session, file().path());
        }
    }

    private List<Integer> row(String sql) throws SQLException {
        try (Session session = file().write();
                ResultSet row = session.statement(sql).executeQuery()) {
            List<Integer> values = new ArrayList<>();
            for (int i = 1; row.next() && i <= row.getMetaData().getColumnCount(); i++) {
                values.add(row.getInt(i));
            }
            return values;
        }
    }

    @Test
    void eachIsAppliedOnce() throws Exception {
        apply(ONE);
        apply(ONE);
        apply(ONE, TWO);
        apply(ONE, TWO);
        assertThat(row("SELECT COUNT(*) FROM a")).containsExactly(1);
        assertThat(row("SELECT y FROM a")).containsExactly(2);
        assertThat(row("SELECT COUNT(*) FROM schema_migration")).containsExactly(2);
    }

    @Test
    void oneThatFailsLeavesNothingBehind() throws Exception {
        Migration broken = Migration.of("0002-b.sql", "CREATE TABLE b (x INTEGER); CREATE TABLE a (x INTEGER);");
        assertThatThrownBy(() -> apply(ONE, broken))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("table a already exists");
        assertThat(row("SELECT COUNT(*) FROM sqlite_master WHERE name = 'b'")).containsExactly(0);
        apply(ONE, TWO);
        assertThat(row("SELECT y FROM a")).containsExactly(2);
    }

    @Test
    void aNewerDatabaseIsRefused() throws Exception {
        apply(ONE, TWO);
        assertThatThrownBy(() -> apply(ONE))
                .isInstanceOf(StoreException.class)
                .hasMessage(
                        "%s was written by a newer Millrace (schema 2, this program knows 1): use the newer program",
                        file().path());
    }

    @Test
    void aChangedMigrationIsRefused() throws Exception {
        apply(ONE);
        Migration changed = Migration.of("0001-a.sql", "CREATE TABLE a (x TEXT);");
        assertThatThrownBy(() -> apply(changed, TWO))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("its schema 0001-a.sql differs from this program's");
        assertThat(row("SELECT COUNT(*) FROM schema_migration")).containsExactly(1);
    }

    @Test
    void aDatabaseOfAnotherProgramIsLeftAlone() throws Exception {
        try (Session session = file().write()) {
            session.execute("CREATE TABLE bookmarks (x INTEGER)");
        }
        assertThatThrownBy(() -> SqliteStore.open(file().path()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("is a database of another program");
        assertThat(row("SELECT COUNT(*) FROM sqlite_master")).containsExactly(1);
    }

    @Test
    void numbersLeaveNoGap() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Migrations(List.of(TWO)));
    }

    @Test
    void readersTellOlderNewerAndEmptyDatabasesApart() throws Exception {
        int next = Migrations.MILLRACE.all().size() + 1;
        try (SqliteQueries queries = SqliteQueries.open(file().path())) {
            assertThat(queries.runs(RunFilter.ALL, 10)).as("no file").isEmpty();
            assertThat(queries.run(new RunId(1))).as("no file").isEqualTo(Optional.empty());
            try (Session session = file().write()) {
                assertThat(session.connection().isValid(1)).isTrue();
                assertThat(queries.runs(RunFilter.ALL, 10)).as("no schema yet").isEmpty();
            }
            try (SqliteStore store = SqliteStore.open(file().path())) {
                store.create(Rows.newRun());
                assertThat(queries.runs(RunFilter.ALL, 10)).as("a run").hasSize(1);
            }
        }
        try (Session session = file().write()) {
            session.execute("INSERT INTO schema_migration VALUES (%d, 'later.sql', 'x')".formatted(next));
        }
        try (SqliteQueries queries = SqliteQueries.open(file().path())) {
            assertThatThrownBy(() -> queries.runs(RunFilter.ALL, 10))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("was written by a newer Millrace");
        }
        try (Session session = file().write()) {
            List<Migration> later = new ArrayList<>(Migrations.MILLRACE.all());
            later.add(new Migration(next, "later.sql", "CREATE TABLE later (n INTEGER)"));
            Migrations longer = new Migrations(later);
            session.execute("DELETE FROM schema_migration WHERE version = " + next);
            assertThatThrownBy(() -> longer.isCurrent(session, file().path()))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("was written by an older Millrace");
        }
    }

    /** Whoever must change a line here changes what people have on their disks: add a migration instead. */
    @Test
    void migrationsNeverChange() {
        assertThat(Migrations.MILLRACE.all())
                .extracting(Migration::checksum)
                .containsExactly(
                        "f37d17b8b13241a3000719d6fccc1f4255b01c6dff64bc02f0d362e26bccc607",
                        "5a8e7de2092fca1a2d24901595362a84aee800e5f46b4babb702354a94042f5b",
                        "60d323d8d7be2e28be4d53039a5b0aaae6d16bf2e597525e76a2d21202562412",
                        "e9de78f462f070a4ace4a0a196ca238d513bb393075749bb3ce79f379bf7b2b2",
                        "0eb461f62ad7e0e04ff790d134f66dddffde0a1190a28a75100b485d8ddb1722",
                        "dbc74255c0d9b07b31bb4591e7bc43db5ec22a5794755b93374e61084223d0f6",
                        "1fa3ec6df07f43c5e53f46e6aa6181ce0666c39ccca376ad2814d1e15df85f60",
                        "f5c8910554853f6dc1cc9f3fd5ca918cbb5aa9985f576c49671053f9e732f3b7",
                        "348faae0718079d95a9b0b739280417042429d92dd3198a57592a7220ab095cb",
                        "7b67fe7f53e143c3305fdccce63f41ae20d973e1b7aed28c560bdfab74651a96",
                        "716b13a85f696efdf5731c62ddbe5cf4e8e6f32255040b331f6df08808bad6b1");
    }

    @Test
    void theResourcesAreThoseOfTheList() throws IOException {
        try (InputStream listing = Migrations.class.getResourceAsStream("migrations/")) {
            assertThat(listing).isNotNull();
            String names = new String(listing.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(names.lines())
                    .containsExactlyElementsOf(Migrations.MILLRACE.all().stream()
                            .map(Migration::name)
                            .toList());
        }
    }
}
