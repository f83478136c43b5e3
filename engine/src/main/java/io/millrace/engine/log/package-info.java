/**
 * Reads logs of attempts: files that the steps themselves append to. Used by the command line and the server. Reading
 * takes time and memory for what is shown, not for what the file holds, and works while the file grows.
 */
@NullMarked
package io.millrace.engine.log;

import org.jspecify.annotations.NullMarked;
