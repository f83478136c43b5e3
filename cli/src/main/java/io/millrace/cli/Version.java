package io.millrace.cli;

import java.util.Optional;

/** The version that the build wrote into the jar. */
final class Version {
    private Version() {}

    static String ofMillrace() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
