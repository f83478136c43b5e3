package io.millrace.engine.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.engine.Secrets;
import io.millrace.engine.core.CacheQuestion;
import io.millrace.engine.core.Capacity;
import io.millrace.engine.core.Command;
import io.millrace.engine.core.Exit;
import io.millrace.engine.core.RunCore;
import io.millrace.engine.core.RunId;
import io.millrace.engine.core.RunInput;
import io.millrace.engine.core.RunLimits;
import io.millrace.engine.core.RunOrigin;
import io.millrace.engine.core.RunState;
import io.millrace.engine.core.SecretRef;
import io.millrace.engine.core.Signal;
import io.millrace.engine.core.StorageRoot;
import io.millrace.pipeline.plan.ArtifactSource;
import io.millrace.pipeline.plan.CachePolicy;
import io.millrace.pipeline.plan.CacheStrategy;
import io.millrace.pipeline.plan.Condition;
import io.millrace.pipeline.plan.FailureStrategy;
import io.millrace.pipeline.plan.LoopArgument;
import io.millrace.pipeline.plan.Mount;
import io.millrace.pipeline.plan.NodeName;
import io.millrace.pipeline.plan.ParameterType;
import io.millrace.pipeline.plan.Plan;
import io.millrace.pipeline.plan.PlanDag;
import io.millrace.pipeline.plan.PlanNode.Head;
import io.millrace.pipeline.plan.PlanParameter;
import io.millrace.pipeline.plan.PlanStep;
import io.millrace.pipeline.plan.Resources;
import io.millrace.pipeline.plan.RetryPolicy;
import io.millrace.pipeline.plan.Template;
import io.millrace.pipeline.plan.Value;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The key of a step is total: every field of the model that a step is made of is either an ingredient, or is listed here
 * as deliberately ignored with the reason. A new field fails the first test until somebody decides; the other tests
 * change each field and look at the key.
 */
class TotalKeyTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private static final Condition ALWAYS = new Condition() {
        @Override
        public String source() {
            return "true";
        }

        @Override
        public Set<String> references() {
            return Set.of();
        }

