package io.millrace.engine.simulation;

import java.time.Duration;

/** How a simulated process acts: how long it takes, how it ends, and how long it resists being stopped. */
public record Behaviour(Duration duration, int code, Duration resistance) {
    static Behaviour ok(int millis) {
        return new Behaviour(Duration.ofMillis(millis), 0, Duration.ofMillis(3));
    }

    static Behaviour fails(int millis) {
        return new Behaviour(Duration.ofMillis(millis), 1, Duration.ofMillis(3));
    }
}
