package io.millrace.pipeline.check;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds circles in "needs" relations, without recursion, in linear time. */
final class Cycles {
    private Cycles() {}

    private static final int MOST = 20;

    /** Circles, at most 20: in each, a name needs the next, and the last needs the first. None only when there is none. */
    static List<List<String>> of(Map<String, ? extends Set<String>> needs) {
        List<List<String>> cycles = new ArrayList<>();
        Set<String> done = new HashSet<>();
        for (String start : needs.keySet()) {
            if (!done.contains(start) && cycles.size() < MOST) {
                walk(start, needs, done, cycles);
            }
        }
        return cycles;
    }

    private static void walk(
            String start, Map<String, ? extends Set<String>> needs, Set<String> done, List<List<String>> cycles) {
        Map<String, Iterator<String>> open = new LinkedHashMap<>();
        Deque<String> path = new ArrayDeque<>();
        path.push(start);
        open.put(start, needsOf(start, needs));
        while (!path.isEmpty()) {
            String node = path.element();
            Iterator<String> rest = open.getOrDefault(node, List.<String>of().iterator());
            if (!rest.hasNext()) {
                path.pop();
                open.remove(node);
                done.add(node);
                continue;
            }
            String next = rest.next();
            if (open.containsKey(next) && cycles.size() < MOST) {
                cycles.add(circle(path, next));
            } else if (!done.contains(next) && !open.containsKey(next)) {
                path.push(next);
                open.put(next, needsOf(next, needs));
            }
        }
    }

    private static Iterator<String> needsOf(String node, Map<String, ? extends Set<String>> needs) {
        Set<String> own = needs.get(node);
        return own == null ? List.<String>of().iterator() : own.iterator();
    }

    /** The part of the path (newest first) from {@code first} on, oldest first. */
    private static List<String> circle(Deque<String> path, String first) {
        List<String> circle = new ArrayList<>();
        for (String node : path) {
            circle.add(node);
            if (node.equals(first)) {
                break;
            }
        }
        return circle.reversed();
    }

    /** Names in an order in which everything comes after what it needs; those on circles are left out. */
    static List<String> order(Map<String, ? extends Set<String>> needs) {
        Map<String, Integer> open = new LinkedHashMap<>();
        Map<String, List<String>> users = new HashMap<>();
        needs.forEach((name, own) -> {
            int known = 0;
            for (String need : own) {
                if (needs.containsKey(need)) {
                    users.computeIfAbsent(need, key -> new ArrayList<>()).add(name);
                    known++;
                }
            }
            open.put(name, known);
        });
        Deque<String> ready = new ArrayDeque<>();
        open.forEach((name, count) -> {
            if (count == 0) {
                ready.add(name);
            }
        });
        List<String> order = new ArrayList<>();
        while (!ready.isEmpty()) {
            String name = ready.remove();
            order.add(name);
            for (String user : users.getOrDefault(name, List.of())) {
                if (open.merge(user, -1, Integer::sum) == 0) {
                    ready.add(user);
                }
            }
        }
        return order;
    }
}
