package io.millrace.server.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.engine.StoreException;
import io.millrace.server.upkeep.Upkeep.Pace;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class UpkeepTest {
    private static final Duration SOON = Duration.ofMillis(1);
    private static final Duration NEVER = Duration.ofDays(1);

    @Test
    void portionsFollowEachOtherUntilAllIsDone() {
        AtomicInteger portions = new AtomicInteger();
        CountDownLatch third = new CountDownLatch(3);
        try (Upkeep upkeep = Upkeep.start(
                "test",
                () -> {
                    third.countDown();
                    return portions.incrementAndGet() % 3 != 0;
                },
                new Pace(Duration.ZERO, SOON),
                UpkeepTest::unexpected)) {
            await().until(() -> portions.get() > 6);
            assertThat(third.getCount()).isZero();
            assertThat(upkeep).isNotNull();
        }
        int done = portions.get();
        assertThat(portions.get()).as("nothing is done after the close").isEqualTo(done);
    }

    @Test
    void aFailureIsToldAndTriedAgain() {
        List<String> troubles = new CopyOnWriteArrayList<>();
        AtomicInteger portions = new AtomicInteger();
        try (Upkeep upkeep = Upkeep.start(
                "test",
                () -> {
                    if (portions.incrementAndGet() == 1) {
                        throw new StoreException("the disk is full");
                    }
                    return false;
                },
                new Pace(NEVER, SOON),
                troubles::add)) {
            await().until(() -> portions.get() > 1);
            assertThat(upkeep).isNotNull();
        }
        assertThat(troubles).containsExactly("the disk is full");
    }

    @Test
    void aCloseDoesNotWaitForTheNextPortion() {
        Upkeep upkeep = Upkeep.start(
                "test",
                () -> {
                    throw new IllegalStateException("too early");
                },
                new Pace(NEVER, NEVER),
                UpkeepTest::unexpected);
        upkeep.close();
    }

    private static void unexpected(String trouble) {
        throw new AssertionError(trouble);
    }
}
