/** Who did what: every request that changes something or asks for a token is a line in a file that only grows. */
@NullMarked
package io.millrace.server.audit;

import org.jspecify.annotations.NullMarked;
