/** The contract of the server: one OpenAPI document, kept in parts beside these classes, for programs and for people. */
@NullMarked
package io.millrace.server.contract;

import org.jspecify.annotations.NullMarked;
