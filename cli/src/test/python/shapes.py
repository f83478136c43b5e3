"""The objects of the API, field by field, as the specification lists them."""

import re

from wire import LOCAL_TIME, ZONED_TIME, require_keys

MAYBE_TIME = re.compile("|" + LOCAL_TIME.pattern)
NONE = type(None)
RUN_ID = re.compile(r"run-\d{6,}")
RUN_STATUS = re.compile("initiating|pending|running|terminating|succeeded|failed|terminated|skipped")
STEP_STATUS = re.compile("|init|pending|running|terminating|succeeded|failed|terminated|cancelled|skipped")

USER = {"name": str, "createTime": ZONED_TIME}
VERSION = dict.fromkeys(
    ("gitVersion", "gitCommit", "gitBranch", "buildDate", "goVersion", "compiler", "platform"), str)
FS = {
    "id": str, "name": str, "serverAddress": str, "type": str, "subPath": str, "username": str, "properties": dict,
    "independentMountProcess": bool,
}
RUN_BRIEF = {
    "runID": RUN_ID, "name": str, "source": str, "username": str, "fsName": str, "description": str, "scheduleID": str,
    "runMsg": str, "status": RUN_STATUS, "scheduledTime": MAYBE_TIME, "createTime": LOCAL_TIME,
    "activateTime": MAYBE_TIME, "updateTime": LOCAL_TIME,
}
RUN = {
    "runID": RUN_ID, "name": str, "source": str, "username": str, "fsName": str, "description": str, "fsOptions": dict,
    "parameters": (dict, NONE), "runYaml": str, "runtime": dict, "postProcess": dict, "failureOptions": dict,
    "dockerEnv": str, "disabled": str, "scheduleID": str, "runMsg": str, "status": RUN_STATUS, "runCachedIDs": str,
    "createTime": LOCAL_TIME, "activateTime": MAYBE_TIME, "updateTime": LOCAL_TIME,
}
FS_MOUNT = {"id": str, "name": str, "mountPath": str, "subPath": str, "readOnly": bool}
STEP = {
    "jobID": str, "name": str, "type": re.compile("step"), "stepName": str, "parentDagID": str, "command": str,
    "parameters": dict, "env": dict, "extraFS": (list, NONE), "startTime": MAYBE_TIME, "endTime": MAYBE_TIME,
    "status": STEP_STATUS, "deps": str, "dockerEnv": str, "artifacts": dict, "cache": dict, "jobMessage": str,
    "cacheRunID": str, "cacheJobID": str,
}
DAG = {
    "id": str, "name": str, "type": re.compile("dag"), "dagName": str, "parentDagID": str, "deps": str,
    "parameters": dict, "artifacts": dict, "startTime": MAYBE_TIME, "endTime": MAYBE_TIME, "status": STEP_STATUS,
    "message": str, "entryPoints": dict,
}
OLD_STEP = {
    "parameters": dict, "command": str, "env": dict, "status": STEP_STATUS, "startTime": MAYBE_TIME, "jobID": str,
    "deps": str, "endTime": MAYBE_TIME,
}
CACHE = {
    "cacheID": re.compile(r"cch-\d{6,}"), "firstFp": str, "secondFp": str, "runID": RUN_ID, "source": str, "jobID": str,
    "fsname": str, "username": str, "expiredTime": re.compile(r"-?\d+"), "strategy": str, "custom": str,
    "createTime": LOCAL_TIME, "updateTime": LOCAL_TIME,
}
ARTIFACT = {
    "runID": RUN_ID, "fsname": str, "username": str, "artifactPath": str, "step": str, "jobID": str,
    "type": re.compile("input|output"), "artifactName": str, "meta": str, "createTime": LOCAL_TIME,
    "updateTime": LOCAL_TIME,
}
PIPELINE = {
    "pipelineID": re.compile(r"ppl-\d{6,}"), "name": str, "desc": str, "username": str, "createTime": LOCAL_TIME,
    "updateTime": LOCAL_TIME,
}
PIPELINE_VERSION = {
    "pipelineVersionID": re.compile(r"[1-9]\d*"), "pipelineID": PIPELINE["pipelineID"], "fsName": str, "yamlPath": str,
    "pipelineYaml": str, "username": str, "createTime": LOCAL_TIME, "updateTime": LOCAL_TIME,
}
SCHEDULE = {
    "scheduleID": re.compile(r"schedule-\d{6,}"), "name": str, "desc": str, "pipelineID": PIPELINE["pipelineID"],
    "pipelineVersionID": PIPELINE_VERSION["pipelineVersionID"], "username": str, "fsConfig": dict, "crontab": str,
    "options": dict, "startTime": MAYBE_TIME, "endTime": MAYBE_TIME, "createTime": LOCAL_TIME, "updateTime": LOCAL_TIME,
    "nextRunTime": MAYBE_TIME, "scheduleMsg": str, "status": re.compile("running|success|failed|terminated"),
}
SCHEDULE_OPTIONS = {
    "catchup": bool, "expireInterval": int, "concurrency": int,
    "concurrencyPolicy": re.compile("suspend|replace|skip"),
}
LOG = {"submitLog": str, "runID": RUN_ID, "runLog": list}
JOB_LOG = {"jobID": str, "taskList": list, "name": str, "type": str, "eventList": (list, NONE)}
TASK_LOG = {"logContent": str, "hasNextPage": bool, "truncated": bool}
QUEUE = {
    "id": str, "name": str, "namespace": str, "clusterName": str, "quotaType": str, "minResources": (dict, NONE),
    "maxResources": dict, "location": (dict, NONE), "status": str, "createTime": LOCAL_TIME, "updateTime": LOCAL_TIME,
}
FLAVOUR = {
    "id": str, "name": str, "cpu": str, "mem": str, "scalarResources": (dict, NONE), "createTime": LOCAL_TIME,
    "updateTime": LOCAL_TIME,
}
CLUSTER = {
    "id": str, "clusterName": str, "description": str, "endpoint": str, "source": str, "clusterType": str,
    "version": str, "status": str, "credential": str, "setting": str, "namespaceList": (list, NONE),
    "createTime": LOCAL_TIME, "updateTime": LOCAL_TIME,
}
GRANT = {
    "grantID": str, "userName": str, "resourceType": str, "resourceID": str, "createTime": ZONED_TIME,
    "updateTime": ZONED_TIME,
}


