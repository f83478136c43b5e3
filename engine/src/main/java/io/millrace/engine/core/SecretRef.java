package io.millrace.engine.core;

/**
 * A secret by its name.
 *
 * @param user whose run asks for it
 */
public record SecretRef(String user, String name) {}
