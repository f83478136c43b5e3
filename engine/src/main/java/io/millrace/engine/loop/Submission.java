package io.millrace.engine.loop;

import io.millrace.engine.core.RunId;
import io.millrace.engine.core.RunInput;
import io.millrace.engine.record.NewRun;
import java.util.function.Function;

/**
 * A run to create.
 *
 * @param input what it gets, once its id is known
 */
public record Submission(NewRun run, Function<RunId, RunInput> input) {}
