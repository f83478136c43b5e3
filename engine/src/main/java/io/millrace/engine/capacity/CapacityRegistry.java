package io.millrace.engine.capacity;

import io.millrace.engine.StoreException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Queues, flavours, clusters and grants. Numbers and times of what is passed in to be added do not count. Writes are
 * durable when a call returns; every method throws {@link StoreException} when the store cannot be used. Safe for use by
 * many threads.
 */
public interface CapacityRegistry {

    /** Adds a queue; empty when the name is taken. */
    Optional<Queue> add(Queue queue);

    /** Replaces what a queue of that name is; empty when there is none. */
    Optional<Queue> replace(Queue queue);

    /** The queue of a name. */
    Optional<Queue> queue(String name);

    /**
     * Queues in order of their numbers.
     *
     * @param user only those that this user was granted; empty: all
     * @param names only these; empty: all
     * @param after only with numbers above this
     */
    List<Queue> queues(Optional<String> user, Set<String> names, long after, int limit);

    /** Forgets a queue with its grants, unless an unfinished run names it. Whether it is gone. */
    boolean deleteQueue(String name);

    /** Adds a flavour; empty when the name is taken. */
    Optional<Flavour> add(Flavour flavour);

    /** Replaces what a flavour of that name is; empty when there is none. */
    Optional<Flavour> replace(Flavour flavour);

    /** The flavour of a name. */
    Optional<Flavour> flavour(String name);

    /** Flavours in order of their numbers, as {@link #queues}. */
    List<Flavour> flavours(Set<String> names, Set<String> clusters, long after, int limit);

    /** Forgets a flavour. Whether there was one. */
    boolean deleteFlavour(String name);

    /** Adds a cluster; empty when the name is taken. */
    Optional<Cluster> add(Cluster cluster);

    /** Replaces what a cluster of that name is; empty when there is none. */
    Optional<Cluster> replace(Cluster cluster);

    /** The cluster of a name. */
    Optional<Cluster> cluster(String name);

    /** Clusters in order of their numbers, as {@link #queues}. */
    List<Cluster> clusters(Set<String> names, Set<String> statuses, long after, int limit);

    /** Forgets a cluster, unless a queue is in it. Whether it is gone. */
    boolean deleteCluster(String name);

    /** Adds a grant; empty when the user has it already. */
    Optional<Grant> add(Grant grant);

    /** Whether a user was granted a queue. */
    boolean isGranted(String user, String queue);

    /** Grants in order of their numbers, as {@link #queues}. */
    List<Grant> grants(Set<String> users, long after, int limit);

    /** Takes a grant back. Whether there was one. */
    boolean deleteGrant(String user, String queue);
}
