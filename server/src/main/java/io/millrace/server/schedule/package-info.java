/** Schedules over HTTP, and how the run of a schedule is made of its pipeline. */
@NullMarked
package io.millrace.server.schedule;

import org.jspecify.annotations.NullMarked;
