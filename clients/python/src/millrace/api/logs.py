"""Logs of jobs, by page and while they are written."""

from __future__ import annotations

import json
from typing import Iterator, List

from millrace.api.events import follow
from millrace.api.nouns import Noun
from millrace.api.records import LogPage
from millrace.api.transport import OWN, path_of


class Logs(Noun):
    """What can be read of logs."""

    def page(
        self, run_id: str, job_id: str = "", *, page_size: int = 100, page_no: int = 1, position: str = "end"
    ) -> List[LogPage]:
        """A page of the log of each attempt of a run, or of one job.

        Args:
            page_size: lines, at most 100
            page_no: from 1, counted from where ``position`` says
            position: ``begin`` or ``end``
        """
        query = {"jobID": job_id, "pageSize": page_size, "pageNo": page_no, "logFilePosition": position}
        pages = []
        for job in self._get("log", "run", run_id, query=query).get("runLog") or []:
            for task in job.get("taskList") or []:
                info = task.get("logInfo") or {}
                pages.append(
                    LogPage(
                        run_id=run_id,
                        job_id=str(job.get("jobID", "")),
                        task_id=str(task.get("taskID", "")),
                        content=str(info.get("logContent", "")),
                        has_next_page=bool(info.get("hasNextPage")),
                        truncated=bool(info.get("truncated")),
                    )
                )
        return pages

    def submit_log(self, run_id: str) -> str:
        """What the engine has to say about a run and its jobs."""
        return str(self._get("log", "run", run_id, query={"pageSize": 1}).get("submitLog") or "")

    def follow(self, run_id: str, step: str) -> Iterator[str]:
        """The lines of a step's log from its begin, each as it is written, until the step has ended.

        Args:
            step: its path, such as ``train`` or ``work.train-1``

        A connection that breaks is taken up where it was.
        """
        path = OWN + path_of("runs", run_id, "logs", step, "stream")
        events = follow(
            self._transport, path, "", is_last=lambda event: event.kind == "end", is_over=lambda: False
        )
        for event in events:
            if event.kind == "line":
                yield str(json.loads(event.data).get("text", ""))
