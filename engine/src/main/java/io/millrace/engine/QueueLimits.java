package io.millrace.engine;

/** The limits of queues. Asked by the thread of the engine, again and again: answers from memory. */
@FunctionalInterface
public interface QueueLimits {
    /** No queue has a limit. */
    QueueLimits NONE = queue -> QueueLimit.NONE;

    /** What a queue allows now; {@link QueueLimit#NONE} for one that nobody knows. */
    QueueLimit of(String queue);
}
