package io.millrace.store;

import io.millrace.engine.core.NodeStatus;
import io.millrace.engine.core.RunStatus;
import io.millrace.engine.record.NodeRow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a run of plain steps must look like, told as simply as possible: which steps exist, which of them are open, how
 * the others ended. Which of the open steps run is the engine's choice; how many is not.
 */
final class ModelRun {
    private static final String POST = "post";

    private final Map<String, Step> steps = new LinkedHashMap<>();
    private final boolean failFast;
    private final boolean hasPost;
    private final int parallelism;
    private final Map<String, Integer> running = new LinkedHashMap<>();
    private boolean stopped;
    private boolean forced;

    /** A step of the pipeline; absent until its dependencies succeeded. */
    private static final class Step {
        final List<String> deps;
        final int maxAttempts;
        State state = State.ABSENT;

        Step(List<String> deps, int maxAttempts) {
            this.deps = deps;
            this.maxAttempts = maxAttempts;
        }
    }

    private enum State {
        ABSENT,
        OPEN,
        SUCCEEDED,
        FAILED,
        TERMINATED,
        CANCELLED;

        boolean isEnd() {
            return this != ABSENT && this != OPEN;
        }
    }

    private ModelRun(boolean failFast, boolean hasPost, int parallelism) {
        this.failFast = failFast;
        this.hasPost = hasPost;
        this.parallelism = parallelism;
    }

    static ModelRun of(Random random) {
        ModelRun run = new ModelRun(random.nextBoolean(), random.nextBoolean(), 1 + random.nextInt(3));
        int count = 2 + random.nextInt(5);
        for (int i = 0; i < count; i++) {
            List<String> deps = run.steps.keySet().stream()
                    .filter(any -> random.nextInt(3) == 0)
                    .toList();
            run.steps.put("s" + i, new Step(deps, 1 + random.nextInt(2)));
        }
        run.goOn();
        return run;
    }

    /** The run that a retry of this one makes. */
    ModelRun retry() {
        ModelRun retry = new ModelRun(failFast, hasPost, parallelism);
        entries().forEach(name -> {
            Step old = step(name);
            Step step = new Step(old.deps, old.maxAttempts);
            step.state = old.state == State.SUCCEEDED ? State.SUCCEEDED : State.ABSENT;
            retry.steps.put(name, step);
        });
        retry.goOn();
        return retry;
    }

    String yaml() {
        StringBuilder text =
                new StringBuilder("name: model\nparallelism: %d\nfailure_options: {strategy: %s}\nentry_points:\n"
                        .formatted(parallelism, failFast ? "fail_fast" : "continue"));
        for (String name : entries()) {
            Step step = step(name);
            text.append("  %s: {command: x, deps: '%s', retry: {max_attempts: %d, backoff: 1ms}}%n"
                    .formatted(name, String.join(",", step.deps), step.maxAttempts));
        }
        if (hasPost) {
            text.append("post_process:\n  post: {command: x}\n");
        }
        return text.toString();
    }

    private Collection<String> entries() {
        return steps.keySet().stream().filter(name -> !name.equals(POST)).toList();
    }

    private Step step(String name) {
        return Optional.ofNullable(steps.get(name)).orElseThrow();
    }

    /** Steps that ran when the engine was looked at last, with the number of their attempt. */
    Map<String, Integer> running() {
        return running;
    }

    /** The current attempt of a running step ended. */
    void ended(String name, int code) {
        int attempt = Optional.ofNullable(running.remove(name)).orElseThrow();
        Step step = step(name);
        if (code == 0) {
            step.state = State.SUCCEEDED;
        } else if (attempt < step.maxAttempts) {
            running.put(name, attempt + 1);
        } else {
            step.state = State.FAILED;
            if (!name.equals(POST)) {
                failed(name);
            }
        }
        goOn();
    }

    private void failed(String name) {
        if (failFast) {
            giveUp();
        } else {
            cancelBehind(name);
        }
    }

    private void cancelBehind(String name) {
        for (String other : entries()) {
            Step step = step(other);
            if (step.state == State.ABSENT && step.deps.contains(name)) {
                step.state = State.CANCELLED;
                cancelBehind(other);
            }
        }
    }

