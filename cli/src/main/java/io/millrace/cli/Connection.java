package io.millrace.cli;

/**
 * How to reach a server.
 *
 * @param token empty: the server is asked without one, and says that it wants one
 */
record Connection(String url, String token) {}
