/**
 * Users over HTTP: who they are, how they prove it, and what they may do with accounts. {@link
 * io.millrace.server.user.Accounts} is the door; passwords are kept as Argon2id hashes, tokens are signed and name the
 * version of the password they were given for.
 */
@NullMarked
package io.millrace.server.user;

import org.jspecify.annotations.NullMarked;
