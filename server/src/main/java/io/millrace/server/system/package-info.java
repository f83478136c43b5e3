/** What operators ask a server: which version it is, whether it works. */
@NullMarked
package io.millrace.server.system;

import org.jspecify.annotations.NullMarked;
