package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.client.ArtifactDetail;
import io.millrace.client.ArtifactFilter;
import io.millrace.client.ArtifactInfo;
import io.millrace.client.ArtifactLineage;
import io.millrace.client.ArtifactType;
import io.millrace.client.CacheEntry;
import io.millrace.client.CacheFilter;
import io.millrace.client.JobInfo;
import io.millrace.client.LogPage;
import io.millrace.client.LogRequest;
import io.millrace.client.MillraceClient;
import io.millrace.client.MillraceClientException;
import io.millrace.client.NewPipeline;
import io.millrace.client.NewRun;
import io.millrace.client.NodeStatus;
import io.millrace.client.Page;
import io.millrace.client.PipelineDetail;
import io.millrace.client.PipelineFilter;
import io.millrace.client.PipelineInfo;
import io.millrace.client.PipelineRef;
import io.millrace.client.RunDetail;
import io.millrace.client.RunFilter;
import io.millrace.client.RunInfo;
import io.millrace.client.RunStatus;
import io.millrace.client.pipeline.CacheOptions;
import io.millrace.client.pipeline.FailureStrategy;
import io.millrace.client.pipeline.Pipeline;
import io.millrace.client.pipeline.Step;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The manual of the workflow SDK from top to bottom, call by call, through the Java client against a real server. */
@TestMethodOrder(OrderAnnotation.class)
class ManualIT {
    private static final String YAML = """
        name: story
        docker_env: alpine:3
        cache: {enable: true, max_expired_time: 3600}
        entry_points:
          write:
            command: echo "{{epoch}} times {{word}}" > {{text}} && seq 1 {{epoch}}
            parameters: {epoch: 3, word: hello}
            env: {MODE: fast}
            artifacts: {output: [text]}
          read:
            deps: write
            command: cat {{text}}
            artifacts: {input: {text: "{{write.text}}"}}
          other:
            command: echo other
        """;

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String OWNER = "anna";
    private static final String STORAGE = "data";

    @TempDir
    static Path folder = Path.of("");

    private static ServerProcess server;
    private static MillraceClient root;
    private static String first = "";

    private final Instant before = Instant.now().minusSeconds(120);

    @BeforeAll
    static void start() throws Exception {
        server = new ServerProcess(new Cli(folder));
        root = MillraceClient.builder()
                .endpoint(server.endpoint())
                .credentials("root", server.rootPassword())
                .build();
        root.users().create(OWNER, "secret1");
        Path storage = Files.createDirectories(folder.resolve("storage"));
        Files.writeString(storage.resolve("run.yaml"), YAML);
        root.storages().create(STORAGE, "local:/" + storage, Map.of(), Optional.of(OWNER));
    }

    @AfterAll
    static void stop() {
        root.close();
        server.close();
    }

    private static MillraceClientException refusal(ThrowingCallable call) {
        return catchThrowableOfType(MillraceClientException.class, call);
    }

    private RunDetail ended(String run) {
        return root.runs().await(run, PATIENCE);
    }

