package io.millrace.engine.loop;

import io.millrace.engine.core.Command;
import io.millrace.engine.core.RunId;

/** Takes the commands of committed turns. A simulation puts its own world behind this. */
interface Commands extends AutoCloseable {
    /** Carries out {@code command} soon; returns at once. */
    void perform(RunId run, Command command);

    /** There are artifacts whose content is not known yet; returns at once. */
    void artifactsRecorded();

    @Override
    void close();
}
