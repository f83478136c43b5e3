package io.millrace.client.pipeline;

/** Texts in double braces, which are replaced before a step runs. */
final class Template {
    private Template() {}

    static String of(String name) {
        return "{{" + name + "}}";
    }

    static String of(String node, String name) {
        return "{{" + node + "." + name + "}}";
    }
}
