package io.millrace.engine.record;

import io.millrace.engine.core.RunId;

/** A stored run: what it was created with, and where it stands. */
public record RunRecord(RunId id, NewRun created, RunRow row) {}
