package io.millrace.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.millrace.server.Api.Reply;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Users, logging in and tokens. */
class UserApiTest {
    private static final AtomicReference<Instant> NOW = new AtomicReference<>(Instant.parse("2026-11-28T10:00:00Z"));

    private static RealServer server;
    private static Api root;
    private static Api nobody;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        server = new RealServer(folder, NOW::get);
        server.accounts.setRootPassword("paddleflow");
        nobody = server.as("");
        root = server.as(token("root", "paddleflow"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String token(String user, String password) {
        Reply reply = login(user, password);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply.at("/authorization");
    }

    private static Reply login(String user, String password) {
        return nobody.post("/login", credentials(user, password));
    }

    private static String credentials(String user, String password) {
        return "{\"username\": \"%s\", \"password\": \"%s\"}".formatted(user, password);
    }

    private static Api added(String name) {
        assertThat(root.post("/user", credentials(name, "secret1")).status()).isEqualTo(200);
        return server.as(token(name, "secret1"));
    }

    @Test
    void aUserIsAddedShownAndDeleted() {
        Reply created = root.post("/user", credentials("alice", "secret1"));
        assertThat(created.status()).isEqualTo(200);
        assertThat(created.json().toString()).isEqualTo("{\"username\":\"alice\"}");
        assertThat(root.post("/user", credentials("alice", "secret2")).error()).isEqualTo("403 UserNameDuplicated");

        Reply shown = root.get("/user?user=alice");
        assertThat(shown.at("/name")).isEqualTo("alice");
        assertThat(OffsetDateTime.parse(shown.at("/createTime")).toInstant()).isEqualTo(NOW.get());
        assertThat(shown.text()).doesNotContain("argon2").doesNotContain("assword");

        Reply gone = root.delete("/user/alice", "");
        assertThat(gone.status()).isEqualTo(200);
        assertThat(gone.text()).isEmpty();
        assertThat(root.delete("/user/alice", "").error()).isEqualTo("400 UserNotExist");
        assertThat(root.get("/user?user=alice").error()).isEqualTo("400 UserNotExist");
    }

    @Test
    void usersAreListedInPages() {
        added("page1");
        added("page2");
        Reply first = root.get("/user?maxKeys=1");
        assertThat(first.at("/userList/0/name")).isEqualTo("root");
        assertThat(first.json().at("/isTruncated").asBoolean()).isTrue();
        Reply next = root.get("/user?maxKeys=1000&marker=" + first.at("/nextMarker"));
        assertThat(next.text()).contains("page1", "page2").doesNotContain("\"root\"", "nextMarker");
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(textBlock = """
            root,  abc,               secret1,   400 InvalidNamePattern
            root,  abcdefghijklmnopq, secret1,   400 InvalidNamePattern
            root,  a-name,            secret1,   400 InvalidNamePattern
            root,  name1,             s1,        400 UserPasswordWeak
            root,  name1,             secretless, 400 UserPasswordWeak
            root,  name1,             SECRET1,   400 UserPasswordWeak
            root,  root,              secret1,   403 UserNameDuplicated
            root,  RooT,              secret1,   403 UserNameDuplicated
            other, name1,             secret1,   400 AuthIllegalUser
            other, other,             weak,      400 UserPasswordWeak
            other, other,             secret1,   403 OnlyRootAllowed
            """)
    void whatIsWrongWithANewUser(String caller, String name, String password, String error) {
        assertThat(server.as(caller).post("/user", credentials(name, password)).error())
                .isEqualTo(error);
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(textBlock = """
            other, nosuch, weak,    400 UserPasswordWeak
            other, nosuch, secret1, 400 UserNotExist
            other, root,   secret1, 403 AccessDenied
            root,  root,   paddleflow, 400 UserPasswordWeak
            """)
    void whatIsWrongWithANewPassword(String caller, String name, String password, String error) {
        assertThat(server.as(caller)
                        .put("/user/" + name, "{\"password\": \"" + password + "\"}")
                        .error())
                .isEqualTo(error);
    }

    @Test
    void onlyRootListsAndDeletes() {
        Api plain = added("plain");
        assertThat(plain.get("/user").error()).isEqualTo("403 AccessDenied");
        assertThat(plain.get("/user?user=plain").error()).isEqualTo("403 AccessDenied");
        assertThat(plain.delete("/user/plain", "").error()).isEqualTo("403 AccessDenied");
        assertThat(root.delete("/user/root", "").error()).isEqualTo("403 AccessDenied");
    }

    @Test
    void aNewPasswordEndsTheTokensOfTheOldOne() {
        Api before = added("changer");
        assertThat(before.get("/run").status()).isEqualTo(200);
        Reply changed = before.put("/user/changer", "{\"password\": \"secret2\"}");
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.text()).isEmpty();
        assertThat(before.get("/run").error()).isEqualTo("400 AuthFailed");
        assertThat(login("changer", "secret1").error()).isEqualTo("400 AuthFailed");
        assertThat(server.as(token("changer", "secret2")).get("/run").status()).isEqualTo(200);
    }

    @Test
    void tokensOfADeletedUserDoNotFitTheNextOfThatName() {
        Api first = added("twice");
        root.delete("/user/twice", "");
        assertThat(first.get("/run").error()).isEqualTo("400 UserNotExist");
        assertThat(login("twice", "secret1").error()).isEqualTo("400 UserNotExist");
        Api second = added("twice");
        assertThat(first.get("/run").error()).isEqualTo("400 AuthFailed");
        assertThat(second.get("/run").status()).isEqualTo(200);
    }

    @Test
    void tokensExpire() {
        Api user = added("patient");
        Instant before = NOW.get();
        try {
            NOW.set(before.plus(Duration.ofHours(12)).minusSeconds(1));
            assertThat(user.get("/run").status()).isEqualTo(200);
            NOW.set(before.plus(Duration.ofHours(12)));
            assertThat(user.get("/run").error()).isEqualTo("400 AuthInvalidToken");
        } finally {
            NOW.set(before);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.b.c", "...", ".", "{}.{}", "eyJhbGciOiJIUzI1NiJ9.e30.", "eyJhbGciOiJIUzI1NiJ9..eyJ"})
    void whatIsNoTokenIsRefused(String token) {
        assertThat(server.as(token).get("/run").error()).isEqualTo("400 AuthInvalidToken");
    }

    @Test
    void forgedTokensAreRefused() throws Exception {
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer("millrace")
                .subject("root")
                .claim("uid", 1)
                .claim("pwv", 1)
                .build();
        assertThat(server.as(new PlainJWT(claims).serialize()).get("/run").error())
                .isEqualTo("400 AuthInvalidToken");
        SignedJWT foreign = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
        foreign.sign(new MACSigner("a key that is not the one of the server"));
        assertThat(server.as(foreign.serialize()).get("/run").error()).isEqualTo("400 AuthInvalidToken");
        String real = token("root", "paddleflow");
        assertThat(server.as(real.substring(0, real.lastIndexOf('.') + 1))
                        .get("/run")
                        .error())
                .isEqualTo("400 AuthInvalidToken");
        assertThat(nobody.get("/run").error()).isEqualTo("400 AuthWithoutToken");
    }

    @Test
    void guessingIsSlowedDown() {
        added("guessed");
        for (int i = 0; i < 10; i++) {
            assertThat(login("guessed", "wrong" + i).error()).isEqualTo("400 AuthFailed");
        }
        Reply refused = login("guessed", "secret1");
        assertThat(refused.error()).isEqualTo("429 TooManyRequests");
        assertThat(refused.response().headers().firstValue("retry-after")).contains("30");
        Instant before = NOW.get();
        try {
            NOW.set(before.plusSeconds(31));
            assertThat(login("guessed", "secret1").status()).isEqualTo(200);
        } finally {
            NOW.set(before);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"username": "root"}                        | 400 AuthFailed
            {"username": "nosuch", "password": "x"}     | 400 UserNotExist
            {"username": 1, "password": "x"}            | 400 MalformedJSON
            {"username": "root"                         | 400 MalformedJSON
            []                                          | 400 MalformedJSON
            """)
    void whatIsWrongWithALogin(String body, String error) {
        assertThat(nobody.post("/login", body).error()).isEqualTo(error);
    }
}
