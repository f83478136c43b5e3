/** Tables and random histories for the rules of schedules, all on a clock of their own. */
@NullMarked
package io.millrace.engine.schedule;

import org.jspecify.annotations.NullMarked;
