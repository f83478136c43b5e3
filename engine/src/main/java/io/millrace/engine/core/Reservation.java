package io.millrace.engine.core;

/**
 * The right of a step iteration to run alone what others ask for as well.
 *
 * @param key what others would have to be the same in
 */
public record Reservation(CacheTicket ticket, String key, CacheQuestion question) {}
