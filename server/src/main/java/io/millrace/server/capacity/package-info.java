/** Queues, flavours, clusters and grants over HTTP, and what they mean for runs. */
@NullMarked
package io.millrace.server.capacity;

import org.jspecify.annotations.NullMarked;
