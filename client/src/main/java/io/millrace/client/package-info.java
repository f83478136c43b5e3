/**
 * Millrace from Java: {@link io.millrace.client.MillraceClient} is the door, with one small client for each kind of thing
 * behind it. It speaks the same API as clients of PaddleFlow, and what Millrace offers beyond. Everything that a server
 * refuses, and everything that goes wrong on the way, is a {@link io.millrace.client.MillraceClientException}. Results are
 * immutable; nothing here is null.
 */
@NullMarked
package io.millrace.client;

import org.jspecify.annotations.NullMarked;
