"""Millrace for programs: calls that return values, raise :class:`MillraceError`, go through all pages and follow logs.

    from millrace.api import Millrace

    millrace = Millrace("http://127.0.0.1:8999", "root", "secret1")
    run_id = millrace.runs.create(open("pipeline.yaml").read(), parameters={"epochs": 5})
    for line in millrace.logs.follow(run_id, "train"):
        print(line)
    print(millrace.runs.succeeded(run_id).status)
"""

from __future__ import annotations

from typing import Any, Dict

from millrace.api.errors import MillraceError, RunFailedError
from millrace.api.logs import Logs
from millrace.api.page import Page
from millrace.api.people import Storages, Users
from millrace.api.pipelines import Pipelines, Schedules
from millrace.api.records import (
    Artifact,
    ArtifactDetail,
    CacheEntry,
    Dag,
    Job,
    Lineage,
    LogPage,
    Node,
    Pipeline,
    PipelineVersion,
    Run,
    Schedule,
    Storage,
    User,
)
from millrace.api.results import Artifacts, Cache
from millrace.api.runs import Runs
from millrace.api.transport import COMPATIBLE, Transport

__all__ = [
    "Artifact",
    "ArtifactDetail",
    "CacheEntry",
    "Dag",
    "Job",
    "Lineage",
    "LogPage",
    "Millrace",
    "MillraceError",
    "Node",
    "Page",
    "Pipeline",
    "PipelineVersion",
    "Run",
    "RunFailedError",
    "Schedule",
    "Storage",
    "User",
]


class Millrace:
    """A server, seen by one user. Safe for use by many threads.

    Args:
        endpoint: ``http://HOST:PORT`` or ``https://HOST:PORT``; the port is 8999 where none is named
        username: with ``password``; logged in at the first request, and again when the token has expired
        token: of the server's ``/login``, in place of user and password
        timeout: seconds to wait for a connection and for each part of an answer
        tries: how often a request without an effect is sent before its failure is reported
        verify: whether the certificate of an ``https`` server is checked

    Attributes:
        runs, cache, artifacts, pipelines, schedules, logs, storages, users: what there is to do
    """

    def __init__(
        self,
        endpoint: str = "http://127.0.0.1:8999",
        username: str = "",
        password: str = "",
        *,
        token: str = "",
        timeout: float = 60.0,
        tries: int = 3,
        verify: bool = True,
    ) -> None:
        self._transport = Transport(endpoint, username, password, token, timeout, tries, verify)
        self.runs = Runs(self._transport)
        self.cache = Cache(self._transport)
        self.artifacts = Artifacts(self._transport)
        self.pipelines = Pipelines(self._transport)
        self.schedules = Schedules(self._transport)
        self.logs = Logs(self._transport)
        self.storages = Storages(self._transport)
        self.users = Users(self._transport)

    @property
    def endpoint(self) -> str:
        """Where the server is."""
        return self._transport.endpoint

    @property
    def username(self) -> str:
        """Who asks; empty when only a token is known."""
        return self._transport.username

    def login(self, username: str = "", password: str = "") -> str:
        """Gets a token now, for another user where one is named, and returns it."""
        return self._transport.login(username, password)

    def version(self) -> Dict[str, Any]:
        """What runs on the server."""
        return self._transport.json("GET", COMPATIBLE + "/version")
