package io.millrace.cli;

import io.millrace.executor.local.Sandbox;
import java.time.Duration;

/**
 * How an engine runs steps.
 *
 * @param slots steps of all runs together that may run at a time
 * @param grace how long a stopped step may take to end before it is killed
 */
record EngineSettings(int slots, Duration grace, Sandbox sandbox) {}
