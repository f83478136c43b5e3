/** What may run where, as administrators set it up: queues, flavours, clusters, and who was granted which queue. */
@NullMarked
package io.millrace.engine.capacity;

import org.jspecify.annotations.NullMarked;
