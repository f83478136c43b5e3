package io.millrace.engine.core;

import java.time.Instant;

/**
 * The rules of runs. Deterministic: the same state and signal give the same outcome on any machine at any time.
 *
 * <p>A step iteration goes {@code queued -> (reading ->) asking -> attempting -> done}, with {@code backing off} between
 * attempts; a DAG iteration is entered, its children are scheduled as their dependencies end well, and it ends when all
 * of them have. A failure reaches the others as the failure strategy says, a stop reaches everything.
 */
public final class RunCore {
    private RunCore() {}

    /**
     * What {@code signal} leads to. Late and repeated signals lead to nothing.
     *
     * @param run changed in place by the events of the outcome
     */
    public static Outcome on(RunState run, Signal signal) {
        Turn turn = new Turn(run, signal.at());
        switch (signal) {
            case Signal.Submitted submitted -> submitted(turn, submitted);
            case Signal.SlotGranted(AttemptId attempt, Instant at) -> Attempts.slotGranted(turn, attempt);
            case Signal.JobStarted(AttemptId attempt, Instant at) -> Attempts.started(turn, attempt);
            case Signal.JobEnded(AttemptId attempt, Exit exit, Instant at) -> Attempts.ended(turn, attempt, exit);
            case Signal.FileRead(FileRequest request, FileContent content, Instant at) ->
                Scheduling.fileRead(turn, request, content);
            case Signal.CacheAnswered(int node, CacheAnswer answer, Instant at) -> Caching.answered(turn, node, answer);
            case Signal.TimerFired(TimerId timer, Instant at) -> Attempts.timerFired(turn, timer);
            case Signal.StopRequested(boolean force, Instant at) -> Stopping.stopRun(turn, force);
            case Signal.StepStopRequested(int node, Instant at) -> Stopping.stopStep(turn, node);
        }
        return turn.finish();
    }

    /**
     * What has to be done for a run that was rebuilt from its events: the commands that were open, and whatever follows
     * from the state.
     */
    public static Outcome resume(RunState run, Instant at) {
        Turn turn = new Turn(run, at);
        if (run.hasStarted() && !run.status().isFinal()) {
            // by index: what is resumed may schedule more nodes, which need no resuming
            for (int number = 0, count = run.nodes.size(); number < count; number++) {
                NodeRun node = run.nodes.get(number);
                if (node.isOpen()) {
                    resume(turn, node);
                }
            }
        }
        return turn.finish();
    }

    private static void resume(Turn turn, NodeRun node) {
        switch (node) {
            case StepRun step -> Attempts.resume(turn, step);
            case DagRun dag when dag.status == NodeStatus.INIT -> Scheduling.begin(turn, dag);
            case DagRun dag -> Scheduling.scheduleReady(turn, dag);
        }
    }

    private static void submitted(Turn turn, Signal.Submitted signal) {
        if (turn.run.hasStarted()) {
            return;
        }
        signal.kept().forEach(kept -> turn.record(new RunEvent.ResultKept(kept, turn.at)));
        turn.record(new RunEvent.RunStarted(turn.at));
        Scheduling.enter(turn, turn.run.root());
    }
}
