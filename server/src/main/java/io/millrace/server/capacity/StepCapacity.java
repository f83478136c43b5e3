package io.millrace.server.capacity;

import io.millrace.engine.MillraceException;
import io.millrace.engine.MillraceException.Code;
import io.millrace.engine.capacity.CapacityRegistry;
import io.millrace.engine.capacity.Cluster;
import io.millrace.engine.capacity.Flavour;
import io.millrace.engine.capacity.Queue;
import io.millrace.engine.core.Capacity;
import io.millrace.engine.core.Demand;
import io.millrace.engine.core.RunInput;
import io.millrace.pipeline.plan.Plan;
import io.millrace.pipeline.plan.PlannedSteps;
import io.millrace.pipeline.plan.PlannedSteps.Planned;
import io.millrace.pipeline.plan.Resources;
import io.millrace.server.http.Caller;
import io.millrace.server.run.Admission;
import io.millrace.server.run.Capacities;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What queues and flavours mean for the steps of a new run, and whether its user may name them. */
public record StepCapacity(CapacityRegistry registry) implements Capacities, Admission {

    @Override
    public Capacity of(Plan plan) {
        Map<String, Resources> flavours = new HashMap<>();
        for (Planned planned : PlannedSteps.of(plan)) {
            Capacity.flavour(planned.step())
                    .filter(name -> !flavours.containsKey(name))
                    .flatMap(registry::flavour)
                    .ifPresent(flavour ->
                            flavours.put(flavour.name(), flavour.amounts().resources()));
        }
        return new Capacity(Queue.DEFAULT, flavours);
    }

    @Override
    public void require(RunInput input) {
        if (input.capacity().defaultQueue().isEmpty()) {
            return; // made by one user's own engine, where queues and flavours mean nothing
        }
        Set<Demand> fine = new HashSet<>();
        for (Planned planned : PlannedSteps.of(input.plan())) {
            require(planned, input, fine);
        }
    }

    private void require(Planned planned, RunInput input, Set<Demand> fine) {
        if (Capacity.isOpen(planned.step())) {
            throw refused(planned, "names its queue or flavour with a value that is only known when it runs");
        }
        Optional<String> flavour = Capacity.flavour(planned.step());
        if (flavour.isPresent() && !input.capacity().flavours().containsKey(flavour.get())) {
            throw refused(planned, "wants flavour '%s', which does not exist".formatted(flavour.get()));
        }
        if (flavour.flatMap(registry::flavour)
                .map(Flavour::cluster)
                .filter(cluster -> !isUsable(cluster))
                .isPresent()) {
            throw refused(planned, "wants flavour '%s', which is for another cluster".formatted(flavour.orElse("")));
        }
        Demand demand = input.capacity().demandOf(planned.step());
        if (fine.add(demand)) {
            require(planned, demand, input.user());
        }
    }

    private boolean isUsable(String cluster) {
        return cluster.isEmpty()
                || registry.cluster(cluster).filter(Cluster::isUsable).isPresent();
    }

    private void require(Planned planned, Demand demand, String user) {
        String name = demand.queue();
        Queue queue = registry.queue(name)
                .orElseThrow(() -> refused(planned, "names queue '%s', which does not exist".formatted(name)));
        if (!name.equals(Queue.DEFAULT) && !user.equals(Caller.ROOT) && !registry.isGranted(user, name)) {
            throw refused(planned, "names queue '%s', which user %s was not granted".formatted(name, user));
        }
        if (!isUsable(queue.cluster())) {
            throw refused(
                    planned,
                    "names queue '%s' of cluster '%s', where this server cannot run steps"
                            .formatted(name, queue.cluster()));
        }
        if (!fits(demand.resources(), queue.limit().resources())) {
            throw refused(
                    planned,
                    "wants more than queue '%s' ever has: at most %s cores and %s of memory"
                            .formatted(name, queue.most().cpu(), queue.most().memory()));
        }
    }

    private static boolean fits(Resources wanted, Resources most) {
        return wanted.cpu().orElse(0) <= most.cpu().orElse(Double.MAX_VALUE)
                && wanted.memory().orElse(0) <= most.memory().orElse(Long.MAX_VALUE)
                && wanted.gpu().orElse(0) <= most.gpu().orElse(Integer.MAX_VALUE);
    }

    private static MillraceException refused(Planned planned, String why) {
        return new MillraceException(Code.NOT_RUNNABLE, "step '%s' %s".formatted(planned.path(), why));
    }
}
