package io.millrace.server.user;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.server.http.ApiException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Who may try passwords after many have failed. */
class LoginLimitsTest {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final LoginLimits limits = new LoginLimits(() -> now);

    private void fail(String account, String address, int times) {
        for (int i = 0; i < times; i++) {
            limits.failed(account, address);
        }
    }

    private void assertOpen(String account, String address) {
        assertThatCode(() -> limits.require(account, address)).doesNotThrowAnyException();
    }

    private void assertClosed(String account, String address) {
        assertThatThrownBy(() -> limits.require(account, address))
                .isInstanceOf(ApiException.class)
                .hasMessageContaining("too many logins have failed");
    }

    @Test
    void anAttackFromManyAddressesDoesNotShutOutWhoWasThereBefore() {
        limits.succeeded("root", "10.0.0.1");
        for (int i = 0; i < 300; i++) {
            fail("root", "10.1.%d.%d".formatted(i / 100, i % 100), 1);
        }
        assertClosed("root", "10.2.0.1");
        assertOpen("root", "10.0.0.1");
        assertOpen("anna", "10.2.0.1");
        fail("root", "10.0.0.1", 10);
        assertClosed("root", "10.0.0.1");
        now = now.plusSeconds(30);
        assertOpen("root", "10.0.0.1");
    }

    @Test
    void aNetworkOfVersion6IsOneAddress() {
        for (int i = 0; i < 50; i++) {
            fail("anna" + i, "2001:db8:0:7:0:0:0:%x".formatted(i), 1);
        }
        assertClosed("root", "2001:db8:0:7:1:2:3:4");
        assertOpen("root", "2001:db8:0:8:0:0:0:1");
    }

    @Test
    void longNamesAreCountedToo() {
        String name = "x".repeat(1000);
        fail(name, "10.0.0.1", 10);
        assertClosed(name, "10.0.0.1");
    }
}