        @Override
        public boolean holds(UnaryOperator<String> textOf) {
            return true;
        }
    };

    /** What a step is defined by, and what it gets from its pipeline and its run. */
    private static final List<Class<? extends Record>> MODEL = List.of(
            PlanStep.class,
            Head.class,
            PlanParameter.class,
            CachePolicy.class,
            CachePolicy.Scope.class,
            Mount.class,
            Plan.class,
            RunInput.class,
            StorageRoot.class);

    private enum Role {
        KEYED,
        KEYED_WHEN_CONSERVATIVE,
        IGNORED,
        ASKS_NOTHING,
        /** Its own fields are in the model. */
        MODEL
    }

    /**
     * A decision about a field.
     *
     * @param other another value than the one it has in {@link #input}
     * @param why of what is ignored
     */
    record Field(String name, Role role, Object other, String why) {
        @Override
        public String toString() {
            return name + " " + role.name().toLowerCase(java.util.Locale.ROOT) + (why.isEmpty() ? "" : ", " + why);
        }
    }

    private static Field keyed(String name, Object other) {
        return new Field(name, Role.KEYED, other, "");
    }

    private static Field model(String name) {
        return new Field(name, Role.MODEL, "", "");
    }

    private static Field ignored(String name, Object other, String why) {
        return new Field(name, Role.IGNORED, other, why);
    }

    static Stream<Field> fields() {
        Template other = Template.of("other");
        return Stream.of(
                model("PlanStep.head"),
                keyed("PlanStep.command", other),
                keyed("PlanStep.env", Map.of("E", other)),
                keyed("PlanStep.image", "other:1"),
                keyed("PlanStep.outputs", List.of("out", "more")),
                keyed("PlanStep.extraFs", List.of()),
                model("PlanStep.cache"),
                ignored("PlanStep.retry", retry(), "how often a step is tried does not change what it makes"),
                ignored(
                        "PlanStep.timeout",
                        Optional.of(Duration.ofHours(9)),
                        "a result that came in time is the same without the limit"),
                ignored("PlanStep.resources", resources(), "what a step may use does not change what it makes"),
                ignored("Head.name", new NodeName("t"), "a step under another name does the same"),
                ignored("Head.deps", List.of(new NodeName("up"), new NodeName("aside")), "when, not what"),
                keyed("Head.parameters", Map.of("q", new PlanParameter(other, Optional.empty()))),
                keyed("Head.inputs", Map.of("two", new ArtifactSource.Node("up", "made"))),
                keyed("Head.loop", Optional.of(new LoopArgument.Known(List.of(new Value.Int(2)), true))),
                ignored("Head.condition", Optional.of(ALWAYS), "it says whether the step runs, not what it does"),
                new Field("Head.disabled", Role.ASKS_NOTHING, true, "a disabled step does not run"),
                keyed("PlanParameter.value", other),
                ignored(
                        "PlanParameter.type",
                        Optional.of(ParameterType.STRING),
                        "a value that was accepted counts by its text"),
                new Field("CachePolicy.enabled", Role.ASKS_NOTHING, false, "its result is not reused"),
                ignored("CachePolicy.maxExpiredTime", 5L, "kept with the entry, which is judged by the clock"),
                keyed("CachePolicy.strategy", Optional.of(CacheStrategy.CONTENT)),
                keyed("CachePolicy.scope", List.of()),
                keyed("Scope.storage", "side"),
                keyed("Scope.paths", List.of("other.py")),
                keyed("Mount.storage", "more"),
                keyed("Mount.mountPath", "/other"),
                keyed("Mount.subPath", "other"),
                keyed("Mount.readOnly", true),
                new Field(
                        "Plan.name",
                        Role.KEYED_WHEN_CONSERVATIVE,
                        "other",
                        "sources tell pipelines apart; paths of input artifacts name it"),
                ignored("Plan.root", "", "the steps around count by what they hand on"),
                ignored("Plan.postProcess", Optional.empty(), "it is never reused"),
                ignored("Plan.parallelism", 3, "when, not what"),
                ignored("Plan.failureStrategy", FailureStrategy.CONTINUE, "it is about other steps"),
                keyed("Plan.mainFs", Optional.of(new Mount("more", "", "", false))),
                ignored("Plan.dockerEnv", "other:2", "the plan has put it into steps that name no image"),
                new Field(
                        "RunInput.run",
                        Role.KEYED_WHEN_CONSERVATIVE,
                        new RunId(8),
                        "a command that names the run has it in its text; paths of input artifacts name it"),
                model("RunInput.plan"),
                ignored("RunInput.user", "other", "results are shared among those who may use the storage and source"),
                keyed("RunInput.origin", new RunOrigin("elsewhere", false)),
                model("RunInput.storages"),
                ignored("RunInput.limits", new RunLimits(7, true), "bounds on a run"),
                keyed("RunInput.cacheStrategy", CacheStrategy.CONTENT),
                ignored(
                        "RunInput.capacity",
                        new Capacity("line", Map.of()),
                        "where a step waits and what it may use does not change what it makes"),
                keyed("StorageRoot.location", "/data/other"),
                new Field(
                        "StorageRoot.seenAt",
                        Role.KEYED_WHEN_CONSERVATIVE,
                        "/seen/other",
                        "where a job sees a storage without asking for a place is the executor's affair"));
    }

    private static RetryPolicy retry() {
        return new RetryPolicy(4, Duration.ZERO, Duration.ZERO, new TreeSet<>());
    }

    private static Resources resources() {
        return new Resources(OptionalDouble.of(2), OptionalLong.empty(), OptionalInt.empty());
    }

    private static String name(Class<?> type, RecordComponent component) {
        return type.getSimpleName() + "." + component.getName();
    }

    @Test
    void everyFieldIsAnIngredientOrIgnoredForAReason() {
        Set<String> inModel = new LinkedHashSet<>();
        for (Class<? extends Record> type : MODEL) {
            Arrays.stream(type.getRecordComponents()).forEach(component -> inModel.add(name(type, component)));
        }
        assertThat(fields().map(Field::name))
                .as("a new field of the model of steps must be keyed, or ignored for a reason that is written down")
                .containsExactlyInAnyOrderElementsOf(inModel);
        assertThat(fields().filter(field -> field.role() == Role.IGNORED))
                .noneMatch(field -> field.why().isBlank());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fields")
    void aFieldDoesToTheKeyWhatItsRoleSays(Field field) throws Exception {
        if (field.role() == Role.MODEL || field.name().equals("Plan.root")) {
            return;
        }
        for (CacheStrategy strategy : CacheStrategy.values()) {
            RunInput input = input(strategy);
            RunInput changed = (RunInput) with(input, field);
            boolean keyed = field.role() == Role.KEYED
                    || (field.role() == Role.KEYED_WHEN_CONSERVATIVE && strategy == CacheStrategy.CONSERVATIVE);
            if (field.other().equals(strategy) || field.other().equals(Optional.of(strategy))) {
                continue; // no change for this strategy
            }
            assertThat(changed.equals(input)).as("nothing was changed").isFalse();
            if (field.role() == Role.ASKS_NOTHING) {
                assertThat(question(changed)).isEmpty();
                continue;
            }
            assertThat(key(changed).equals(key(input)))
                    .as("%s: same key", strategy)
                    .isEqualTo(!keyed);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theKeyIsTheSameForTheSameStep(CacheStrategy strategy) throws Exception {
        assertThat(key(input(strategy))).isEqualTo(key(input(strategy)));
    }

    @ParameterizedTest
    @EnumSource
    void theKeyNamesItsVersion(CacheStrategy strategy) throws Exception {
        Prints prints = prints(input(strategy));
        Facts contents = prints.contents();
        assertThat(prints.second())
                .as("the fingerprint of the facts alone is another one")
                .isNotEqualTo(Sha256.of(contents.json()));
        assertThat(prints.key()).startsWith(strategy.word());
    }

    /** A step {@code s} that has everything a step can have, after a step {@code up} that made its input. */
    private static RunInput input(CacheStrategy strategy) {
        PlanStep up = step("up", List.of(), Map.of(), CachePolicy.OFF, List.of("made"));
        PlanStep aside = step("aside", List.of(), Map.of(), CachePolicy.OFF, List.of());
        Head head = new Head(
                new NodeName("s"),
                List.of(new NodeName("up")),
                Map.of("p", new PlanParameter(Template.of("1"), Optional.empty())),
                Map.of("in", new ArtifactSource.Node("up", "made")),
                Optional.of(new LoopArgument.Known(List.of(new Value.Int(1)), true)),
                Optional.empty(),
                false);
        CachePolicy cache = new CachePolicy(
                true, -1, Optional.empty(), List.of(new CachePolicy.Scope("main", List.of("train.py", "lib"))));
        PlanStep step = new PlanStep(
                head,
                Template.of("true"),
                Map.of("E", Template.of("1")),
                "image:1",
                List.of("out"),
                List.of(new Mount("side", "/side", "sub", false)),
                cache,
                RetryPolicy.NONE,
                Optional.empty(),
                Resources.UNLIMITED);
        Head root = new Head(
                new NodeName("entry"), List.of(), Map.of(), Map.of(), Optional.empty(), Optional.empty(), false);
        Plan plan = new Plan(
                "p",
                new PlanDag(root, List.of(up, aside, step), Map.of()),
                Optional.of(step("post", List.of(), Map.of(), CachePolicy.OFF, List.of())),
                5,
                FailureStrategy.FAIL_FAST,
                Optional.of(new Mount("main", "", "", false)),
                "image:0");
        Map<String, StorageRoot> storages = new LinkedHashMap<>();
        for (String name : List.of("main", "side", "more")) {
            storages.put(name, new StorageRoot("/data/" + name, "/seen/" + name));
        }
        return new RunInput(
                new RunId(7), plan, "anna", new RunOrigin("p.yaml", false), storages, RunLimits.DEFAULT, strategy);
    }

    private static PlanStep step(
            String name,
            List<NodeName> deps,
            Map<String, PlanParameter> parameters,
            CachePolicy cache,
            List<String> outputs) {
        return new PlanStep(
                new Head(new NodeName(name), deps, parameters, Map.of(), Optional.empty(), Optional.empty(), false),
                Template.of("true"),
                Map.of(),
                "",
                outputs,
                List.of(),
                cache,
                RetryPolicy.NONE,
                Optional.empty(),
                Resources.UNLIMITED);
    }

    /** The same with one field of the looping step {@code s}, or of what is around it, changed. */
    private static Object with(Object value, Field field) throws Exception {
        return switch (value) {
            case PlanDag dag ->
                new PlanDag(
                        dag.head(),
                        List.of(dag.children().get(0), dag.children().get(1), (PlanStep)
                                with(dag.children().get(2), field)),
                        dag.outputs());
            case Optional<?> some when some.isPresent() && some.get() instanceof Mount -> some;
            case List<?> list
            when !list.isEmpty() && isInModel(list.getFirst()) -> {
                Object first = with(list.getFirst(), field);
                yield Stream.concat(Stream.of(first), list.stream().skip(1)).toList();
            }
            case Map<?, ?> map
            when map.values().stream().anyMatch(TotalKeyTest::isInModel) -> {
                Map<Object, Object> changed = new LinkedHashMap<>();
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    changed.put(entry.getKey(), with(entry.getValue(), field));
                }
                yield changed;
            }
            case Record fields when isInModel(fields) -> withField(fields, field);
            default -> value;
        };
    }

    private static boolean isInModel(Object value) {
        return MODEL.contains(value.getClass());
    }

    private static Object withField(Record fields, Field field) throws Exception {
        RecordComponent[] components = fields.getClass().getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < values.length; i++) {
            Object old = components[i].getAccessor().invoke(fields);
            values[i] = name(fields.getClass(), components[i]).equals(field.name()) ? field.other() : with(old, field);
        }
        Constructor<?> constructor = fields.getClass()
                .getDeclaredConstructor(
                        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
        return constructor.newInstance(values);
    }

    private static String key(RunInput input) throws UnknowableException {
        return prints(input).key();
    }

    private static Prints prints(RunInput input) throws UnknowableException {
        return prints(input, SECRETS);
    }

    private static Prints prints(RunInput input, Secrets secrets) throws UnknowableException {
        return Prints.of(question(input).orElseThrow(), new SecondFingerprint(new ByName()), secrets);
    }

    /** A secret's value is not in a test of keys: this stands for its keyed hash. */
    private static final Secrets SECRETS = new Digests("1");

    private record Digests(String ofEverything) implements Secrets {
        @Override
        public Set<String> names(String user) {
            return Set.of();
        }

        @Override
        public Optional<String> digest(SecretRef secret) {
            return secret.name().equals("MISSING")
                    ? Optional.empty()
                    : Optional.of(secret.user().equals("anna") ? ofEverything : "another");
        }

        @Override
        public String reveal(SecretRef secret) {
            throw new AssertionError("the cache needs no value");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSecretCountsByItsNameAndByAHashOfItsValue(CacheStrategy strategy) throws Exception {
        RunInput named = withSecret(strategy, "TOKEN");
        String key = key(named);
        assertThat(key)
                .isEqualTo(key(withSecret(strategy, "TOKEN")))
                .isNotEqualTo(key(withSecret(strategy, "OTHER")))
                .isNotEqualTo(prints(named, new Digests("2")).key())
                .isNotEqualTo(key(input(strategy)));
        assertThat(prints(named, SECRETS).definition().texts()).containsEntry("secret in E", "TOKEN 1");
        assertThatThrownBy(() -> key(withSecret(strategy, "MISSING"))).hasMessage("there is no secret 'MISSING'");
    }

    private static RunInput withSecret(CacheStrategy strategy, String name) throws Exception {
        Template secret = new Template(List.of(new Template.Ref.Secret(name)));
        return (RunInput) with(input(strategy), keyed("PlanStep.env", Map.of("E", secret)));
    }

    /** Plays the run until a step asks the cache; only {@code s} does. */
    private static Optional<CacheQuestion> question(RunInput input) {
        RunState run = new RunState(input);
        Deque<Signal> signals = new ArrayDeque<>(List.of(new Signal.Submitted(List.of(), NOW)));
        while (!signals.isEmpty()) {
            for (Command command : RunCore.on(run, signals.remove()).commands()) {
                switch (command) {
                    case Command.AskCache ask -> {
                        return Optional.of(ask.question());
                    }
                    case Command.RequestSlot slot -> signals.add(new Signal.SlotGranted(slot.attempt(), NOW));
                    case Command.StartJob job -> signals.add(new Signal.JobEnded(job.attempt(), new Exit.Code(0), NOW));
                    case Command.ReleaseSlot release -> {}
                    default -> assertThat(command).isInstanceOf(Command.SettleCache.class);
                }
            }
        }
        return Optional.empty();
    }

    /** Every path holds its own name. */
    private static final class ByName implements StorageContents {
        private static String last(String path) {
            return path.substring(path.lastIndexOf('/') + 1);
        }

        @Override
        public Content content(String location, String path) {
            return new Content(Sha256.of(location + "\n" + last(path)), 1);
        }

        @Override
        public long newestModification(String location, String path) {
            return (location + last(path)).hashCode() & 0xffffffL;
        }

        @Override
        public Optional<Sight> sight(String location, String path) {
            throw new AssertionError("nothing was made");
        }

        @Override
        public Optional<Content> measure(String location, String path) {
            throw new AssertionError("nothing was made");
        }

        @Override
        public List<String> differences(String before, String after) {
            return List.of();
        }
    }
}
