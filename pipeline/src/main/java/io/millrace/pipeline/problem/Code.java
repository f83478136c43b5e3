package io.millrace.pipeline.problem;

import java.util.Arrays;
import java.util.Optional;

/** Every kind of problem. Ids are stable: one is never given to another kind. 10xx and 11xx: form; 2xxx and 3xxx: rules; 4xxx: limits. */
public enum Code {
    INPUT_TOO_LARGE(1001, "The text is too large"),
    EMPTY_INPUT(1002, "The text is empty"),
    YAML_SYNTAX(1003, "The text is not YAML"),
    TAB(1004, "A tab where YAML wants spaces"),
    DUPLICATE_KEY(1005, "A key occurs twice in one map"),
    UNQUOTED_TEMPLATE(1006, "A template without quotes"),
    TOO_DEEP(1007, "Values are nested too deeply"),
    BAD_ALIAS(1008, "An alias that cannot be followed"),
    TOO_MANY_VALUES(1009, "Too many values once aliases are followed"),
    YAML_TAG(1010, "A YAML tag that pipelines do not use"),
    NOT_A_MAP(1011, "A pipeline is a map"),
    BAD_KEY(1012, "A key is not plain text"),
    JSON_SYNTAX(1013, "The text is not JSON"),
    MORE_DOCUMENTS(1014, "More than one YAML document"),
    BAD_CHARACTER(1015, "A character that YAML does not allow"),

    UNKNOWN_KEY(1101, "An unknown key"),
    WRONG_TYPE(1102, "A value of the wrong type"),
    MISSING_KEY(1103, "A required key is missing"),
    BAD_CHOICE(1104, "A value that is not one of the possible ones"),
    PIPELINE_NAME(1105, "A bad pipeline name"),
    NODE_NAME(1106, "A bad step or DAG name"),
    VARIABLE_NAME(1107, "A bad parameter, artifact or env name"),
    NAMES_CLASH(1108, "Names that differ only in case"),
    NO_NODES(1109, "No step at all"),

    UNKNOWN_DEP(2101, "A dependency that does not exist"),
    DEP_CYCLE(2102, "Steps that wait for each other"),
    MISSING_DEP(2103, "A step reads from one that it does not depend on"),
    CONDITIONAL_DEP(2104, "A step depends on one that may be skipped"),

    PARAMETER_VALUE(2201, "A parameter value of a type that parameters cannot have"),
    TYPED_PARAMETER(2202, "A typed parameter without type or default"),
    PARAMETER_TYPE(2203, "A value that does not fit the parameter's type"),
    TEMPLATE_IN_LIST(2204, "A template inside a list"),

    UNKNOWN_NAME(2301, "A template that names nothing"),
    REFERENCE_NOT_ALLOWED(2302, "A template that cannot be used in this field"),
    UNKNOWN_UPSTREAM(2303, "A template that names an unknown step"),
    NO_PARENT(2304, "PF_PARENT outside a DAG"),
    PARENT_DOES_NOT_LOOP(2305, "PF_PARENT.PF_LOOP_ARGUMENT below a DAG that does not loop"),
    LOOP_ARGUMENT_OF_OTHER(2306, "The loop element of another step"),
    LITERAL_BRACES(2307, "Braces that are not a template"),
    SECRET_PLACE(2308, "A secret where none can stand"),
    SECRET_UNKNOWN(2309, "A secret that does not exist"),

    NEEDS_STORAGE(2401, "An artifact without a storage to put it in"),
    ARTIFACT_FORM(2402, "An artifact that is not exactly one template"),
    UNKNOWN_ARTIFACT(2403, "An artifact that does not exist"),
    CONDITIONAL_ARTIFACT(2404, "An artifact of a step that may be skipped"),

    CONDITION_SYNTAX(2501, "A condition that is not an expression"),
    CONDITION_NOT_BOOLEAN(2502, "A condition that is neither true nor false"),

    LOOP_FORM(2601, "A loop_argument that is not a list"),
    LOOP_ELEMENT(2602, "A loop element of a type that loops cannot have"),
    LOOP_EMPTY(2603, "A loop over an empty list"),
    LOOP_PARAMETER(2604, "A loop over a parameter that is not a list"),

    UNKNOWN_COMPONENT(2701, "A reference to an unknown component"),
    REFERENCE_KEY(2702, "A key that a reference cannot have"),
    REFERENCE_PARAMETER(2703, "A parameter that the component does not have"),
    REFERENCE_INPUTS(2704, "Inputs that are not those of the component"),
    COMPONENT_CYCLE(2705, "A component that contains itself"),
    COMPONENT_DEPS(2706, "A component with deps"),

    POST_PROCESS_COUNT(2801, "More than one post_process step"),
    POST_PROCESS_KEY(2802, "Something that a post_process step cannot have"),
    POST_PROCESS_NAME(2803, "A post_process step named like an entry point"),

    DISABLED_UNKNOWN(2901, "disabled names no step"),
    DISABLED_TWICE(2902, "disabled names a step twice"),
    DISABLED_IN_USE(2903, "A disabled step whose values are used"),

    FS_SUB_PATH(3001, "A sub_path that is not inside the storage"),
    FS_READ_ONLY(3002, "A main_fs that cannot be written"),
    FS_NAME(3003, "A storage without a name"),
    FS_UNNAMED(3004, "A main_fs without a name"),
    FS_DIFFERS(3005, "Another main_fs than the one of the request"),
    FS_MOUNT_PATH(3006, "A mount_path that cannot be mounted"),
    CACHE_SCOPE(3101, "A cache scope on a storage that the step does not have"),
    CACHE_EXPIRY(3102, "A max_expired_time that is not a number of seconds"),
    IMAGE_TAR(3201, "An image given as a tar file"),
    PARALLELISM(3202, "A parallelism outside 1 to 20"),
    IMAGE_MISSING(3203, "A step without an image"),
    DURATION(3301, "Not a duration"),
    RETRY(3302, "A retry that cannot be done"),
    RESOURCES(3303, "Resources that cannot be given"),

    OVERRIDE_UNKNOWN(3401, "The request sets a parameter that does not exist"),
    OVERRIDE_PATH(3402, "The request's parameter name leads nowhere"),
    OVERRIDE_VALUE(3403, "The request gives a parameter a value that it cannot have"),
    ENTRY_UNKNOWN(3404, "The request names an unknown entry point"),

    TOO_MANY_NODES(4001, "Too many steps and DAGs"),
    LOOP_TOO_LONG(4002, "A loop with too many elements"),
    NESTED_TOO_DEEP(4003, "Components nested too deeply");

    private final int number;
    private final String title;

    Code(int number, String title) {
        this.number = number;
        this.title = title;
    }

    /** For example {@code MR2103}. */
    public String id() {
        return "MR" + number;
    }

    /** The kind in a few words. */
    public String title() {
        return title;
    }

    /** The code with an id, upper or lower case. */
    public static Optional<Code> of(String id) {
        return Arrays.stream(values())
                .filter(code -> code.id().equalsIgnoreCase(id.strip()))
                .findFirst();
    }
}
