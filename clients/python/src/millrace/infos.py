"""What the calls of :class:`millrace.Client` return, with the attribute names of the manual.

The names of the newer clients (``run_id`` beside ``runId``, ``docker_env`` beside ``imageUrl``, ...) are there too, as
properties. Times are texts of the server's clock, ``YYYY-MM-DD HH:MM:SS``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Dict, List, Optional, Union

from millrace import api


@dataclass(frozen=True)
class JobInfo:
    """One iteration of a step of a run."""

    name: str
    deps: str
    parameters: Dict[str, str]
    command: str
    env: Dict[str, str]
    status: str
    start_time: str
    end_time: str
    image: str
    jobId: str
    path: str
    job_message: str
    artifacts: Dict[str, Dict[str, str]]
    cache: Dict[str, Any]
    extra_fs: List[Dict[str, Any]]
    cache_run_id: str
    cache_job_id: str
    parent_dag_id: str
    type: str = "step"

    @classmethod
    def of(cls, job: api.Job) -> JobInfo:
        """From the value of :mod:`millrace.api`."""
        return cls(
            name=job.name,
            deps=job.deps,
            parameters=job.parameters,
            command=job.command,
            env=job.env,
            status=job.status,
            start_time=job.start_time,
            end_time=job.end_time,
            image=job.docker_env,
            jobId=job.job_id,
            path=job.path,
            job_message=job.message,
            artifacts=job.artifacts,
            cache=job.cache,
            extra_fs=job.extra_fs,
            cache_run_id=job.cache_run_id,
            cache_job_id=job.cache_job_id,
            parent_dag_id=job.parent_dag_id,
        )

    @property
    def job_id(self) -> str:
        return self.jobId

    @property
    def step_name(self) -> str:
        return self.name

    @property
    def docker_env(self) -> str:
        return self.image


@dataclass(frozen=True)
class DagInfo:
    """One iteration of a DAG of a run; ``entry_points`` holds the iterations of what is in it, by name."""

    dag_id: str
    name: str
    deps: str
    parameters: Dict[str, str]
    artifacts: Dict[str, Dict[str, str]]
    start_time: str
    end_time: str
    status: str
    message: str
    parent_dag_id: str
    path: str
    entry_points: Dict[str, List[Union[JobInfo, DagInfo]]]
    type: str = "dag"

    @classmethod
    def of(cls, dag: api.Dag) -> DagInfo:
        """From the value of :mod:`millrace.api`."""
        return cls(
            dag_id=dag.dag_id,
            name=dag.name,
            deps=dag.deps,
            parameters=dag.parameters,
            artifacts=dag.artifacts,
            start_time=dag.start_time,
            end_time=dag.end_time,
            status=dag.status,
            message=dag.message,
            parent_dag_id=dag.parent_dag_id,
            path=dag.path,
            entry_points=_infos(dag.nodes),
        )

    @property
    def dag_name(self) -> str:
        return self.name


def _infos(nodes: Dict[str, List[api.Node]]) -> Dict[str, List[Union[JobInfo, DagInfo]]]:
    return {
        name: [DagInfo.of(node) if isinstance(node, api.Dag) else JobInfo.of(node) for node in iterations]
        for name, iterations in nodes.items()
    }


@dataclass(frozen=True)
class RunInfo:
    """A run.

    Attributes:
        desc: description
        param: the parameters of the request; ``None`` when there were none, and in lists
        runtime: iterations of steps and DAGs, by name; empty in lists
        job_info: all steps, those in DAGs and the one for the end included; ``None`` in lists
        source: of its pipeline: a checksum, an id with version, or a path
    """

    runId: str
    fsname: str
    username: str
    status: str
    name: str
    desc: str
    entry: str
    param: Optional[Dict[str, Any]]
    run_yaml: str
    runtime: Dict[str, List[Union[JobInfo, DagInfo]]]
    imageUrl: str
    update_time: str
    source: str
    runMsg: str
    createTime: str
    activateTime: str
    job_info: Optional[List[JobInfo]] = None
    post_process: Dict[str, JobInfo] = field(default_factory=dict)
    schedule_id: str = ""
    scheduled_time: str = ""
    fs_options: Dict[str, Any] = field(default_factory=dict)
    failure_options: Dict[str, Any] = field(default_factory=dict)
    disabled: str = ""
    run_cached_ids: str = ""

    @classmethod
    def of(cls, run: api.Run, detailed: bool) -> RunInfo:
        """From the value of :mod:`millrace.api`."""
        return cls(
            runId=run.run_id,
            fsname=run.fs_name,
            username=run.username,
            status=run.status,
            name=run.name,
            desc=run.description,
            entry=run.entry,
            param=run.parameters,
            run_yaml=run.run_yaml,
            runtime=_infos(run.nodes),
            imageUrl=run.docker_env,
            update_time=run.update_time,
            source=run.source,
            runMsg=run.message,
            createTime=run.create_time,
            activateTime=run.activate_time,
            job_info=[JobInfo.of(job) for job in run.jobs] if detailed else None,
            post_process={
                name: JobInfo.of(step)
                for name, steps in run.post_process.items()
                for step in steps
                if isinstance(step, api.Job)
            },
            schedule_id=run.schedule_id,
            scheduled_time=run.scheduled_time,
            fs_options=run.fs_options,
            failure_options=run.failure_options,
            disabled=run.disabled,
            run_cached_ids=",".join(run.reused_by),
        )

    @property
    def run_id(self) -> str:
        return self.runId

    @property
    def fs_name(self) -> str:
        return self.fsname

    @property
    def description(self) -> str:
        return self.desc

    @property
    def parameters(self) -> Optional[Dict[str, Any]]:
        return self.param

    @property
    def docker_env(self) -> str:
        return self.imageUrl

    @property
    def run_msg(self) -> str:
        return self.runMsg

    @property
    def create_time(self) -> str:
        return self.createTime

    @property
    def activate_time(self) -> str:
        return self.activateTime


@dataclass(frozen=True)
class RunCacheInfo:
    """A result that later runs may reuse; ``expiredtime`` in seconds, ``-1``: for ever."""

    cacheid: str
    firstfp: str
    secondfp: str
    runid: str
    source: str
    step: str
    fsname: str
    username: str
    expiredtime: str
    strategy: str
    custom: str
    createtime: str
    updatetime: str
    jobid: str = ""

    @classmethod
    def of(cls, entry: api.CacheEntry) -> RunCacheInfo:
        """From the value of :mod:`millrace.api`."""
        return cls(
            cacheid=entry.cache_id,
            firstfp=entry.first_fp,
            secondfp=entry.second_fp,
            runid=entry.run_id,
            source=entry.source,
            step=entry.step,
            fsname=entry.fs_name,
            username=entry.username,
            expiredtime=entry.expired_time,
            strategy=entry.strategy,
            custom=entry.custom,
            createtime=entry.create_time,
            updatetime=entry.update_time,
            jobid=entry.job_id,
        )

    @property
    def cache_id(self) -> str:
        return self.cacheid

    @property
    def first_fp(self) -> str:
        return self.firstfp

    @property
    def second_fp(self) -> str:
        return self.secondfp

    @property
    def run_id(self) -> str:
        return self.runid

    @property
    def job_id(self) -> str:
        return self.jobid

    @property
    def fs_name(self) -> str:
        return self.fsname

    @property
    def expired_time(self) -> str:
        return self.expiredtime

    @property
    def create_time(self) -> str:
        return self.createtime

    @property
    def update_time(self) -> str:
        return self.updatetime


@dataclass(frozen=True)
class ArtifactInfo:
    """A file or folder that a job read (``type`` is ``input``) or made (``output``)."""

    runid: str
    fsname: str
    username: str
    artifactpath: str
    step: str
    type: str
    artifactname: str
    meta: str
    createtime: str
    updatetime: str
    jobid: str = ""

    @classmethod
    def of(cls, artifact: api.Artifact) -> ArtifactInfo:
        """From the value of :mod:`millrace.api`."""
        return cls(
            runid=artifact.run_id,
            fsname=artifact.fs_name,
            username=artifact.username,
            artifactpath=artifact.path,
            step=artifact.step,
            type=artifact.type,
            artifactname=artifact.name,
            meta=artifact.meta,
            createtime=artifact.create_time,
            updatetime=artifact.update_time,
            jobid=artifact.job_id,
        )

    @property
    def run_id(self) -> str:
        return self.runid

    @property
    def fs_name(self) -> str:
        return self.fsname

    @property
    def artifact_path(self) -> str:
        return self.artifactpath

    @property
    def artifact_name(self) -> str:
        return self.artifactname

    @property
    def create_time(self) -> str:
        return self.createtime

    @property
    def update_time(self) -> str:
        return self.updatetime


@dataclass(frozen=True)
class PipelineInfo:
    """A registered pipeline; text, checksum and storage are those of its newest version.

    Attributes:
        versions: oldest first; empty in lists
    """

    pipelineid: str
    name: str
    fsname: str
    username: str
    pipelineyaml: str
    pipelinemd5: str
    createtime: str
    updatetime: str
    desc: str = ""
    versions: List[api.PipelineVersion] = field(default_factory=list)

    @classmethod
    def of(cls, pipeline: api.Pipeline, versions: Optional[List[api.PipelineVersion]] = None) -> PipelineInfo:
        """From the value of :mod:`millrace.api`."""
        return cls(
            pipelineid=pipeline.pipeline_id,
            name=pipeline.name,
            fsname=pipeline.fs_name,
            username=pipeline.username,
            pipelineyaml=pipeline.pipeline_yaml,
            pipelinemd5=pipeline.pipeline_md5,
            createtime=pipeline.create_time,
            updatetime=pipeline.update_time,
            desc=pipeline.description,
            versions=versions or [],
        )

    @property
    def pipeline_id(self) -> str:
        return self.pipelineid

    @property
    def create_time(self) -> str:
        return self.createtime

    @property
    def update_time(self) -> str:
        return self.updatetime


@dataclass(frozen=True)
class LogInfo:
    """A page of the log of one attempt (``taskid``) of a job; ``pagesize`` and ``pageno`` are those of the request."""

    runid: str
    jobid: str
    taskid: str
    has_next_page: bool
    truncated: bool
    pagesize: int
    pageno: int
    log_content: str

    @classmethod
    def of(cls, page: api.LogPage, pagesize: int, pageno: int) -> LogInfo:
        """From the value of :mod:`millrace.api`."""
        return cls(
            runid=page.run_id,
            jobid=page.job_id,
            taskid=page.task_id,
            has_next_page=page.has_next_page,
            truncated=page.truncated,
            pagesize=pagesize,
            pageno=pageno,
            log_content=page.content,
        )

    @property
    def run_id(self) -> str:
        return self.runid

    @property
    def job_id(self) -> str:
        return self.jobid

    @property
    def task_id(self) -> str:
        return self.taskid

    @property
    def page_size(self) -> int:
        return self.pagesize

    @property
    def page_no(self) -> int:
        return self.pageno
