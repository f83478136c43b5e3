package io.millrace.executor.local;

/** Sandboxed steps that behave badly. */
class SandboxedTortureTest extends TortureTest {
    @Override
    Sandbox sandbox() {
        return Sandboxes.forAll();
    }
}
