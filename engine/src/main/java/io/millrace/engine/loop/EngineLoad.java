package io.millrace.engine.loop;

/**
 * How much an engine has to do at a moment.
 *
 * @param running attempts that hold a slot
 * @param waiting attempts that wait for one
 * @param slots attempts that may run at a time
 * @param letters news that wait for the loop
 */
public record EngineLoad(int running, int waiting, int slots, int letters) {}
