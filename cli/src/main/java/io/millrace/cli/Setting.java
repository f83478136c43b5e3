package io.millrace.cli;

import java.util.Locale;

/** What a server can be told, by its key in the file of settings. */
enum Setting {
    HOST("127.0.0.1", "name or address to bind to"),
    PORT("8999", "port of the API; 0 takes any free one"),
    COMPAT_PORT("", "port for the first generation of PaddleFlow's client; empty: none"),
    TOKEN_HOURS("12", "how long a token of a login is good; 0: for ever"),
    TLS_KEY_STORE("", "PKCS#12 file with the key and the certificates for HTTPS; empty: plain HTTP"),
    TLS_PASSWORD_FILE("", "file of mode 0600 with the password of the key store"),
    SECRETS_FILE("", "file of mode 0600 with secrets for steps; empty: secrets in the data folder"),
    SLOTS("100", "steps of all runs together that may run at a time"),
    GRACE_SECONDS("10", "how long a stopped step may take to end before it is killed"),
    SANDBOX("auto", "which steps run in a sandbox: auto (those that need it), always, never"),
    CACHE_STRATEGY("content", "how steps that say nothing are compared with earlier ones: content, conservative"),
    KEEP_RUNS("90d", "how long runs stay after their end, such as 30d, 12h, 8w; empty: for ever"),
    KEEP_ARTIFACTS("", "how large the artifacts of all runs may be, such as 500G; the oldest runs go; empty: any size"),
    KEEP_LOGS("30d", "how long logs stay after their last line; empty: as long as their runs"),
    KEEP_LOGS_SIZE("20G", "how large all logs may be; the oldest go; empty: any size"),
    UPKEEP_EVERY("1h", "how often what is not kept any more is looked for"),
    STORAGE_ROOTS("", "folders below which every user may register storages, separated by commas"),
    MAX_BODY_BYTES("8388608", "largest body of a request"),
    MAX_CONNECTIONS("4096", "connections that may be open at a time; others wait"),
    MAX_REQUESTS("256", "requests that are worked on at a time; others are asked to come back"),
    MAX_STREAMS("1000", "streams of events and logs that may be open at a time"),
    PATIENCE_SECONDS("30", "how long a client may take to send a request, or to take a piece of an answer"),
    AUDIT_LOG_BYTES("16777216", "size at which the audit log is put aside and begun anew");

    private final String normal;
    private final String meaning;

    Setting(String normal, String meaning) {
        this.normal = normal;
        this.meaning = meaning;
    }

    /** The key in the file. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The environment variable. */
    String variable() {
        return "MILLRACE_" + name();
    }

    /** The default. */
    String normal() {
        return normal;
    }

    String meaning() {
        return meaning;
    }
}
