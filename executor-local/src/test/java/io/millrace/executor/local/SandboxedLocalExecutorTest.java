package io.millrace.executor.local;

/** All that a plain step is promised holds for a sandboxed one. */
class SandboxedLocalExecutorTest extends LocalExecutorTest {
    @Override
    Sandbox sandbox() {
        return Sandboxes.forAll();
    }
}
