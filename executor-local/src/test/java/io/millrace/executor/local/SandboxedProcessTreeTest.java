package io.millrace.executor.local;

/** Whatever a sandboxed step starts is gone when its end is reported. */
class SandboxedProcessTreeTest extends ProcessTreeTest {
    @Override
    Sandbox sandbox() {
        return Sandboxes.forAll();
    }
}