def require_run(run):
    """A run in full, with all that is below it."""
    require_keys(run, RUN)
    require_keys(run["fsOptions"]["mainFS"], FS_MOUNT)
    assert run["failureOptions"]["strategy"] in ("fail_fast", "continue"), run
    require_components(run["runtime"])
    assert len(run["postProcess"]) <= 1, run
    for name, step in run["postProcess"].items():
        require_step(step)
        assert (step["stepName"], step["parentDagID"]) == (name, ""), step


def require_components(components):
    """Steps and dags of one level: lists by name."""
    for name, instances in components.items():
        assert isinstance(instances, list) and instances, components
        for instance in instances:
            if "entryPoints" in instance:
                require_keys(instance, DAG)
                assert instance["dagName"] == name, instance
                require_components(instance["entryPoints"])
            else:
                require_step(instance)
                assert instance["stepName"] == name and instance["parentDagID"], instance


def require_step(step):
    """A step of a run."""
    require_keys(step, STEP)
    assert set(step["artifacts"]) == {"input", "output"}, step
    require_keys(step["artifacts"], {"input": dict, "output": dict})
    require_keys(step["cache"], {"enable": bool, "maxExpiredTime": str, "fsScope": (list, NONE)})
    for texts in (step["parameters"], step["env"]):
        assert all(isinstance(value, str) for value in texts.values()), step


def require_log(log):
    """The logs of a run."""
    require_keys(log, LOG)
    for job in log["runLog"]:
        require_job_log(job)


def require_job_log(job):
    """The logs of a job."""
    require_keys(job, JOB_LOG)
    for task in job["taskList"]:
        require_keys(task, {"taskID": str, "logInfo": dict})
        require_keys(task["logInfo"], TASK_LOG)
