/**
 * The users of a server, as they are kept. What a password may be and how it is proved is the server's business: here are
 * only hashes.
 */
@NullMarked
package io.millrace.engine.user;

import org.jspecify.annotations.NullMarked;
