"""Runs: executions of pipelines."""

from __future__ import annotations

import base64
import json
import time
from typing import Any, Callable, Dict, Iterator, Mapping, Optional

from millrace.api.errors import RunFailedError
from millrace.api.events import follow
from millrace.api.nouns import Names, Noun, joined, page_of
from millrace.api.page import Page, all_of
from millrace.api.records import Run
from millrace.api.transport import OWN, path_of


class Runs(Noun):
    """What can be done with runs."""

    def create(
        self,
        yaml: str = "",
        *,
        fs_name: str = "",
        yaml_path: str = "",
        pipeline_id: str = "",
        pipeline_version_id: str = "",
        name: str = "",
        description: str = "",
        username: str = "",
        entry: str = "",
        parameters: Optional[Mapping[str, object]] = None,
        disabled: Names = "",
        docker_env: str = "",
        failure_strategy: str = "",
    ) -> str:
        """Starts a run of a text, of a file in a storage, or of a registered pipeline.

        Args:
            yaml: the pipeline itself
            yaml_path: where it is in the storage; ``run.yaml`` when nothing else is named
            pipeline_id: a registered pipeline, with ``pipeline_version_id`` or its newest version
            username: whose storage is meant; for root
            entry: run only this entry point and what it depends on
            parameters: by ``name``, ``step.name`` or ``dag.step.name``
            disabled: nodes to skip
            failure_strategy: ``fail_fast`` or ``continue``

        Returns:
            the id of the run

        Raises:
            MillraceError: InvalidPipeline with all problems and their places, and others
        """
        found = self._post(
            "run",
            body={
                "fsName": fs_name,
                "username": username,
                "name": name,
                "desc": description,
                "entry": entry,
                "parameters": dict(parameters or {}),
                "disabled": joined(disabled),
                "dockerEnv": docker_env,
                "failureOptions": {"strategy": failure_strategy} if failure_strategy else None,
                "runYamlRaw": encoded(yaml),
                "runYamlPath": yaml_path,
                "pipelineID": pipeline_id,
                "pipelineVersionID": pipeline_version_id,
            },
        )
        return str(found["runID"])

    def page(
        self,
        *,
        fs_name: Names = "",
        username: Names = "",
        run_id: Names = "",
        name: Names = "",
        status: Names = "",
        newest_first: bool = False,
        max_keys: int = 100,
        marker: str = "",
    ) -> Page[Run]:
        """A page of runs, oldest first unless said otherwise; filters are names that must be equal."""
        query = {
            "fsFilter": joined(fs_name),
            "userFilter": joined(username),
            "runFilter": joined(run_id),
            "nameFilter": joined(name),
            "statusFilter": joined(status),
            "order": "newest" if newest_first else "",
            "maxKeys": max_keys,
            "marker": marker,
        }
        return page_of(self._get("run", query=query), "runList", Run.of)

    def all(
        self,
        *,
        fs_name: Names = "",
        username: Names = "",
        name: Names = "",
        status: Names = "",
        newest_first: bool = False,
    ) -> Iterator[Run]:
        """All runs, page after page, read as far as they are asked for."""
        return all_of(
            lambda marker: self.page(
                fs_name=fs_name,
                username=username,
                name=name,
                status=status,
                newest_first=newest_first,
                marker=marker,
            )
        )

    def show(self, run_id: str) -> Run:
        """A run with its steps.

        Raises:
            MillraceError: RunNotFound, AccessDenied
        """
        return Run.of(self._get("run", run_id))

    def stop(self, run_id: str, force: bool = False) -> None:
        """Asks a run to end. Its post-process step still runs unless ``force``.

        Raises:
            MillraceError: RunNotFound, AccessDenied, ActionNotAllowed when it has ended
        """
        self._put("run", run_id, query={"action": "stop"}, body={"stopForce": force})

    def retry(self, run_id: str) -> str:
        """Runs again what did not succeed in a failed or terminated run: a new run, whose id is returned."""
        return str(self._put("run", run_id, query={"action": "retry"})["runID"])

    def delete(self, run_id: str, check_cache: bool = True) -> None:
        """Deletes a run that has ended, with its logs and artifacts.

        Args:
            check_cache: refuse while other runs reuse its results
        """
        self._delete("run", run_id, body={"checkCache": check_cache})

    def plan(self, yaml: str = "", **request: Any) -> Dict[str, Any]:
        """What a run would do, step by step; takes what :meth:`create` takes, in the words of the wire."""
        body = {"runYamlRaw": encoded(yaml), **request}
        return self._transport.json("POST", OWN + "/plan", body={k: v for k, v in body.items() if v})

    def validate(self, yaml: str, **request: Any) -> Dict[str, Any]:
        """Whether a pipeline can be run: ``valid``, ``problems`` with their places, and the paths of its ``steps``."""
        return self._transport.json("POST", OWN + "/validate", body={"pipeline": yaml, **request})

    def explain(self, run_id: str, step: str) -> Dict[str, Any]:
        """Why a step was reused or ran, and what had changed since the nearest earlier result."""
        return self._transport.json("GET", OWN + path_of("runs", run_id, "steps", step, "explain"))

    def graph(self, run_id: str, format: str = "svg") -> str:
        """A drawing of a run's steps: ``svg``, ``dot`` or ``mermaid``."""
        answer = self._transport.request("GET", OWN + path_of("runs", run_id, "graph"), {"format": format})
        return answer.decode("utf-8")

    def events(self, run_id: str, after: int = 0) -> Iterator[Dict[str, Any]]:
        """What happens in a run, from its first event or behind the one numbered ``after``, until the run ends.

        Each event has ``sequence``, ``event`` (its kind), ``at`` (milliseconds since 1970) and what belongs to the
        kind. A connection that breaks is taken up where it was.
        """
        path = OWN + path_of("runs", run_id, "events")
        events = follow(
            self._transport,
            path,
            str(after) if after else "",
            is_last=lambda event: event.kind == "run-ended",
            is_over=lambda: self.show(run_id).is_final,
        )
        for event in events:
            yield {"sequence": int(event.id), **json.loads(event.data)}

    def wait(
        self,
        run_id: str,
        timeout: Optional[float] = None,
        on_change: Optional[Callable[[Run], None]] = None,
        poll: float = 0.2,
    ) -> Run:
        """Waits until a run has ended.

        Args:
            timeout: seconds; ``None``: for ever
            on_change: hears of the run whenever the status of it or of a step has changed
            poll: seconds between two looks, growing to ten times that

        Returns:
            the run; succeeded, or :meth:`succeeded` says why not

        Raises:
            TimeoutError: it had not ended in time
        """
        begin = time.monotonic()
        seen: object = None
        pause = poll
        while True:
            run = self.show(run_id)
            now = (run.status, [(job.path, job.status) for job in run.jobs])
            if now != seen:
                seen, pause = now, poll
                if on_change is not None:
                    on_change(run)
            if run.is_final:
                return run
            if timeout is not None and time.monotonic() - begin > timeout:
                raise TimeoutError("%s is still %s after %g s" % (run_id, run.status, timeout))
            time.sleep(pause)
            pause = min(pause * 1.5, poll * 10)

    def succeeded(self, run_id: str, timeout: Optional[float] = None) -> Run:
        """Waits until a run has ended, and insists that it succeeded.

        Raises:
            RunFailedError: it ended in another way
            TimeoutError: it had not ended in time
        """
        run = self.wait(run_id, timeout)
        if run.status != "succeeded":
            raise RunFailedError(run_id, run.status, run.message)
        return run


def encoded(yaml: str) -> str:
    """A text as the wire carries it."""
    return base64.b64encode(yaml.encode("utf-8")).decode("ascii")
