# Finds a JDK of version 21 or newer, without starting any: sourced by ./build and ./millrace.
# Sets JAVA_HOME, or ends the program with one line that says what is missing.

# Sets version to the feature version of the JDK in folder $1; to 0 when there is none.
jdk_version() {
    version=0
    [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 0
    while IFS='=' read -r key value; do
        if [ "$key" = JAVA_VERSION ]; then
            value=${value#\"}
            value=${value%%[!0-9]*}
            version=${value:-0}
            return 0
        fi
    done <"$1/release"
}

# The folder of the JDK whose java is first on PATH.
jdk_of_path() {
    found=$(command -v java) || return 0
    found=$(readlink -f "$found" 2>/dev/null || echo "$found")
    echo "${found%/bin/java}"
}

find_jdk() {
    for candidate in "${JAVA_HOME:-}" "$(jdk_of_path)"; do
        jdk_version "$candidate"
        if [ "$version" -ge 21 ]; then
            JAVA_HOME=$candidate
            export JAVA_HOME
            return 0
        fi
    done
    newest=20
    newest_home=
    # MILLRACE_ROOT is for tests: a folder that stands for /
    root=${MILLRACE_ROOT:-}
    for candidate in "$root"/usr/lib/jvm/* "$root"/Library/Java/JavaVirtualMachines/*/Contents/Home \
        "${HOME:-/}"/.sdkman/candidates/java/* "${HOME:-/}"/.jdks/* "$root"/opt/*jdk* "$root"/usr/local/*jdk*; do
        jdk_version "$candidate"
        if [ "$version" -gt "$newest" ]; then
            newest=$version
            newest_home=$candidate
        fi
    done
    if [ -z "$newest_home" ]; then
        echo "millrace: no JDK 21 or newer found; install one (Debian, Ubuntu: apt-get install openjdk-21-jdk-headless, or Temurin 25) or set JAVA_HOME" >&2
        exit 2
    fi
    JAVA_HOME=$newest_home
    export JAVA_HOME
}
