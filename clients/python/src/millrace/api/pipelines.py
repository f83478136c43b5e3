"""Pipelines that were registered, their versions, and schedules of them."""

from __future__ import annotations

from typing import Dict, Iterator, Tuple

from millrace.api.nouns import Names, Noun, joined, page_of
from millrace.api.page import Page, all_of
from millrace.api.records import Pipeline, PipelineVersion, Run, Schedule, mapping
from millrace.api.runs import encoded


class Pipelines(Noun):
    """What can be done with registered pipelines."""

    def create(
        self,
        yaml: str = "",
        *,
        fs_name: str = "",
        yaml_path: str = "",
        name: str = "",
        description: str = "",
        username: str = "",
    ) -> Tuple[str, str, str]:
        """Registers a text, or a file in a storage (``run.yaml`` when no path is named).

        Returns:
            id, version, and name, which is the text's where none is given

        Raises:
            MillraceError: InvalidPipeline, DuplicatedName, ReadYamlFileFailed and others
        """
        found = self._post("pipeline", body=_source(yaml, fs_name, yaml_path, name, description, username))
        return str(found["pipelineID"]), str(found["pipelineVersionID"]), str(found["name"])

    def update(
        self,
        pipeline_id: str,
        yaml: str = "",
        *,
        fs_name: str = "",
        yaml_path: str = "",
        description: str = "",
        username: str = "",
    ) -> str:
        """Adds a version, and returns its id. The text must have the pipeline's name."""
        body = _source(yaml, fs_name, yaml_path, "", description, username)
        return str(self._post("pipeline", pipeline_id, body=body)["pipelineVersionID"])

    def page(
        self,
        *,
        username: Names = "",
        fs_name: Names = "",
        name: Names = "",
        max_keys: int = 50,
        marker: str = "",
    ) -> Page[Pipeline]:
        """A page of pipelines, oldest first."""
        query = {
            "userFilter": joined(username),
            "fsFilter": joined(fs_name),
            "nameFilter": joined(name),
            "maxKeys": max_keys,
            "marker": marker,
        }
        return page_of(self._get("pipeline", query=query), "pipelineList", Pipeline.of)

    def all(self, *, username: Names = "", fs_name: Names = "", name: Names = "") -> Iterator[Pipeline]:
        """All pipelines, page after page."""
        return all_of(lambda marker: self.page(username=username, fs_name=fs_name, name=name, marker=marker))

    def show(self, pipeline_id: str) -> Pipeline:
        """A pipeline.

        Raises:
            MillraceError: PipelineNotFound, AccessDenied
        """
        found = self._get("pipeline", pipeline_id)
        return Pipeline.of({**found, **mapping(found, "pipeline")})

    def versions(
        self, pipeline_id: str, *, fs_name: Names = "", max_keys: int = 50, marker: str = ""
    ) -> Page[PipelineVersion]:
        """A page of the versions of a pipeline, oldest first."""
        query = {"fsFilter": joined(fs_name), "maxKeys": max_keys, "marker": marker}
        found = self._get("pipeline", pipeline_id, query=query)
        return page_of(mapping(found, "pplVersions"), "pplVersionList", PipelineVersion.of)

    def version(self, pipeline_id: str, version_id: str) -> PipelineVersion:
        """One version."""
        return PipelineVersion.of(mapping(self._get("pipeline", pipeline_id, version_id), "pipelineVersion"))

    def delete(self, pipeline_id: str) -> None:
        """Forgets a pipeline with all versions. Refused while a schedule runs it."""
        self._delete("pipeline", pipeline_id)

    def delete_version(self, pipeline_id: str, version_id: str) -> None:
        """Forgets a version. Refused for the last one, and while a schedule runs it."""
        self._delete("pipeline", pipeline_id, version_id)


def _source(
    yaml: str, fs_name: str, yaml_path: str, name: str, description: str, username: str
) -> Dict[str, object]:
    return {
        "fsName": fs_name,
        "yamlPath": yaml_path,
        "yamlRaw": encoded(yaml),
        "name": name,
        "desc": description,
        "username": username,
    }


class Schedules(Noun):
    """What can be done with runs at the times of a crontab."""

    def create(
        self,
        name: str,
        pipeline_id: str,
        pipeline_version_id: str,
        crontab: str,
        *,
        description: str = "",
        start_time: str = "",
        end_time: str = "",
        concurrency: int = 0,
        concurrency_policy: str = "",
        expire_interval: int = 0,
        catchup: bool = True,
        username: str = "",
    ) -> str:
        """Makes a schedule, and returns its id.

        Args:
            crontab: five fields, or ``@daily`` and the like
            start_time: ``YYYY-MM-DD HH:MM:SS`` of the server's clock, as ``end_time``
            concurrency: runs that may be active at a time; 0: any number
            concurrency_policy: ``suspend``, ``skip`` or ``replace``
            expire_interval: seconds after which a time is too old to be run; 0: never
            catchup: whether every time that was missed is made up for
        """
        found = self._post(
            "schedule",
            body={
                "name": name,
                "pipelineID": pipeline_id,
                "pipelineVersionID": pipeline_version_id,
                "crontab": crontab,
                "desc": description,
                "startTime": start_time,
                "endTime": end_time,
                "concurrency": concurrency,
                "concurrencyPolicy": concurrency_policy,
                "expireInterval": expire_interval,
                "catchup": catchup,
                "username": username,
            },
        )
        return str(found["scheduleID"])

    def page(
        self,
        *,
        username: Names = "",
        pipeline_id: Names = "",
        pipeline_version_id: Names = "",
        schedule_id: Names = "",
        name: Names = "",
        status: Names = "",
        max_keys: int = 50,
        marker: str = "",
    ) -> Page[Schedule]:
        """A page of schedules, oldest first."""
        query = {
            "userFilter": joined(username),
            "pplFilter": joined(pipeline_id),
            "pplVersionFilter": joined(pipeline_version_id),
            "scheduleFilter": joined(schedule_id),
            "nameFilter": joined(name),
            "statusFilter": joined(status),
            "maxKeys": max_keys,
            "marker": marker,
        }
        return page_of(self._get("schedule", query=query), "scheduleList", Schedule.of)

    def all(self, *, username: Names = "", status: Names = "") -> Iterator[Schedule]:
        """All schedules, page after page."""
        return all_of(lambda marker: self.page(username=username, status=status, marker=marker))

    def show(self, schedule_id: str) -> Schedule:
        """A schedule.

        Raises:
            MillraceError: ScheduleNotFound, AccessDenied
        """
        return Schedule.of(self._get("schedule", schedule_id))

    def runs(self, schedule_id: str, *, status: Names = "", max_keys: int = 50, marker: str = "") -> Page[Run]:
        """A page of the runs that a schedule made."""
        query = {"statusFilter": joined(status), "maxKeys": max_keys, "marker": marker}
        found = self._get("schedule", schedule_id, query=query)
        return page_of(mapping(found, "runs"), "runList", Run.of)

    def stop(self, schedule_id: str) -> None:
        """Ends a schedule; runs that it made go on."""
        self._put("schedule", schedule_id)

    def delete(self, schedule_id: str) -> None:
        """Forgets a schedule that has ended."""
        self._delete("schedule", schedule_id)
