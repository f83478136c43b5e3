/**
 * Schedules: pipelines that run at the times of a crontab. {@link io.millrace.engine.schedule.ScheduleRules} decides,
 * purely; {@link io.millrace.engine.schedule.Scheduler} looks at what is due, writes what was decided in one transaction
 * with the runs it makes, and only then tells the engine. {@link io.millrace.engine.schedule.Schedules} is the door for
 * people: make, stop, delete.
 *
 * <pre>
 * running --(no time left before its end)--&gt; success
 *    |  \---(cannot be understood any more)--&gt; failed
 *    \------(stopped by its owner)-----------&gt; terminated
 * </pre>
 */
@NullMarked
package io.millrace.engine.schedule;

import org.jspecify.annotations.NullMarked;
