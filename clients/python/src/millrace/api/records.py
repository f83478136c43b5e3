"""What a server tells, as values. Times are those of the server's clock, ``YYYY-MM-DD HH:MM:SS``; empty: not yet."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Dict, Iterator, List, Mapping, Optional, Tuple, Union

FINAL = ("succeeded", "failed", "terminated", "skipped")
"""Statuses that a run keeps for ever."""


def number(found: Mapping[str, Any], key: str) -> int:
    """A number of an answer; 0 when it is absent or null."""
    return int(found.get(key) or 0)


def text(found: Mapping[str, Any], key: str) -> str:
    """A text of an answer; empty when it is absent or null."""
    value = found.get(key)
    return "" if value is None else str(value)


def mapping(found: Mapping[str, Any], key: str) -> Dict[str, Any]:
    """An object of an answer; empty when it is absent or null."""
    value = found.get(key)
    return dict(value) if isinstance(value, dict) else {}


@dataclass(frozen=True)
class Job:
    """One iteration of a step of a run.

    Attributes:
        job_id: empty until it has a process, and when its result was reused
        name: of the step
        path: names of the DAGs around it and its own, joined by dots, as ``plan`` and ``logs`` take them
        deps: what it waits for, joined by commas
        command: as it ran, templates replaced
        artifacts: ``{"input": {name: path}, "output": {name: path}}``
        cache_run_id: the run whose result was reused; empty when it ran
    """

    job_id: str
    name: str
    path: str
    status: str
    message: str
    deps: str
    parameters: Dict[str, str]
    command: str
    env: Dict[str, str]
    docker_env: str
    start_time: str
    end_time: str
    parent_dag_id: str
    runtime_name: str
    artifacts: Dict[str, Dict[str, str]]
    cache: Dict[str, Any]
    extra_fs: List[Dict[str, Any]]
    cache_run_id: str
    cache_job_id: str

    @classmethod
    def of(cls, found: Mapping[str, Any], path: str) -> Job:
        """As an answer holds it."""
        return cls(
            job_id=text(found, "jobID"),
            name=text(found, "stepName"),
            path=path,
            status=text(found, "status"),
            message=text(found, "jobMessage"),
            deps=text(found, "deps"),
            parameters=mapping(found, "parameters"),
            command=text(found, "command"),
            env=mapping(found, "env"),
            docker_env=text(found, "dockerEnv"),
            start_time=text(found, "startTime"),
            end_time=text(found, "endTime"),
            parent_dag_id=text(found, "parentDagID"),
            runtime_name=text(found, "name"),
            artifacts=_artifacts(found),
            cache=mapping(found, "cache"),
            extra_fs=list(found.get("extraFS") or []),
            cache_run_id=text(found, "cacheRunID"),
            cache_job_id=text(found, "cacheJobID"),
        )


@dataclass(frozen=True)
class Dag:
    """One iteration of a DAG of a run.

    Attributes:
        nodes: iterations of what is in it, by name
    """

    dag_id: str
    name: str
    path: str
    status: str
    message: str
    deps: str
    parameters: Dict[str, str]
    start_time: str
    end_time: str
    parent_dag_id: str
    runtime_name: str
    artifacts: Dict[str, Dict[str, str]]
    nodes: Dict[str, List[Node]]

    @classmethod
    def of(cls, found: Mapping[str, Any], path: str) -> Dag:
        """As an answer holds it."""
        return cls(
            dag_id=text(found, "id"),
            name=text(found, "dagName"),
            path=path,
            status=text(found, "status"),
            message=text(found, "message"),
            deps=text(found, "deps"),
            parameters=mapping(found, "parameters"),
            start_time=text(found, "startTime"),
            end_time=text(found, "endTime"),
            parent_dag_id=text(found, "parentDagID"),
            runtime_name=text(found, "name"),
            artifacts=_artifacts(found),
            nodes=nodes_of(mapping(found, "entryPoints"), path),
        )


Node = Union[Job, Dag]


def _artifacts(found: Mapping[str, Any]) -> Dict[str, Dict[str, str]]:
    artifacts = mapping(found, "artifacts")
    return {"input": mapping(artifacts, "input"), "output": mapping(artifacts, "output")}


def nodes_of(found: Mapping[str, Any], around: str = "") -> Dict[str, List[Node]]:
    """The nodes of a runtime: what has the key ``entryPoints`` is a DAG."""
    nodes: Dict[str, List[Node]] = {}
    for name, iterations in found.items():
        each = iterations if isinstance(iterations, list) else [iterations]
        nodes[name] = [_node(one, name, number, around) for number, one in enumerate(each)]
    return nodes


def _node(found: Mapping[str, Any], name: str, number: int, around: str) -> Node:
    own = name if number == 0 else "%s-%d" % (name, number)
    path = own if not around else around + "." + own
    return Dag.of(found, path) if "entryPoints" in found else Job.of(found, path)


def jobs_of(nodes: Mapping[str, List[Node]]) -> Iterator[Job]:
    """All steps among nodes, those in DAGs included, in the order of the runtime."""
    for iterations in nodes.values():
        for node in iterations:
            if isinstance(node, Job):
                yield node
            else:
                yield from jobs_of(node.nodes)


@dataclass(frozen=True)
class Run:
    """An execution of a pipeline. What only :meth:`Runs.show` tells is empty in lists: all from ``parameters`` on.

    Attributes:
        source: of its pipeline: a checksum, an id with version, or a path
        message: why it is as it is
        schedule_id: of the schedule that made it; empty: a person did
        nodes: iterations of its steps and DAGs, by name
        post_process: the step for the end, by name
        reused_by: runs that reuse results of this one
    """

    run_id: str
    name: str
    status: str
    username: str
    fs_name: str
    description: str
    source: str
    message: str
    schedule_id: str
    scheduled_time: str
    create_time: str
    activate_time: str
    update_time: str
    parameters: Optional[Dict[str, Any]] = None
    run_yaml: str = ""
    entry: str = ""
    docker_env: str = ""
    disabled: str = ""
    fs_options: Dict[str, Any] = field(default_factory=dict)
    failure_options: Dict[str, Any] = field(default_factory=dict)
    nodes: Dict[str, List[Node]] = field(default_factory=dict)
    post_process: Dict[str, List[Node]] = field(default_factory=dict)
    reused_by: Tuple[str, ...] = ()

    @classmethod
    def of(cls, found: Mapping[str, Any]) -> Run:
        """As an answer holds it."""
        parameters = found.get("parameters")
        return cls(
            run_id=text(found, "runID"),
            name=text(found, "name"),
            status=text(found, "status"),
            username=text(found, "username"),
            fs_name=text(found, "fsName"),
            description=text(found, "description"),
            source=text(found, "source"),
            message=text(found, "runMsg"),
            schedule_id=text(found, "scheduleID"),
            scheduled_time=text(found, "scheduledTime"),
            create_time=text(found, "createTime"),
            activate_time=text(found, "activateTime"),
            update_time=text(found, "updateTime"),
            parameters=dict(parameters) if isinstance(parameters, dict) else None,
            run_yaml=text(found, "runYaml"),
            entry=text(found, "entry"),
            docker_env=text(found, "dockerEnv"),
            disabled=text(found, "disabled"),
            fs_options=mapping(found, "fsOptions"),
            failure_options=mapping(found, "failureOptions"),
            nodes=nodes_of(mapping(found, "runtime")),
            post_process=nodes_of(mapping(found, "postProcess")),
            reused_by=tuple(filter(None, text(found, "runCachedIDs").split(","))),
        )

    @property
    def is_final(self) -> bool:
        """Whether its status will never change."""
        return self.status in FINAL

    @property
    def jobs(self) -> List[Job]:
        """All its steps, those in DAGs and the one for the end included."""
        return list(jobs_of(self.nodes)) + list(jobs_of(self.post_process))


@dataclass(frozen=True)
class CacheEntry:
    """A result that later runs may reuse.

    Attributes:
        first_fp: fingerprint of the step's definition
        second_fp: fingerprint of what the step reads
        expired_time: seconds for which it may be reused, as text; ``-1``: for ever
    """

    cache_id: str
    first_fp: str
    second_fp: str
    run_id: str
    source: str
    job_id: str
    step: str
    fs_name: str
    username: str
    expired_time: str
    strategy: str
    custom: str
    create_time: str
    update_time: str

    @classmethod
    def of(cls, found: Mapping[str, Any]) -> CacheEntry:
        """As an answer holds it."""
        return cls(
            cache_id=text(found, "cacheID"),
            first_fp=text(found, "firstFp"),
            second_fp=text(found, "secondFp"),
            run_id=text(found, "runID"),
            source=text(found, "source"),
            job_id=text(found, "jobID"),
            step=text(found, "step"),
            fs_name=text(found, "fsname"),
            username=text(found, "username"),
            expired_time=text(found, "expiredTime"),
            strategy=text(found, "strategy"),
            custom=text(found, "custom"),
            create_time=text(found, "createTime"),
            update_time=text(found, "updateTime"),
        )


@dataclass(frozen=True)
class Artifact:
    """A file or folder that a job read or made; ``type`` is ``input`` or ``output``.

    ``number`` is its identity, by which it is shown and downloaded.
    """

    number: int
    run_id: str
    fs_name: str
    username: str
    path: str
    step: str
    job_id: str
    type: str
    name: str
    meta: str
    create_time: str
    update_time: str

    @classmethod
    def of(cls, found: Mapping[str, Any]) -> Artifact:
        """As an answer holds it."""
        return cls(
            number=number(found, "artifact"),
            run_id=text(found, "runID"),
            fs_name=text(found, "fsname"),
            username=text(found, "username"),
            path=text(found, "artifactPath"),
            step=text(found, "step"),
            job_id=text(found, "jobID"),
            type=text(found, "type"),
            name=text(found, "artifactName"),
            meta=text(found, "meta"),
            create_time=text(found, "createTime"),
            update_time=text(found, "updateTime"),
        )


@dataclass(frozen=True)
class ArtifactDetail:
    """All that is known of an artifact of a job.

    ``how`` says how the step came to it: ``ran``, ``reused`` from the cache or ``kept`` by a retry; ``from_run`` is then the
    run whose job it was. ``content`` is ``known``, ``pending``, ``absent`` or ``unreadable``; ``digest`` (SHA-256 in
    hexadecimal) and ``size`` (bytes of all files together) belong to a known one.
    """

    number: int
    run_id: str
    step: str
    job_id: str
    type: str
    name: str
    username: str
    pipeline: str
    fs_name: str
    path: str
    recorded_at: str
    how: str
    from_run: str
    content: str
    digest: str
    size: int
    reason: str

    @classmethod
    def of(cls, found: Mapping[str, Any]) -> ArtifactDetail:
        """As an answer holds it."""
        return cls(
            number=number(found, "artifact"),
            run_id=text(found, "run"),
            step=text(found, "step"),
            job_id=text(found, "jobId"),
            type=text(found, "type"),
            name=text(found, "name"),
            username=text(found, "user"),
            pipeline=text(found, "pipeline"),
            fs_name=text(found, "storage"),
            path=text(found, "path"),
            recorded_at=text(found, "recordedAt"),
            how=text(found, "how"),
            from_run=text(found, "from"),
            content=text(found, "content"),
            digest=text(found, "digest"),
            size=number(found, "bytes"),
            reason=text(found, "reason"),
        )


@dataclass(frozen=True)
class Lineage:
    """How an artifact came to be, and what came of it, across runs; the nearest links first.

    A link leads from a job to a place (an output) or from a place to a job (an input). Where a side is cut there are more
    links than were asked for, or some of other users.
    """

    subject: ArtifactDetail
    upstream: List[ArtifactDetail]
    upstream_cut: bool
    downstream: List[ArtifactDetail]
    downstream_cut: bool

    @classmethod
    def of(cls, found: Mapping[str, Any]) -> Lineage:
        """As an answer holds it."""
        return cls(
            subject=ArtifactDetail.of(found["subject"]),
            upstream=[ArtifactDetail.of(link) for link in found["upstream"]],
            upstream_cut=bool(found["upstreamCut"]),
            downstream=[ArtifactDetail.of(link) for link in found["downstream"]],
            downstream_cut=bool(found["downstreamCut"]),
        )


@dataclass(frozen=True)
class PipelineVersion:
    """A text that a registered pipeline has, or had. ``fs_name`` and ``yaml_path``: where it was read; may be empty."""

    version_id: str
    pipeline_id: str
    fs_name: str
    yaml_path: str
    pipeline_yaml: str
    username: str
    create_time: str
    update_time: str

    @classmethod
    def of(cls, found: Mapping[str, Any]) -> PipelineVersion:
        """As an answer holds it."""
        return cls(
            version_id=text(found, "pipelineVersionID"),
            pipeline_id=text(found, "pipelineID"),
            fs_name=text(found, "fsName"),
            yaml_path=text(found, "yamlPath"),
            pipeline_yaml=text(found, "pipelineYaml"),
            username=text(found, "username"),
            create_time=text(found, "createTime"),
            update_time=text(found, "updateTime"),
        )


@dataclass(frozen=True)
class Pipeline:
    """A registered pipeline; text, checksum and storage are those of its newest version."""

    pipeline_id: str
    name: str
    description: str
    username: str
    fs_name: str
    pipeline_yaml: str
    pipeline_md5: str
    create_time: str
    update_time: str

    @classmethod
    def of(cls, found: Mapping[str, Any]) -> Pipeline:
        """As an answer holds it."""
        return cls(
            pipeline_id=text(found, "pipelineID"),
            name=text(found, "name"),
            description=text(found, "desc"),
            username=text(found, "username"),
            fs_name=text(found, "fsname"),
            pipeline_yaml=text(found, "pipelineYaml"),
            pipeline_md5=text(found, "pipelineMd5"),
            create_time=text(found, "createTime"),
            update_time=text(found, "updateTime"),
        )


@dataclass(frozen=True)
class LogPage:
    """Lines of the log of one attempt of a job; ``task_id`` names the attempt."""

    run_id: str
    job_id: str
    task_id: str
    content: str
    has_next_page: bool
    truncated: bool


@dataclass(frozen=True)
class Storage:
    """A storage (``fs``) that a user registered."""

    fs_id: str
    name: str
    type: str
    username: str
    server_address: str
    sub_path: str
    properties: Dict[str, Any]

    @classmethod
    def of(cls, found: Mapping[str, Any]) -> Storage:
        """As an answer holds it."""
        return cls(
            fs_id=text(found, "id"),
            name=text(found, "name"),
            type=text(found, "type"),
            username=text(found, "username"),
            server_address=text(found, "serverAddress"),
            sub_path=text(found, "subPath"),
            properties=mapping(found, "properties"),
        )


@dataclass(frozen=True)
class User:
    """A user of the server."""

    name: str
    create_time: str

    @classmethod
    def of(cls, found: Mapping[str, Any]) -> User:
        """As an answer holds it."""
        return cls(name=text(found, "name"), create_time=text(found, "createTime"))


@dataclass(frozen=True)
class Schedule:
    """Runs of a version of a pipeline at the times of a crontab.

    Attributes:
        options: ``catchup``, ``expireInterval`` (seconds), ``concurrency``, ``concurrencyPolicy``
        status: ``running``, ``success``, ``failed`` or ``terminated``
    """

    schedule_id: str
    name: str
    description: str
    pipeline_id: str
    pipeline_version_id: str
    username: str
    crontab: str
    options: Dict[str, Any]
    start_time: str
    end_time: str
    create_time: str
    update_time: str
    next_run_time: str
    message: str
    status: str

    @classmethod
    def of(cls, found: Mapping[str, Any]) -> Schedule:
        """As an answer holds it."""
        return cls(
            schedule_id=text(found, "scheduleID"),
            name=text(found, "name"),
            description=text(found, "desc"),
            pipeline_id=text(found, "pipelineID"),
            pipeline_version_id=text(found, "pipelineVersionID"),
            username=text(found, "username"),
            crontab=text(found, "crontab"),
            options=mapping(found, "options"),
            start_time=text(found, "startTime"),
            end_time=text(found, "endTime"),
            create_time=text(found, "createTime"),
            update_time=text(found, "updateTime"),
            next_run_time=text(found, "nextRunTime"),
            message=text(found, "scheduleMsg"),
            status=text(found, "status"),
        )
