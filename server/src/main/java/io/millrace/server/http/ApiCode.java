package io.millrace.server.http;

/** Codes of errors on the wire, with their HTTP status. Clients of PaddleFlow know them by these names. */
public enum ApiCode {
    ACCESS_DENIED("AccessDenied", 403),
    ACTION_NOT_ALLOWED("ActionNotAllowed", 403),
    ONLY_ROOT_ALLOWED("OnlyRootAllowed", 403),
    INAPPROPRIATE_JSON("InappropriateJSON", 400),
    MALFORMED_JSON("MalformedJSON", 400),
    INVALID_HTTP_REQUEST("InvalidHTTPRequest", 400),
    MALFORMED_YAML("MalformedYaml", 400),
    DECODE_BASE64("Decode base64", 400),
    INVALID_PIPELINE("InvalidPipeline", 400),
    READ_YAML_FILE_FAILED("ReadYamlFileFailed", 400),
    INVALID_URI("InvalidURI", 400),
    INVALID_MARKER("InvalidMarker", 400),
    INVALID_ARGUMENTS("InvalidArguments", 400),
    INVALID_NAME_PATTERN("InvalidNamePattern", 400),
    DUPLICATED_NAME("DuplicatedName", 400),
    DUPLICATED_CONTENT("DuplicatedContent", 400),
    NAMESPACE_NOT_FOUND("NamespaceNotFound", 400),
    INTERNAL_ERROR("InternalError", 500),
    PATH_NOT_FOUND("PathNotFound", 404),
    METHOD_NOT_ALLOWED("MethodNotAllowed", 405),
    REQUEST_TOO_LARGE("InvalidHTTPRequest", 413),
    REQUEST_TIMEOUT("InvalidHTTPRequest", 408),
    INVALID_RANGE("InvalidRange", 416),
    TOO_MANY_REQUESTS("TooManyRequests", 429),
    UNAVAILABLE("ServiceUnavailable", 503),
    RECORD_NOT_FOUND("RecordNotFound", 404),
    RESOURCE_NOT_FOUND("ResourceNotFound", 404),
    AUTH_WITHOUT_TOKEN("AuthWithoutToken", 400),
    AUTH_INVALID_TOKEN("AuthInvalidToken", 400),
    AUTH_FAILED("AuthFailed", 400),
    AUTH_ILLEGAL_USER("AuthIllegalUser", 400),
    USER_NAME_DUPLICATED("UserNameDuplicated", 403),
    USER_NOT_EXIST("UserNotExist", 400),
    USER_PASSWORD_WEAK("UserPasswordWeak", 400),
    RUN_NOT_FOUND("RunNotFound", 404),
    PIPELINE_NOT_FOUND("PipelineNotFound", 404),
    RUN_CACHE_NOT_FOUND("RunCacheNotFound", 404),
    SCHEDULE_NOT_FOUND("ScheduleNotFound", 404),
    ARTIFACT_EVENT_NOT_FOUND("ArtifactEventNotFound", 404),
    JOB_NOT_FOUND("JobNotFound", 404),
    JOB_CREATE_FAILED("JobCreateFailed", 400),
    FLAVOUR_NOT_FOUND("FlavourNotFound", 404),
    FLAVOUR_INVALID_FIELD("FlavourInvalidField", 400),
    QUEUE_NAME_DUPLICATED("QueueNameDuplicated", 403),
    QUEUE_QUOTA_TYPE_IS_NOT_SUPPORTED("QueueQuotaTypeIsNotSupported", 400),
    QUEUE_NAME_NOT_FOUND("QueueNameNotFound", 400),
    QUEUE_IS_IN_USE("QueueIsInUse", 400),
    INVALID_COMPUTE_RESOURCE("InvalidComputeResource", 400),
    GRANT_RESOURCE_TYPE_NOT_FOUND("GrantResourceTypeNotFound", 400),
    GRANT_NOT_FOUND("GrantNotFound", 400),
    GRANT_ALREADY_EXIST("GrantAlreadyExist", 400),
    GRANT_ROOT_ACTION_NOT_SUPPORT("GrantRootActionNotSupport", 400),
    CLUSTER_NAME_NOT_FOUND("ClusterNameNotFound", 400),
    CLUSTER_NOT_FOUND("ClusterNotFound", 400),
    INVALID_CLUSTER_PROPERTIES("InvalidClusterProperties", 400),
    INVALID_CLUSTER_STATUS("InvalidClusterStatus", 400),
    FILE_SYSTEM_NOT_EXIST("FileSystemNotExist", 403),
    FILE_SYSTEM_NAME_FORMAT_ERROR("FileSystemNameFormatError", 400),
    INVALID_FILE_SYSTEM_PARAMS_URL("InvalidFileSystemParamsURL", 400),
    INVALID_FILE_SYSTEM_PARAMS_PROPERTIES("InvalidFileSystemParamsProperties", 400);

    private final String word;
    private final int status;

    ApiCode(String word, int status) {
        this.word = word;
        this.status = status;
    }

    /** The code on the wire. */
    public String word() {
        return word;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The same error with a message. */
    public ApiException because(String message) {
        return new ApiException(this, message);
    }
}
