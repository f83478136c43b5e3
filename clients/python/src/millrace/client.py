"""The calls of the workflow SDK's manual, with its names, parameters and forms of return.

Every call answers with a tuple whose first element tells whether it succeeded; the second is the result, or the message
of a failure. Lists add the marker of the next page, ``None`` on the last one. The parameter names of newer clients
(``fs_name`` for ``fsname`` and so on) work too. :mod:`millrace.api` offers the same with exceptions.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Callable, Dict, List, Mapping, Optional, Tuple, TypeVar, Union

from millrace.api import Millrace, MillraceError, PipelineVersion, Schedule, Storage, User
from millrace.api.page import Page
from millrace.infos import ArtifactInfo, LogInfo, PipelineInfo, RunCacheInfo, RunInfo

T = TypeVar("T")
S = TypeVar("S")

Answer = Tuple[bool, Union[T, str]]
"""``(True, result)`` or ``(False, message)``."""

Listing = Tuple[bool, Union[List[T], str], Optional[str]]
"""``(True, items, marker)`` or ``(False, message, None)``."""


def _tried(call: Callable[[], T]) -> Answer[T]:
    try:
        return True, call()
    except MillraceError as e:
        return False, e.message


def _listed(call: Callable[[], Page[S]], info: Callable[[S], T]) -> Listing[T]:
    try:
        page = call()
    except MillraceError as e:
        return False, e.message, None
    return True, [info(item) for item in page], page.marker or None


def _either(first: Optional[T], second: Optional[T]) -> Optional[T]:
    """The value of a parameter that has two names."""
    if first is not None and second is not None and first != second:
        raise TypeError("a parameter was given under two names, with the values %r and %r" % (first, second))
    return first if first is not None else second


def _text(value: Union[str, bytes, "Path", None]) -> str:
    """A pipeline: bytes are the text itself, anything else is the path of a local file."""
    if value is None:
        return ""
    content = value if isinstance(value, bytes) else Path(value).read_bytes()
    return content.decode("utf-8")


class Client:
    """A server, seen by one user.

    Args:
        host: name or address of the server, or a whole ``http(s)://HOST:PORT``
        username: with ``password``
        port: 8999 unless said otherwise
        timeout: seconds to wait for a connection and for each part of an answer

    The user is logged in at the first call; ``login`` does so at once.
    """

    def __init__(
        self,
        host: Optional[str] = None,
        username: Optional[str] = None,
        password: Optional[str] = None,
        port: Optional[int] = None,
        *,
        paddleflow_server_host: Optional[str] = None,
        paddleflow_server_port: Optional[int] = None,
        timeout: float = 60.0,
        verify: bool = True,
    ) -> None:
        place = _either(host, paddleflow_server_host) or "127.0.0.1"
        if "://" not in place:
            place = "http://%s:%d" % (place, _either(port, paddleflow_server_port) or 8999)
        self.api = Millrace(place, username or "", password or "", timeout=timeout, verify=verify)

    def login(self, username: Optional[str] = None, password: Optional[str] = None) -> Answer[None]:
        """Logs in now, as another user where one is named."""

        def call() -> None:
            self.api.login(username or "", password or "")

        return _tried(call)

    # Runs

    def create_run(
        self,
        fsname: Optional[str] = None,
        username: Optional[str] = None,
        runname: Optional[str] = None,
        desc: Optional[str] = None,
        entry: Optional[str] = None,
        runyamlpath: Optional[str] = None,
        runyamlraw: Union[str, bytes, None] = None,
        param: Optional[Mapping[str, object]] = None,
        *,
        fs_name: Optional[str] = None,
        run_name: Optional[str] = None,
        run_yaml_path: Optional[str] = None,
        run_yaml_raw: Union[str, bytes, None] = None,
        pipeline_id: Optional[str] = None,
        pipeline_version_id: Optional[str] = None,
        disabled: Optional[str] = None,
        docker_env: Optional[str] = None,
        failure_options: Optional[Mapping[str, str]] = None,
    ) -> Answer[str]:
        """Starts a run.

        Args:
            fsname: storage of the run
            username: whose storage it is; for root
            runname: name of the run; the pipeline's where none is given
            desc: description
            entry: run only this entry point and what it depends on
            runyamlpath: the pipeline's path in the storage, ``run.yaml`` where nothing else is named
            runyamlraw: the pipeline itself: bytes of its text, or the path of a local file
            param: parameters, such as ``{"epoch": 100}``
            pipeline_id: a registered pipeline, with ``pipeline_version_id`` or its newest version
            disabled: nodes to skip, separated by commas
            docker_env: image of steps that name none
            failure_options: ``{"strategy": "fail_fast"}`` or ``{"strategy": "continue"}``

        Returns:
            ``(True, run id)`` or ``(False, message)``
        """
        try:
            raw = _text(runyamlraw if run_yaml_raw is None else run_yaml_raw)
        except (OSError, UnicodeDecodeError) as e:
            return False, "the pipeline cannot be read: %s" % e
        return _tried(
            lambda: self.api.runs.create(
                raw,
                fs_name=_either(fsname, fs_name) or "",
                username=username or "",
                name=_either(runname, run_name) or "",
                description=desc or "",
                entry=entry or "",
                yaml_path=_either(runyamlpath, run_yaml_path) or "",
                parameters=param,
                pipeline_id=pipeline_id or "",
                pipeline_version_id=pipeline_version_id or "",
                disabled=disabled or "",
                docker_env=docker_env or "",
                failure_strategy=(failure_options or {}).get("strategy", ""),
            )
        )

    def list_run(
        self,
        fsname: Optional[str] = None,
        username: Optional[str] = None,
        run_id: Optional[str] = None,
        maxsize: int = 100,
        marker: Optional[str] = None,
        *,
        fs_name: Optional[str] = None,
        run_name: Optional[str] = None,
        status: Optional[str] = None,
    ) -> Listing[RunInfo]:
        """Runs, oldest first, ``maxsize`` at most; filters are names, several separated by commas."""
        return _listed(
            lambda: self.api.runs.page(
                fs_name=_either(fsname, fs_name) or "",
                username=username or "",
                run_id=run_id or "",
                name=run_name or "",
                status=status or "",
                max_keys=maxsize,
                marker=marker or "",
            ),
            lambda run: RunInfo.of(run, detailed=False),
        )

    def status_run(self, runid: str) -> Answer[RunInfo]:
        """A run with its steps: those of ``job_info``, and as a tree in ``runtime``."""
        return _tried(lambda: RunInfo.of(self.api.runs.show(runid), detailed=True))

    def stop_run(self, runid: str, force: bool = False) -> Answer[None]:
        """Asks a run to end; its post-process step still runs unless ``force``."""
        return _tried(lambda: self.api.runs.stop(runid, force))

    def delete_run(self, runid: str, check_cache: Optional[bool] = None) -> Answer[None]:
        """Deletes a run that has ended, with logs and artifacts; not while others reuse its results.

        Args:
            check_cache: ``False`` deletes it even then
        """
        return _tried(lambda: self.api.runs.delete(runid, check_cache is not False))

    def retry_run(self, runid: str) -> Answer[str]:
        """Runs again what did not succeed: ``(True, id of the new run)``."""
        return _tried(lambda: self.api.runs.retry(runid))

    # Results

    def list_cache(
        self,
        userfilter: Optional[str] = None,
        fsfilter: Optional[str] = None,
        runfilter: Optional[str] = None,
        maxsize: int = 100,
        marker: Optional[str] = None,
        *,
        user_filter: Optional[str] = None,
        fs_filter: Optional[str] = None,
        run_filter: Optional[str] = None,
    ) -> Listing[RunCacheInfo]:
        """Results that later runs may reuse."""
        return _listed(
            lambda: self.api.cache.page(
                username=_either(userfilter, user_filter) or "",
                fs_name=_either(fsfilter, fs_filter) or "",
                run_id=_either(runfilter, run_filter) or "",
                max_keys=maxsize,
                marker=marker or "",
            ),
            RunCacheInfo.of,
        )

    def show_cache(self, cacheid: str) -> Answer[RunCacheInfo]:
        """One of them."""
        return _tried(lambda: RunCacheInfo.of(self.api.cache.show(cacheid)))

    def delete_cache(self, cacheid: str) -> Answer[None]:
        """Forgets a result: its step will run again."""
        return _tried(lambda: self.api.cache.delete(cacheid))

    def artifact(
        self,
        userfilter: Optional[str] = None,
        fsfilter: Optional[str] = None,
        runfilter: Optional[str] = None,
        typefilter: Optional[str] = None,
        pathfilter: Optional[str] = None,
        maxsize: int = 100,
        marker: Optional[str] = None,
        *,
        user_filter: Optional[str] = None,
        fs_filter: Optional[str] = None,
        run_filter: Optional[str] = None,
        type_filter: Optional[str] = None,
        path_filter: Optional[str] = None,
    ) -> Listing[ArtifactInfo]:
        """Files and folders that jobs read (``typefilter="input"``) and made (``"output"``)."""
        return _listed(
            lambda: self.api.artifacts.page(
                username=_either(userfilter, user_filter) or "",
                fs_name=_either(fsfilter, fs_filter) or "",
                run_id=_either(runfilter, run_filter) or "",
                type=_either(typefilter, type_filter) or "",
                path=_either(pathfilter, path_filter) or "",
                max_keys=maxsize,
                marker=marker or "",
            ),
            ArtifactInfo.of,
        )

    # Pipelines

    def create_pipeline(
        self,
        fsname: Optional[str] = None,
        yamlpath: Optional[str] = None,
        name: Optional[str] = None,
        username: Optional[str] = None,
        *,
        fs_name: Optional[str] = None,
        yaml_path: Optional[str] = None,
        yaml_raw: Union[str, bytes, None] = None,
        desc: Optional[str] = None,
    ) -> Tuple[bool, str, Optional[str]]:
        """Registers a pipeline.

        Args:
            fsname: storage that the file is in
            yamlpath: its path there, ``run.yaml`` where none is named
            name: of the pipeline; the text's where none is given
            yaml_raw: in place of storage and path the pipeline itself: bytes, or the path of a local file

        Returns:
            ``(True, name, id)`` or ``(False, message, None)``
        """
        try:
            raw = _text(yaml_raw)
        except (OSError, UnicodeDecodeError) as e:
            return False, "the pipeline cannot be read: %s" % e, None
        try:
            pipeline, _, given = self.api.pipelines.create(
                raw,
                fs_name=_either(fsname, fs_name) or "",
                yaml_path=_either(yamlpath, yaml_path) or "",
                name=name or "",
                username=username or "",
                description=desc or "",
            )
        except MillraceError as e:
            return False, e.message, None
        return True, given, pipeline

    def list_pipeline(
        self,
        userfilter: Optional[str] = None,
        fsfilter: Optional[str] = None,
        namefilter: Optional[str] = None,
        maxsize: int = 50,
        marker: Optional[str] = None,
        *,
        user_filter: Optional[str] = None,
        fs_filter: Optional[str] = None,
        name_filter: Optional[str] = None,
        max_keys: Optional[int] = None,
    ) -> Listing[PipelineInfo]:
        """Registered pipelines."""
        return _listed(
            lambda: self.api.pipelines.page(
                username=_either(userfilter, user_filter) or "",
                fs_name=_either(fsfilter, fs_filter) or "",
                name=_either(namefilter, name_filter) or "",
                max_keys=max_keys or maxsize,
                marker=marker or "",
            ),
            PipelineInfo.of,
        )

    def show_pipeline(self, pipelineid: str) -> Answer[PipelineInfo]:
        """One of them, with its versions."""

        def call() -> PipelineInfo:
            pipeline = self.api.pipelines.show(pipelineid)
            return PipelineInfo.of(pipeline, self.api.pipelines.versions(pipelineid, max_keys=1000).items)

        return _tried(call)

    def delete_pipeline(self, pipelineid: str) -> Answer[None]:
        """Forgets a pipeline with all its versions."""
        return _tried(lambda: self.api.pipelines.delete(pipelineid))

    def update_pipeline(
        self,
        pipelineid: str,
        fsname: Optional[str] = None,
        yamlpath: Optional[str] = None,
        username: Optional[str] = None,
        desc: Optional[str] = None,
        *,
        fs_name: Optional[str] = None,
        yaml_path: Optional[str] = None,
        yaml_raw: Union[str, bytes, None] = None,
    ) -> Answer[str]:
        """Adds a version: ``(True, id of the version)``. The text must have the pipeline's name."""
        try:
            raw = _text(yaml_raw)
        except (OSError, UnicodeDecodeError) as e:
            return False, "the pipeline cannot be read: %s" % e
        return _tried(
            lambda: self.api.pipelines.update(
                pipelineid,
                raw,
                fs_name=_either(fsname, fs_name) or "",
                yaml_path=_either(yamlpath, yaml_path) or "",
                username=username or "",
                description=desc or "",
            )
        )

    def show_pipeline_version(self, pipelineid: str, versionid: str) -> Answer[PipelineVersion]:
        """One version of a pipeline."""
        return _tried(lambda: self.api.pipelines.version(pipelineid, versionid))

    def delete_pipeline_version(self, pipelineid: str, versionid: str) -> Answer[None]:
        """Forgets a version; refused for the last one."""
        return _tried(lambda: self.api.pipelines.delete_version(pipelineid, versionid))

    # Logs

    def show_log(
        self,
        runid: str,
        jobid: Optional[str] = None,
        pagesize: int = 100,
        pageno: int = 1,
        logfileposition: str = "end",
        *,
        job_id: Optional[str] = None,
        page_size: Optional[int] = None,
        page_no: Optional[int] = None,
        log_file_position: Optional[str] = None,
    ) -> Answer[List[LogInfo]]:
        """A page of the log of each attempt of a run, or of one of its jobs.

        Args:
            pagesize: lines, at most 100
            pageno: from 1
            logfileposition: whether pages are counted from the ``begin`` or the ``end``
        """
        size, number = page_size or pagesize, page_no or pageno

        def call() -> List[LogInfo]:
            pages = self.api.logs.page(
                runid,
                _either(jobid, job_id) or "",
                page_size=size,
                page_no=number,
                position=log_file_position or logfileposition,
            )
            return [LogInfo.of(page, size, number) for page in pages]

        return _tried(call)

    # Schedules

    def create_schedule(
        self,
        name: str,
        pipeline_id: str,
        pipeline_version_id: str,
        crontab: str,
        desc: Optional[str] = None,
        start_time: Optional[str] = None,
        end_time: Optional[str] = None,
        concurrency: int = 0,
        concurrency_policy: Optional[str] = None,
        expire_interval: int = 0,
        catchup: bool = True,
        username: Optional[str] = None,
    ) -> Answer[str]:
        """Runs a version of a pipeline at the times of a crontab: ``(True, schedule id)``."""
        return _tried(
            lambda: self.api.schedules.create(
                name,
                pipeline_id,
                pipeline_version_id,
                crontab,
                description=desc or "",
                start_time=start_time or "",
                end_time=end_time or "",
                concurrency=concurrency,
                concurrency_policy=concurrency_policy or "",
                expire_interval=expire_interval,
                catchup=catchup,
                username=username or "",
            )
        )

    def list_schedule(
        self,
        user_filter: Optional[str] = None,
        ppl_filter: Optional[str] = None,
        ppl_version_filter: Optional[str] = None,
        schedule_filter: Optional[str] = None,
        name_filter: Optional[str] = None,
        status_filter: Optional[str] = None,
        max_keys: int = 50,
        marker: Optional[str] = None,
    ) -> Listing[Schedule]:
        """Schedules."""
        return _listed(
            lambda: self.api.schedules.page(
                username=user_filter or "",
                pipeline_id=ppl_filter or "",
                pipeline_version_id=ppl_version_filter or "",
                schedule_id=schedule_filter or "",
                name=name_filter or "",
                status=status_filter or "",
                max_keys=max_keys,
                marker=marker or "",
            ),
            lambda schedule: schedule,
        )

    def show_schedule(self, schedule_id: str) -> Answer[Schedule]:
        """One of them."""
        return _tried(lambda: self.api.schedules.show(schedule_id))

    def stop_schedule(self, schedule_id: str) -> Answer[None]:
        """Ends a schedule; runs that it made go on."""
        return _tried(lambda: self.api.schedules.stop(schedule_id))

    def delete_schedule(self, schedule_id: str) -> Answer[None]:
        """Forgets a schedule that has ended."""
        return _tried(lambda: self.api.schedules.delete(schedule_id))

    # Storages and users

    def add_fs(
        self,
        fs_name: str,
        url: str,
        username: Optional[str] = None,
        properties: Optional[Mapping[str, str]] = None,
    ) -> Answer[None]:
        """Registers a storage such as ``local://mnt/data``."""

        def call() -> None:
            self.api.storages.create(fs_name, url, username=username or "", properties=properties)

        return _tried(call)

    def list_fs(
        self, username: Optional[str] = None, maxsize: int = 100, marker: Optional[str] = None
    ) -> Listing[Storage]:
        """Storages, newest first."""
        return _listed(
            lambda: self.api.storages.page(username=username or "", max_keys=maxsize, marker=marker or ""),
            lambda storage: storage,
        )

    def show_fs(self, fs_name: str, username: Optional[str] = None) -> Answer[Storage]:
        """One of them."""
        return _tried(lambda: self.api.storages.show(fs_name, username=username or ""))

    def delete_fs(self, fs_name: str, username: Optional[str] = None) -> Answer[None]:
        """Forgets a storage; its files stay."""
        return _tried(lambda: self.api.storages.delete(fs_name, username=username or ""))

    def add_user(self, username: str, password: str) -> Answer[None]:
        """Adds a user; for root."""
        return _tried(lambda: self.api.users.create(username, password))

    def del_user(self, username: str) -> Answer[None]:
        """Removes a user; for root."""
        return _tried(lambda: self.api.users.delete(username))

    def list_user(self, maxsize: int = 100, marker: Optional[str] = None) -> Listing[User]:
        """Users; for root."""
        return _listed(lambda: self.api.users.page(max_keys=maxsize, marker=marker or ""), lambda user: user)

    def update_password(self, name: str, password: str) -> Answer[None]:
        """Gives a user another password."""
        return _tried(lambda: self.api.users.set_password(name, password))

    def get_version(self) -> Answer[Dict[str, Any]]:
        """What runs on the server."""
        return _tried(self.api.version)

    show_run = status_run
    list_artifact = artifact
