package io.millrace.pipeline.plan;

/** The values that every job is told about itself; the name is the environment variable and the template name. */
public enum SystemVariable {
    PF_RUN_ID,
    PF_STEP_NAME,
    PF_USER_NAME,
    PF_LOOP_ARGUMENT
}
