package io.millrace.engine.cache;

import io.millrace.engine.core.CacheTicket;
import io.millrace.engine.core.Reservation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who runs what others ask for as well, and who waits for it. Entries of live steps, never locks: they live in the memory
 * of the one engine of the home and are made anew from the runs that it takes up. Safe for use by many threads.
 */
final class Reservations {
    private final Map<String, Reservation> held = new HashMap<>();
    private final Map<CacheTicket, String> keys = new HashMap<>();
    private final Map<String, Set<Reservation>> waiting = new HashMap<>();

    /** Takes the reservation, or waits for it; the answer is who holds it when somebody else does. */
    synchronized Optional<Reservation> take(Reservation wanted) {
        Reservation holder = held.putIfAbsent(wanted.key(), wanted);
        keys.put(wanted.ticket(), wanted.key());
        if (holder == null || holder.ticket().equals(wanted.ticket())) {
            return Optional.empty();
        }
        waiting.computeIfAbsent(wanted.key(), key -> new LinkedHashSet<>()).add(wanted);
        return Optional.of(holder);
    }

    /** What the ticket holds; empty when it holds nothing. */
    synchronized Optional<Reservation> heldBy(CacheTicket ticket) {
        return Optional.ofNullable(keys.get(ticket))
                .map(held::get)
                .filter(holder -> holder.ticket().equals(ticket));
    }

    /** Gives up holding or waiting; the answer are those who waited for the ticket, and have to ask again. */
    synchronized List<Reservation> release(CacheTicket ticket) {
        String key = keys.remove(ticket);
        if (key == null) {
            return List.of();
        }
        Reservation holder = held.get(key);
        if (holder == null || !holder.ticket().equals(ticket)) {
            waiting.getOrDefault(key, Set.of()).removeIf(other -> other.ticket().equals(ticket));
            return List.of();
        }
        held.remove(key);
        List<Reservation> next =
                new ArrayList<>(Optional.ofNullable(waiting.remove(key)).orElse(Set.of()));
        next.forEach(other -> keys.remove(other.ticket()));
        return next;
    }
}
