/** Tests of the data folder: real locks, sockets and processes. */
@NullMarked
package io.millrace.store.home;

import org.jspecify.annotations.NullMarked;
