package io.millrace.executor.local;

/** Sandboxed attempts go on without Millrace and are found again. */
class SandboxedAdoptionTest extends AdoptionTest {
    @Override
    Sandbox sandbox() {
        return Sandboxes.forAll();
    }
}