    @Test
    @Order(1)
    void createRun() throws Exception {
        NewRun ofPath = NewRun.ofStorage(STORAGE, "run.yaml")
                .user(OWNER)
                .name("first")
                .description("the first one")
                .entry("read")
                .parameter("epoch", 4)
                .parameter("write.word", "bye")
                .image("alpine:4")
                .onFailure(FailureStrategy.CONTINUE);
        first = root.runs().create(ofPath);
        assertThat(first).isEqualTo("run-000001");
        RunDetail end = ended(first);
        assertThat(end.status()).as(end.info().message()).isEqualTo(RunStatus.SUCCEEDED);

        Path file = Files.writeString(folder.resolve("local.yaml"), YAML);
        NewRun ofFile =
                NewRun.ofFile(file).storage(STORAGE).user(OWNER).name("second").disable("other");
        RunDetail second = ended(root.runs().create(ofFile));
        assertThat(second.disabled()).containsExactly("other");
        assertThat(second.job("other").orElseThrow().status()).isEqualTo(NodeStatus.SKIPPED);

        MillraceClientException wrong = refusal(() -> root.runs().create(NewRun.ofYaml("name: x")));
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.code()).isEqualTo("InvalidPipeline");
        assertThat(wrong.requestId()).isNotBlank();
    }

    @Test
    @Order(2)
    void listRun() {
        Page<RunInfo> page =
                root.runs().list(RunFilter.ALL.storages(STORAGE).users("root").pageSize(1));
        assertThat(page.items()).hasSize(1);
        assertThat(page.marker()).isPresent();
        RunInfo run = page.items().getFirst();
        assertThat(run.id()).isEqualTo(first);
        assertThat(run.name()).isEqualTo("first");
        assertThat(run.user()).isEqualTo("root");
        assertThat(run.storage()).isEqualTo(STORAGE);
        assertThat(run.description()).isEqualTo("the first one");
        assertThat(run.source()).isEqualTo("run.yaml");
        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.statusWord()).isEqualTo("succeeded");
        assertThat(run.message()).isNotNull();
        assertThat(run.schedule()).isEmpty();
        assertThat(run.scheduledAt()).isEmpty();
        assertThat(run.createdAt()).isBetween(before, Instant.now());
        assertThat(run.activatedAt().orElseThrow()).isBetween(before, Instant.now());
        assertThat(run.updatedAt()).isBetween(before, Instant.now());

        assertThat(root.runs()
                        .list(RunFilter.ALL.pageSize(1).after(page.marker().orElseThrow()))
                        .items())
                .extracting(RunInfo::name)
                .containsExactly("second");
        assertThat(root.runs().stream(RunFilter.ALL.pageSize(1)).map(RunInfo::name))
                .containsExactly("first", "second");
        assertThat(root.runs().list(RunFilter.ALL.runs(first)).items()).hasSize(1);
        assertThat(root.runs().list(RunFilter.ALL.names("second")).items()).hasSize(1);
        assertThat(root.runs().list(RunFilter.ALL.statuses(RunStatus.FAILED)).items())
                .isEmpty();
        assertThat(root.runs().list(RunFilter.ALL.storages("nothing")).items()).isEmpty();
        assertThat(root.runs().list(RunFilter.ALL.users(OWNER)).items()).isEmpty();
    }

    @Test
    @Order(3)
    void statusRun() {
        RunDetail run = root.runs().show(first);
        assertThat(run.info())
                .isEqualTo(root.runs().list(RunFilter.ALL.runs(first)).items().getFirst());
        assertThat(run.entry()).isEqualTo("read");
        assertThat(run.parameters()).isEqualTo(Map.of("epoch", 4L, "write.word", "bye"));
        assertThat(run.yaml()).isEqualTo(YAML);
        assertThat(run.image()).isEqualTo("alpine:4");
        assertThat(run.disabled()).isEmpty();
        assertThat(run.failureStrategy()).contains(FailureStrategy.CONTINUE);
        assertThat(run.mainStorage().orElseThrow().name()).isEqualTo(STORAGE);
        assertThat(run.reusedBy()).isEmpty();
        assertThat(run.postProcess()).isEmpty();
        assertThat(run.nodes()).containsOnlyKeys("write", "read");

        JobInfo write = run.job("write").orElseThrow();
        assertThat(write.name()).isEqualTo(first + "-write");
        assertThat(write.jobId()).startsWith("job-" + first + "-write-");
        assertThat(write.stepName()).isEqualTo("write");
        assertThat(write.parentDagId()).startsWith("dag-" + first);
        assertThat(write.deps()).isEmpty();
        assertThat(write.parameters()).isEqualTo(Map.of("epoch", "4", "word", "bye"));
        assertThat(write.command()).contains("echo \"4 times bye\" > ").endsWith("seq 1 4");
        assertThat(write.env()).containsEntry("MODE", "fast").containsEntry("PF_RUN_ID", first);
        assertThat(write.extraStorages()).isEmpty();
        assertThat(write.inputs()).isEmpty();
        assertThat(write.outputs()).containsOnlyKeys("text");
        assertThat(write.image()).isEqualTo("alpine:4");
        assertThat(write.cache().enabled()).isTrue();
        assertThat(write.cache().longest()).contains(Duration.ofHours(1));
        assertThat(write.status()).isEqualTo(NodeStatus.SUCCEEDED);
        assertThat(write.statusWord()).isEqualTo("succeeded");
        assertThat(write.message()).isNotNull();
        assertThat(write.startedAt().orElseThrow()).isBetween(before, Instant.now());
        assertThat(write.endedAt().orElseThrow())
                .isAfterOrEqualTo(write.startedAt().orElseThrow());
        assertThat(write.cacheRunId()).isEmpty();
        assertThat(write.cacheJobId()).isEmpty();

        JobInfo read = run.job("read").orElseThrow();
        assertThat(read.deps()).containsExactly("write");
        assertThat(read.inputs()).isEqualTo(write.outputs());
        assertThat(refusal(() -> root.runs().show("run-009999")).code()).isEqualTo("RunNotFound");
    }

    @Test
    @Order(4)
    void stopRun() {
        Pipeline sleep = Pipeline.named("sleep");
        sleep.step("long").command("sleep 1000");
        String run = root.runs().create(NewRun.of(sleep));
        root.runs().stop(run);
        RunDetail end = ended(run);
        assertThat(end.status()).isEqualTo(RunStatus.TERMINATED);
        MillraceClientException again = refusal(() -> root.runs().stop(run));
        assertThat(again.status()).isEqualTo(403);
        assertThat(again.code()).isEqualTo("ActionNotAllowed");
    }

    @Test
    @Order(5)
    void deleteRun() {
        Pipeline small = Pipeline.named("small");
        small.step("one").command("true");
        String run = root.runs().create(NewRun.of(small));
        ended(run);
        root.runs().delete(run);
        assertThat(refusal(() -> root.runs().show(run)).code()).isEqualTo("RunNotFound");
        assertThat(refusal(() -> root.runs().delete(run)).status()).isEqualTo(404);
    }

    @Test
    @Order(6)
    void retryRun() throws Exception {
        Path gate = folder.resolve("gate");
        Pipeline fragile = Pipeline.named("fragile");
        Step good = fragile.step("good").command("true");
        fragile.step("bad").command("test -e '%s'".formatted(gate)).after(good);
        String run = root.runs().create(NewRun.of(fragile));
        assertThat(ended(run).status()).isEqualTo(RunStatus.FAILED);
        Files.createFile(gate);
        String retried = root.runs().retry(run);
        assertThat(retried).isNotEqualTo(run);
        assertThat(ended(retried).status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(refusal(() -> root.runs().retry(retried)).code()).isEqualTo("ActionNotAllowed");
    }

    @Test
    @Order(7)
    void listCache() {
        List<CacheEntry> entries =
                root.cache().list(CacheFilter.ALL.runs(first).storages(STORAGE)).items();
        assertThat(entries).extracting(CacheEntry::step).containsExactlyInAnyOrder("write", "read");
        Page<CacheEntry> page = root.cache().list(CacheFilter.ALL.users("root").pageSize(1));
        assertThat(page.marker()).isPresent();
        assertThat(root.cache().stream(CacheFilter.ALL.pageSize(1))).hasSizeGreaterThanOrEqualTo(2);
        assertThat(root.cache().list(CacheFilter.ALL.storages("nothing")).items())
                .isEmpty();
    }

    @Test
    @Order(8)
    void showCache() {
        CacheEntry listed =
                root.cache().list(CacheFilter.ALL.runs(first)).items().getFirst();
        CacheEntry entry = root.cache().show(listed.id());
        assertThat(entry).isEqualTo(listed);
        assertThat(entry.id()).matches("cch-\\d{6}");
        assertThat(entry.firstFingerprint()).isNotBlank();
        assertThat(entry.secondFingerprint()).isNotBlank();
        assertThat(entry.run()).isEqualTo(first);
        assertThat(entry.source()).isEqualTo("run.yaml");
        assertThat(entry.job()).startsWith("job-" + first);
        assertThat(entry.step()).isEqualTo("write");
        assertThat(entry.storage()).isEqualTo(STORAGE);
        assertThat(entry.user()).isEqualTo("root");
        assertThat(entry.longest()).contains(Duration.ofHours(1));
        assertThat(entry.strategy()).isNotBlank();
        assertThat(entry.custom()).isEmpty();
        assertThat(entry.createdAt()).isBetween(before, Instant.now());
        assertThat(entry.updatedAt()).isBetween(before, Instant.now());
    }

    @Test
    @Order(9)
    void deleteCache() {
        String entry = root.cache()
                .list(CacheFilter.ALL.runs(first))
                .items()
                .getFirst()
                .id();
        root.cache().delete(entry);
        assertThat(refusal(() -> root.cache().show(entry)).code()).isEqualTo("RunCacheNotFound");
    }

    @Test
    @Order(10)
    void artifact() throws IOException {
        ArtifactFilter ofRun = ArtifactFilter.ALL.runs(first);
        ArtifactInfo output =
                root.artifacts().list(ofRun.type(ArtifactType.OUTPUT)).items().getFirst();
        assertThat(output.run()).isEqualTo(first);
        assertThat(output.storage()).isEqualTo(STORAGE);
        assertThat(output.user()).isEqualTo("root");
        assertThat(output.path()).contains(".pipeline/" + first);
        assertThat(output.step()).isEqualTo("write");
        assertThat(output.job()).startsWith("job-" + first + "-write");
        assertThat(output.type()).isEqualTo(ArtifactType.OUTPUT);
        assertThat(output.name()).isEqualTo("text");
        assertThat(output.meta()).isNotNull();
        assertThat(output.createdAt()).isBetween(before, Instant.now());
        assertThat(output.updatedAt()).isBetween(before, Instant.now());
        assertThat(root.artifacts().stream(ofRun.storages(STORAGE).users("root").pageSize(1)))
                .extracting(ArtifactInfo::type)
                .containsExactlyInAnyOrder(ArtifactType.OUTPUT, ArtifactType.INPUT);
        assertThat(root.artifacts().list(ofRun.paths(output.path())).items()).isNotEmpty();
        assertThat(root.artifacts().list(ofRun.paths("no/such/path")).items()).isEmpty();

        ArtifactDetail detail = root.artifacts().show(output.number());
        assertThat(detail.path()).isEqualTo(output.path());
        assertThat(detail.run()).isEqualTo(first);
        assertThat(detail.how()).isEqualTo("ran");
        ArtifactLineage lineage = root.artifacts().lineage(output.number(), 10, 100);
        assertThat(lineage.subject().number()).isEqualTo(output.number());
        assertThat(lineage.downstream()).extracting(ArtifactDetail::type).contains(ArtifactType.INPUT);
        Path copy = folder.resolve("downloaded");
        root.artifacts().download(output.number(), copy);
        assertThat(copy).isRegularFile().isNotEmptyFile();
    }

    @Test
    @Order(11)
    void createPipeline() {
        PipelineRef ofStorage = root.pipelines()
                .create(NewPipeline.ofStorage(STORAGE, "run.yaml").user(OWNER).description("from a file"));
        assertThat(ofStorage).isEqualTo(new PipelineRef("ppl-000001", "1", "story"));
        Pipeline tiny = Pipeline.named("tiny").cache(CacheOptions.ON);
        tiny.step("one").command("echo one");
        PipelineRef ofText = root.pipelines().create(NewPipeline.of(tiny));
        assertThat(ofText.name()).isEqualTo("tiny");
        tiny.step("two").command("echo two");
        assertThat(root.pipelines()
                        .update(ofText.pipeline(), NewPipeline.of(tiny))
                        .version())
                .isEqualTo("2");
        RunDetail run = ended(root.runs().create(NewRun.ofPipeline(ofText.pipeline(), "1")));
        assertThat(run.jobs()).containsOnlyKeys("one");
        assertThat(ended(root.runs().create(NewRun.ofPipeline(ofText.pipeline())))
                        .jobs())
                .containsOnlyKeys("one", "two");
        assertThat(refusal(() -> root.pipelines().create(NewPipeline.of(tiny))).code())
                .isEqualTo("DuplicatedName");
    }

    @Test
    @Order(12)
    void listPipeline() {
        Page<PipelineInfo> page =
                root.pipelines().list(PipelineFilter.ALL.pageSize(1).users("root"));
        assertThat(page.marker()).isPresent();
        PipelineInfo pipeline = page.items().getFirst();
        assertThat(pipeline.id()).isEqualTo("ppl-000001");
        assertThat(pipeline.name()).isEqualTo("story");
        assertThat(pipeline.description()).isEqualTo("from a file");
        assertThat(pipeline.user()).isEqualTo("root");
        assertThat(pipeline.storage()).isEqualTo(STORAGE);
        assertThat(pipeline.yaml()).isEqualTo(YAML);
        assertThat(pipeline.md5()).matches("[0-9a-f]{32}");
        assertThat(pipeline.createdAt()).isBetween(before, Instant.now());
        assertThat(pipeline.updatedAt()).isBetween(before, Instant.now());
        assertThat(root.pipelines().stream(PipelineFilter.ALL.pageSize(1)).map(PipelineInfo::name))
                .containsExactly("story", "tiny");
        assertThat(root.pipelines().list(PipelineFilter.ALL.names("tiny")).items())
                .hasSize(1);
        assertThat(root.pipelines().list(PipelineFilter.ALL.storages(STORAGE)).items())
                .hasSize(1);
    }

    @Test
    @Order(13)
    void showPipeline() {
        PipelineDetail shown = root.pipelines().show("ppl-000001");
        assertThat(shown.pipeline())
                .isEqualTo(root.pipelines().list(PipelineFilter.ALL).items().getFirst());
        assertThat(shown.versions().items()).singleElement().satisfies(version -> {
            assertThat(version.pipeline()).isEqualTo("ppl-000001");
            assertThat(version.version()).isEqualTo("1");
            assertThat(version.storage()).isEqualTo(STORAGE);
            assertThat(version.path()).isEqualTo("run.yaml");
            assertThat(version.yaml()).isEqualTo(YAML);
            assertThat(version.user()).isEqualTo("root");
            assertThat(version.createdAt()).isBetween(before, Instant.now());
            assertThat(version).isEqualTo(root.pipelines().version("ppl-000001", "1"));
        });
        assertThat(root.pipelines().versions("ppl-000002")).hasSize(2);
    }

    @Test
    @Order(14)
    void deletePipeline() {
        root.pipelines().deleteVersion("ppl-000002", "1");
        assertThat(refusal(() -> root.pipelines().deleteVersion("ppl-000002", "2"))
                        .code())
                .isEqualTo("ActionNotAllowed");
        root.pipelines().delete("ppl-000002");
        assertThat(refusal(() -> root.pipelines().show("ppl-000002")).code()).isEqualTo("PipelineNotFound");
    }

    @Test
    @Order(15)
    void showLog() {
        String job = root.runs().show(first).job("write").orElseThrow().jobId();
        LogRequest two = LogRequest.BEGIN.ofJob(job).pageSize(2);
        LogPage page = root.logs().show(first, two).pages().getFirst();
        assertThat(page.run()).isEqualTo(first);
        assertThat(page.job()).isEqualTo(job);
        assertThat(page.task()).startsWith(job);
        assertThat(page.hasNext()).isTrue();
        assertThat(page.truncated()).isFalse();
        assertThat(page.size()).isEqualTo(2);
        assertThat(page.number()).isEqualTo(1);
        assertThat(page.content()).isEqualTo("1\n2\n");
        assertThat(root.logs().show(first, two.page(2)).pages().getFirst().lines())
                .containsExactly("3", "4");
        LogRequest fromEnd = LogRequest.END.ofJob(job).pageSize(1);
        assertThat(root.logs().show(first, fromEnd).pages().getFirst().lines()).containsExactly("4");
        assertThat(root.logs().show(first).pages()).hasSize(2);
        assertThat(root.logs().show(first).submitLog()).contains(first);
    }

    @Test
    @Order(16)
    void theExampleRuns() throws Exception {
        root.storages().create("mine", "local:/" + Files.createDirectories(folder.resolve("mine")));
        Path example = Path.of("..", "examples", "java-sdk", "Primes.java").toRealPath();
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        example.toString(),
                        server.endpoint(),
                        "root",
                        server.rootPassword(),
                        "mine")
                .redirectErrorStream(true)
                .start();
        String out = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(Cli.await(java)).as(out).isZero();
        assertThat(out).contains("sum succeeded", "sum says: 45 odd primes in all");
    }
}
