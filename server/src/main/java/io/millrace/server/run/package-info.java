/** Runs over HTTP: creating, listing, showing, stopping, retrying. */
@NullMarked
package io.millrace.server.run;

import org.jspecify.annotations.NullMarked;
