package io.millrace.server.capacity;

import com.fasterxml.jackson.core.JsonGenerator;
import com.sun.management.OperatingSystemMXBean;
import io.millrace.engine.capacity.Amounts;
import io.millrace.engine.capacity.CapacityRegistry;
import io.millrace.engine.capacity.Cluster;
import io.millrace.engine.capacity.Queue;
import io.millrace.engine.loop.Engine;
import io.millrace.pipeline.plan.Resources;
import io.millrace.server.http.Answer;
import io.millrace.server.http.ApiCode;
import io.millrace.server.http.Call;
import io.millrace.server.http.Fields;
import io.millrace.server.http.Route;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What clusters have and what is free. Of this machine that is known; of others nothing is. */
public record ClusterResources(CapacityRegistry registry, Engine engine) {
    private static final int MOST = 1000;

    /** Before those of {@link ClusterEndpoints}, whose paths would take these for names. */
    public List<Route> routes() {
        return List.of(
                Route.of("GET", "/cluster/resource", this::show), Route.of("POST", "/cluster/resource", this::list));
    }

    private record Machine(Amounts total, Amounts idle) {}

    private Answer show(Call call) {
        call.caller().requireRoot(ApiCode.ONLY_ROOT_ALLOWED);
        List<Cluster> clusters = registry.clusters(Set.copyOf(call.queryList("clusterNames")), Set.of(), 0, MOST);
        return Answer.object(json -> {
            for (Cluster cluster : clusters) {
                json.writeObjectFieldStart(cluster.name());
                json.writeArrayFieldStart("nodeList");
                Optional<Machine> machine = machine(cluster);
                if (machine.isPresent()) {
                    json.writeStartObject();
                    json.writeStringField("nodeName", "localhost");
                    json.writeBooleanField("schedulable", true);
                    amounts(json, machine.get());
                    json.writeEndObject();
                }
                json.writeEndArray();
                json.writeObjectFieldStart("summary");
                amounts(json, machine.orElse(new Machine(amounts(0, 0), amounts(0, 0))));
                json.writeEndObject();
                json.writeStringField(
                        "errMsg", machine.isPresent() ? "" : "this server cannot reach cluster " + cluster.name());
                json.writeEndObject();
            }
        });
    }

    private Answer list(Call call) {
        Fields body = call.bodyIfAny(ApiCode.MALFORMED_JSON);
        call.caller().requireRoot(ApiCode.ONLY_ROOT_ALLOWED);
        List<String> names = QueueEndpoints.texts(body, "clusterNames", ApiCode.MALFORMED_JSON);
        List<Cluster> clusters = registry.clusters(Set.copyOf(names), Set.of(), 0, MOST);
        return Answer.object(json -> {
            for (Cluster cluster : clusters) {
                Machine machine = machine(cluster).orElse(new Machine(amounts(0, 0), amounts(0, 0)));
                json.writeObjectFieldStart(cluster.name());
                AmountsJson.write(json, "allocatable", machine.idle());
                AmountsJson.write(json, "capacity", machine.total());
                json.writeObjectFieldStart("labels");
                json.writeEndObject();
                json.writeStringField("clusterName", cluster.name());
                json.writeStringField("clusterSource", cluster.source());
                json.writeEndObject();
            }
        });
    }

    private static void amounts(JsonGenerator json, Machine machine) throws IOException {
        AmountsJson.write(json, "total", machine.total());
        AmountsJson.write(json, "idle", machine.idle());
    }

    private Optional<Machine> machine(Cluster cluster) {
        if (!cluster.type().equals(Cluster.LOCAL)) {
            return Optional.empty();
        }
        int cores = Runtime.getRuntime().availableProcessors();
        long memory =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
        double coresTaken = 0;
        long memoryTaken = 0;
        for (Queue queue : registry.queues(Optional.empty(), Set.of(), 0, MOST)) {
            Resources taken = engine.use(queue.name()).taken();
            coresTaken += taken.cpu().orElse(0);
            memoryTaken += taken.memory().orElse(0);
        }
        return Optional.of(new Machine(
                amounts(cores, memory), amounts(Math.max(0, cores - coresTaken), Math.max(0, memory - memoryTaken))));
    }

    private static Amounts amounts(double cpu, long memory) {
        return new Amounts(
                BigDecimal.valueOf(cpu).stripTrailingZeros().toPlainString(), Long.toString(memory), Map.of());
    }
}
