package io.millrace.store.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.engine.MillraceException;
import io.millrace.engine.MillraceException.Code;
import io.millrace.engine.StoreException;
import io.millrace.engine.core.RunId;
import io.millrace.engine.record.NewRun;
import io.millrace.engine.record.RunFilter;
import io.millrace.engine.record.RunSummary;
import io.millrace.store.SqliteQueries;
import io.millrace.store.SqliteStore;
import io.millrace.store.home.Claim;
import io.millrace.store.home.Home;
import io.millrace.store.home.Ownership;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackupTest {
    private static final Instant NOW = Instant.parse("2026-11-24T03:00:00Z");

    @TempDir
    Path folder = Path.of("");

    private Home home = new Home(Path.of(""));
    private Path file = Path.of("");

    @BeforeEach
    void makeAHome() throws IOException {
        home = new Home(folder.resolve("home"));
        file = folder.resolve("saved.backup");
        home.create();
        try (SqliteStore store = SqliteStore.open(home.database())) {
            store.create(run("first"));
            store.create(run("second"));
        }
        write(home, "keys/token.key", "secret");
        write(home, "jobs/run-000001/1-1.log", "log of one");
        write(home, "jobs/launcher.log", "not of a step");
        write(home, "digests", "can be made again");
        write(home, "cache/manifests/x", "can be made again");
        write(home, "lock", "");
    }

    private static void write(Home home, String name, String text) throws IOException {
        Path path = home.folder().resolve(name);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private static NewRun run(String name) {
        return new NewRun(name, "ann", "", "", "p.yaml", "name: x", "{}", Optional.empty(), NOW);
    }

    private Manifest backUp(boolean logs) {
        return new Backup(home, logs, "1.2.3").write(file, false, NOW);
    }

    private static Restore.Done restore(Home to, Path from, boolean force) {
        return new Restore(to, force).from(from, NOW, (staged, store) -> {});
    }

    private Home elsewhere() {
        return new Home(folder.resolve("elsewhere"));
    }

    private static List<String> names(Home home) {
        try (SqliteQueries queries = SqliteQueries.open(home.database())) {
            return queries.runs(RunFilter.ALL, 10_000).reversed().stream()
                    .map(RunSummary::name)
                    .toList();
        }
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(Files::isRegularFile)
                    .map(path -> folder.relativize(path).toString())
                    .filter(name -> !name.startsWith("control"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void whatMattersComesBack() throws IOException {
        Manifest manifest = backUp(false);
        assertThat(manifest.files()).extracting(Manifest.Item::path).containsExactly("millrace.db", "keys/token.key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(files(folder)).as("nothing is left beside it").noneMatch(name -> name.contains(".millrace-backup"));

        Restore.Done done = restore(elsewhere(), file, false);
        assertThat(done.manifest()).isEqualTo(manifest);
        assertThat(done.replaced()).isEmpty();
        assertThat(files(elsewhere().folder())).containsExactly("keys/token.key", "lock", "millrace.db");
        assertThat(names(elsewhere())).containsExactly("first", "second");
        Path key = elsewhere().folder().resolve("keys/token.key");
        assertThat(key).hasContent("secret");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        try (SqliteStore store = SqliteStore.open(elsewhere().database())) {
            assertThat(store.create(run("third"))).as("numbers go on").isEqualTo(new RunId(3));
        }
    }

    @Test
    void logsComeAlongWhenWanted() throws IOException {
        assertThat(backUp(true).logs()).isEqualTo(1);
        restore(elsewhere(), file, false);
        assertThat(elsewhere().folder().resolve("jobs/run-000001/1-1.log")).hasContent("log of one");
        assertThat(elsewhere().folder().resolve("jobs/launcher.log")).doesNotExist();
    }

    @Test
    void aBackupIsOfOneMomentWhileOthersWrite() throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        try (SqliteStore store = SqliteStore.open(home.database())) {
            Thread writer = Thread.ofPlatform().start(() -> {
                for (int i = 3; !enough.get(); i++) {
                    store.create(run("run" + i));
                }
            });
            for (int i = 0; i < 3; i++) {
                new Backup(home, false, "1").write(file, true, NOW);
                Home copy = new Home(folder.resolve("copy" + i));
                restore(copy, file, false);
                List<String> expected = new ArrayList<>(List.of("first", "second"));
                List<String> found = names(copy);
                for (int number = 3; number <= found.size(); number++) {
                    expected.add("run" + number);
                }
                assertThat(found).isEqualTo(expected);
            }
            enough.set(true);
            writer.join();
        }
    }

    @Test
    void aFileIsReplacedOnlyWhenThatIsWanted() throws IOException {
        Files.writeString(file, "precious");
        assertThatThrownBy(() -> backUp(false))
                .isInstanceOfSatisfying(
                        MillraceException.class, e -> assertThat(e.code()).isEqualTo(Code.BACKUP))
                .hasMessage("%s exists; choose another name, or replace it with --force", file);
        assertThat(file).hasContent("precious");
        new Backup(home, false, "1").write(file, true, NOW);
        restore(elsewhere(), file, false);
    }

    @Test
    void aBackupNeedsSomethingToSaveAndAPlaceForIt() throws IOException {
        assertThatThrownBy(() -> new Backup(elsewhere(), false, "1").write(file, false, NOW))
                .hasMessage(
                        "there is nothing to back up: %s has no database",
                        elsewhere().folder());
        Path nowhere = folder.resolve("no/such/x.backup");
        assertThatThrownBy(() -> new Backup(home, false, "1").write(nowhere, false, NOW))
                .hasMessage("cannot write %s: the folder %s does not exist", nowhere, nowhere.getParent());
        assertThatThrownBy(() -> new Backup(home, false, "1").write(folder, true, NOW))
                .hasMessageContaining("is a folder; name the file to write in it");
    }

    @Test
    void aHomeThatIsNotEmptyStaysUnlessForced() throws IOException {
        backUp(false);
        try (SqliteStore store = SqliteStore.open(home.database())) {
            store.create(run("later"));
        }
        write(home, "keys/other.key", "newer");
        assertThatThrownBy(() -> restore(home, file, false))
                .hasMessageContaining("is not empty (cache is there): choose another folder with --home");
        assertThat(names(home)).containsExactly("first", "second", "later");

        Restore.Done done = restore(home, file, true);
        assertThat(names(home)).containsExactly("first", "second");
        assertThat(home.folder().resolve("keys/other.key")).doesNotExist();
        Path old = done.replaced().orElseThrow();
        assertThat(old).isEqualTo(home.folder().resolve("before-restore-20261124-030000"));
        assertThat(names(new Home(old))).containsExactly("first", "second", "later");
        assertThat(old.resolve("keys/other.key")).hasContent("newer");

        Path second = folder.resolve("second.backup");
        assertThat(new Backup(home, false, "1").write(second, false, NOW).files())
                .as("what an earlier restore replaced is not backed up")
                .extracting(Manifest.Item::path)
                .containsExactly("millrace.db", "keys/token.key");
    }

    @Test
    void aHomeThatSomebodyWorksOnIsRefused() {
        backUp(false);
        try (Ownership ownership = ((Claim.Granted) Ownership.claim(elsewhere(), "a test")).ownership()) {
            assertThatThrownBy(() -> restore(elsewhere(), file, true))
                    .isInstanceOfSatisfying(
                            MillraceException.class, e -> assertThat(e.code()).isEqualTo(Code.HOME_IN_USE));
            assertThat(ownership.home().database()).doesNotExist();
        }
    }

    @Test
    void whatAKilledRestoreLeftIsNoObstacle() throws IOException {
        backUp(false);
        write(elsewhere(), ".restoring/millrace.db", "half");
        write(elsewhere(), "before-restore-20260101-000000/millrace.db", "older");
        restore(elsewhere(), file, false);
        assertThat(names(elsewhere())).hasSize(2);
        assertThat(elsewhere().folder().resolve(".restoring")).doesNotExist();
    }

    @Test
    void aFailureWhilePreparingChangesNothing() {
        backUp(false);
        assertThatThrownBy(() -> new Restore(home, true).from(file, NOW, (staged, store) -> {
                    throw new StoreException("no room");
                }))
                .hasMessage("the backup cannot be used: no room");
        assertThat(names(home)).hasSize(2);
        assertThat(home.folder().resolve("keys/token.key")).exists();
        assertThat(home.folder().resolve(".restoring")).doesNotExist();
    }

    @ParameterizedTest(name = "{0} per mille of it")
    @ValueSource(ints = {1, 100, 500, 900, 990, 999})
    void aFileThatWasCutOffIsRefused(int part) throws IOException {
        backUp(true);
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(whole, whole.length * part / 1000));
        assertRefused("is damaged or was cut off: use another backup");
    }

    private void assertRefused(String message) throws IOException {
        assertThatThrownBy(() -> restore(elsewhere(), file, false))
                .isInstanceOfSatisfying(
                        MillraceException.class, e -> assertThat(e.code()).isEqualTo(Code.BACKUP))
                .hasMessageContaining(message);
        if (Files.exists(elsewhere().folder())) {
            assertThat(files(elsewhere().folder()))
                    .as("nothing is left in the home")
                    .containsExactly("lock");
        }
    }

    @Test
    void otherFilesAreRefused() throws IOException {
        assertRefused("saved.backup does not exist");
        Files.writeString(file, "this is a letter");
        assertRefused("is not a Millrace backup");
        Files.writeString(file, "");
        assertRefused("is not a Millrace backup");
        zip(Map.of("hello.txt", "hello".getBytes(StandardCharsets.UTF_8)));
        assertRefused("is not a Millrace backup");
        zip(Map.of("manifest.json", "{\"millraceBackup\": true}".getBytes(StandardCharsets.UTF_8)));
        assertRefused("is not a Millrace backup");
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource({
        "'\"millraceBackup\" : 1', '\"millraceBackup\" : 2', was made by a newer Millrace (1.2.3): use that one",
        "'\"schema\" : ',          '\"schema\" : 9',         was made by a newer Millrace (1.2.3): use that one",
        "'\"bytes\" : 6',          '\"bytes\" : 5',          'is damaged: its checksum is not the one of the manifest'",
        "keys/token.key,           ../token.key,             lacks '../token.key'",
        "keys/token.key,           keys/other.key,           lacks 'keys/other.key'",
        "'\"logs\" : 1',           '\"logs\" : 2',           'holds 1 logs, but 2 were put in'",
    })
    void whatDoesNotFitItsManifestIsRefused(String from, String to, String message) throws IOException {
        backUp(true);
        Map<String, byte[]> entries = unzip();
        String manifest = new String(entries.get("manifest.json"), StandardCharsets.UTF_8);
        assertThat(manifest).contains(from);
        entries.put("manifest.json", manifest.replace(from, to).getBytes(StandardCharsets.UTF_8));
        zip(entries);
        assertRefused(message);
    }

    @Test
    void changedAddedAndEvilFilesAreRefused() throws IOException {
        backUp(false);
        Map<String, byte[]> entries = unzip();
        Map<String, byte[]> changed = new LinkedHashMap<>(entries);
        changed.put("keys/token.key", "forged".getBytes(StandardCharsets.UTF_8));
        zip(changed);
        assertRefused("'keys/token.key' in %s is damaged: its checksum".formatted(file));

        Map<String, byte[]> more = new LinkedHashMap<>(entries);
        more.put("extra", new byte[1]);
        zip(more);
        assertRefused("holds 'extra', of which its manifest says nothing");

        Map<String, byte[]> evil = new LinkedHashMap<>(entries);
        String manifest = new String(evil.get("manifest.json"), StandardCharsets.UTF_8);
        evil.put("../evil", evil.remove("keys/token.key"));
        evil.put("manifest.json", manifest.replace("keys/token.key", "../evil").getBytes(StandardCharsets.UTF_8));
        zip(evil);
        assertRefused("holds a file with the name '../evil', which leads elsewhere");
        assertThat(folder.resolve("evil")).doesNotExist();
    }

    @Test
    void aFlippedBitIsFound() throws IOException {
        backUp(false);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 3] ^= 4;
        Files.write(file, bytes);
        assertRefused("damaged");
    }

    private Map<String, byte[]> unzip() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : java.util.Collections.list(zip.entries())) {
                entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        }
        return entries;
    }

    private void zip(Map<String, byte[]> entries) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
    }
}