    private void giveUp() {
        for (String name : entries()) {
            Step step = step(name);
            switch (step.state) {
                case ABSENT -> step.state = State.CANCELLED;
                case OPEN -> step.state = State.TERMINATED;
                case SUCCEEDED, FAILED, TERMINATED, CANCELLED -> {}
            }
            running.remove(name);
        }
    }

    boolean mayStop(boolean force) {
        return !isOver() && (!stopped || force);
    }

    void stop(boolean force) {
        stopped = true;
        forced |= force;
        if (!entriesAreOver()) {
            giveUp();
        }
        if (force && steps.containsKey(POST) && !step(POST).state.isEnd()) {
            step(POST).state = State.TERMINATED;
            running.remove(POST);
        }
        goOn();
    }

    private boolean entriesAreOver() {
        return entries().stream().allMatch(name -> step(name).state.isEnd());
    }

    private void goOn() {
        for (String name : entries()) {
            Step step = step(name);
            boolean ready = step.deps.stream().allMatch(dep -> step(dep).state == State.SUCCEEDED);
            if (step.state == State.ABSENT && ready) {
                step.state = State.OPEN;
            }
        }
        if (hasPost && entriesAreOver() && !steps.containsKey(POST)) {
            Step post = new Step(List.of(), 1);
            post.state = forced ? State.CANCELLED : State.OPEN;
            steps.put(POST, post);
        }
    }

    boolean isOver() {
        return entriesAreOver() && (!hasPost || step(POST).state.isEnd());
    }

    RunStatus status() {
        if (!isOver()) {
            return stopped ? RunStatus.TERMINATING : RunStatus.RUNNING;
        }
        List<State> ends = steps.values().stream().map(step -> step.state).toList();
        if (ends.contains(State.FAILED)) {
            return RunStatus.FAILED;
        }
        boolean given = ends.contains(State.TERMINATED) || ends.contains(State.CANCELLED);
        return given ? RunStatus.TERMINATED : RunStatus.SUCCEEDED;
    }

    /** What speaks against {@code rows} being those of this run; empty when nothing does. */
    List<String> differences(RunStatus status, List<NodeRow> rows) {
        List<String> differences = new ArrayList<>();
        if (status != status()) {
            differences.add("run is %s, not %s".formatted(status, status()));
        }
        Map<String, NodeRow> byPath =
                rows.stream().filter(row -> !row.path().isEmpty()).collect(Collectors.toMap(NodeRow::path, row -> row));
        steps.forEach((name, step) -> {
            String shown = Optional.ofNullable(byPath.get(name))
                    .map(row -> state(row.status()))
                    .orElse(State.ABSENT)
                    .name();
            if (!shown.equals(step.state.name())) {
                differences.add("%s is %s, not %s".formatted(name, shown, step.state));
            }
        });
        Map<String, Integer> seen = seenRunning(rows);
        long open =
                steps.values().stream().filter(step -> step.state == State.OPEN).count();
        if (seen.size() != Math.min(parallelism, open)) {
            differences.add("%d of %d open steps run".formatted(seen.size(), open));
        }
        running.forEach((name, attempt) -> {
            if (!attempt.equals(seen.get(name))) {
                differences.add("attempt %d of %s does not run".formatted(attempt, name));
            }
        });
        new TreeSet<>(byPath.keySet())
                .stream().filter(path -> !steps.containsKey(path)).forEach(path -> differences.add("extra " + path));
        return differences;
    }

    /** Takes over which of the open steps the engine chose. */
    void look(List<NodeRow> rows) {
        running.clear();
        running.putAll(seenRunning(rows));
    }

    private static Map<String, Integer> seenRunning(List<NodeRow> rows) {
        Map<String, Integer> seen = new LinkedHashMap<>();
        rows.stream()
                .filter(row -> !row.path().isEmpty() && row.status() == NodeStatus.RUNNING)
                .forEach(row -> seen.put(row.path(), row.attempts()));
        return seen;
    }

    private static State state(NodeStatus status) {
        return switch (status) {
            case INIT, PENDING, RUNNING -> State.OPEN;
            case TERMINATING -> State.ABSENT; // on its way: the model knows ends only
            case SUCCEEDED, SKIPPED -> State.SUCCEEDED;
            case FAILED -> State.FAILED;
            case TERMINATED -> State.TERMINATED;
            case CANCELLED -> State.CANCELLED;
        };
    }
}
