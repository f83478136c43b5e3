package io.millrace.store.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.engine.MillraceException;
import io.millrace.engine.StoreException;
import io.millrace.engine.core.SecretRef;
import io.millrace.engine.log.LogFile;
import io.millrace.engine.log.LogLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeSecretsTest {
    private static final SecretRef TOKEN_OF_ANNA = new SecretRef("anna", "TOKEN");

    @TempDir
    Path folder = Path.of("");

    private Home home = new Home(Path.of(""));

    @BeforeEach
    void inItsFolder() {
        home = new Home(folder);
    }

    private HomeSecrets secrets(String... variables) {
        Map<String, String> environment = new java.util.HashMap<>(Map.of("PATH", "/bin"));
        for (int i = 0; i < variables.length; i += 2) {
            environment.put(HomeSecrets.VARIABLE + variables[i], variables[i + 1]);
        }
        return HomeSecrets.ofOwner(home, Optional.empty(), environment);
    }

    private void file(String text) {
        new PrivateFile(home.secrets()).write(text);
    }

    private List<String> shown(String log) throws IOException {
        Path file = Files.writeString(folder.resolve("log"), log);
        return new LogFile(file, new Revealed(home)::mask)
                .pageFromBegin(1, 10).lines().stream().map(LogLine::text).toList();
    }

    @Test
    void aUsersOwnWinsOverThatOfAllAndThatOverTheEnvironment() {
        HomeSecrets secrets = secrets("TOKEN", "from environment", "OTHER", "other");
        assertThat(secrets.reveal(TOKEN_OF_ANNA)).isEqualTo("from environment");
        file("# shared\nTOKEN = of = all \n\nanna.TOKEN=of anna\nben.PRIVATE=of ben");
        assertThat(secrets.reveal(TOKEN_OF_ANNA)).isEqualTo("of anna");
        assertThat(secrets.reveal(new SecretRef("ben", "TOKEN"))).isEqualTo("of = all");
        assertThat(secrets.names("anna")).containsExactly("OTHER", "TOKEN");
        assertThat(secrets.names("ben")).containsExactly("OTHER", "PRIVATE", "TOKEN");
        assertThatThrownBy(() -> secrets.reveal(new SecretRef("anna", "PRIVATE")))
                .isInstanceOf(MillraceException.class)
                .hasMessageContaining("there is no secret 'PRIVATE' for anna: set MILLRACE_SECRET_PRIVATE");
    }

    @Test
    void whatWasRevealedIsMaskedForEverAndByEverybody() throws IOException {
        secrets("TOKEN", "hunter22").reveal(TOKEN_OF_ANNA);
        secrets("TOKEN", "changed since").reveal(TOKEN_OF_ANNA);
        assertThat(shown("a hunter22 b\nchanged since\nnever told\n"))
                .containsExactly("a ******** b", "*************", "never told");
        assertThat(Files.readString(home.revealed())).doesNotContain("hunter22").doesNotContain("changed");
        for (Path file : List.of(home.revealed(), home.secretKey())) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void theDigestChangesWithTheValueAndWithTheHome() throws IOException {
        Optional<String> digest = secrets("TOKEN", "hunter22").digest(TOKEN_OF_ANNA);
        assertThat(digest).isPresent().isEqualTo(secrets("TOKEN", "hunter22").digest(TOKEN_OF_ANNA));
        assertThat(digest).isNotEqualTo(secrets("TOKEN", "hunter23").digest(TOKEN_OF_ANNA));
        assertThat(HomeSecrets.ofReader(home, Optional.empty(), Map.of("MILLRACE_SECRET_TOKEN", "hunter22"))
                        .digest(TOKEN_OF_ANNA))
                .isEqualTo(digest);
        Files.delete(home.secretKey());
        assertThat(secrets("TOKEN", "hunter22").digest(TOKEN_OF_ANNA)).isNotEqualTo(digest);
        assertThat(secrets().digest(TOKEN_OF_ANNA)).isEmpty();
    }

    @Test
    void whoOnlyLooksLeavesNothing() throws IOException {
        HomeSecrets reader = HomeSecrets.ofReader(home, Optional.empty(), Map.of("MILLRACE_SECRET_TOKEN", "hunter22"));
        assertThat(reader.digest(TOKEN_OF_ANNA)).isPresent();
        try (var files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void aFileThatOthersMayReadIsRefused() throws IOException {
        file("TOKEN=hunter22");
        Files.setPosixFilePermissions(home.secrets(), PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(() -> secrets().names("anna"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("is open to other users (rw-r-----)");
    }

    @Test
    void aLineThatIsNoSecretIsToldByItsPlaceOnly() {
        file("TOKEN=hunter22\nhunter23");
        assertThatThrownBy(() -> secrets().names("anna"))
                .isInstanceOf(MillraceException.class)
                .hasMessageContaining("secrets:2 is neither NAME=value nor user.NAME=value")
                .hasMessageNotContaining("hunter");
        file("TOKEN=hunter22\nTOKEN=hunter23");
        assertThatThrownBy(() -> secrets().names("anna")).hasMessageContaining("secrets:2: TOKEN was there before");
    }

    @Test
    void whatIsTooShortToBeMaskedIsRefused() {
        assertThatThrownBy(() -> secrets("TOKEN", "abc").reveal(TOKEN_OF_ANNA))
                .hasMessage("the secret 'TOKEN' has fewer than 4 characters, and could not be masked");
    }
}
