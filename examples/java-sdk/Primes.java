import io.millrace.client.ArtifactFilter;
import io.millrace.client.ArtifactType;
import io.millrace.client.LogRequest;
import io.millrace.client.MillraceClient;
import io.millrace.client.NewRun;
import io.millrace.client.RunDetail;
import io.millrace.client.RunStatus;
import io.millrace.client.pipeline.CacheOptions;
import io.millrace.client.pipeline.Dag;
import io.millrace.client.pipeline.Pipeline;
import io.millrace.client.pipeline.Step;
import java.time.Duration;
import java.util.List;

/**
 * Counts primes with a pipeline that is written, run and looked at in Java. Give it the URL of a server, a user, a
 * password and the name of one of the user's storages.
 */
public class Primes {
    public static void main(String[] args) {
        try (MillraceClient client = MillraceClient.builder()
                .endpoint(args[0])
                .credentials(args[1], args[2])
                .build()) {
            RunDetail end = run(client, args[3]);
            client.artifacts()
                    .stream(ArtifactFilter.ALL.runs(end.id()).type(ArtifactType.OUTPUT))
                    .forEach(artifact -> System.out.println(artifact.step() + " wrote " + artifact.name()));
            String job = end.job("sum").orElseThrow().jobId();
            client.logs().show(end.id(), LogRequest.END.ofJob(job)).pages()
                    .forEach(page -> page.lines().forEach(line -> System.out.println("sum says: " + line)));
            System.exit(end.status() == RunStatus.SUCCEEDED ? 0 : 1);
        }
    }

    private static RunDetail run(MillraceClient client, String storage) {
        String run = client.runs().create(NewRun.of(pipeline()).storage(storage).name("primes").parameter("limit", 200));
        System.out.println("started");
        return client.runs().await(run, Duration.ofMinutes(5), progress -> progress.changed().forEach((path, job) -> {
            if (job.status().isFinal()) {
                System.out.println(path + " " + job.status().word());
            }
        }));
    }

    /** Two ways to look for primes, side by side, and a step that adds up what they found. */
    private static Pipeline pipeline() {
        Pipeline pipeline = Pipeline.named("primes").cache(CacheOptions.ON);
        Step numbers = pipeline.step("numbers")
                .command("seq 2 {{limit}} > {{list}}")
                .parameter("limit", 100)
                .output("list");
        Dag search = pipeline.dag("search").input("list", numbers.artifact("list"));
        Step odd = search.step("odd")
                .command("factor < {{list}} | awk 'NF == 2 && $2 % 2' > {{found}}")
                .input("list", search.handedIn("list"))
                .output("found");
        search.output("found", odd.artifact("found"));
        pipeline.step("sum")
                .command("echo $(wc -l < {{found}}) odd primes in $PF_LOOP_ARGUMENT")
                .loop(List.of("all"))
                .input("found", search.artifact("found"));
        return pipeline;
    }
}
