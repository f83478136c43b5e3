"""What goes wrong when a server is asked for something."""

from __future__ import annotations

import json


class MillraceError(Exception):
    """A request that was refused, or that no answer came to.

    Attributes:
        status: the HTTP status; 0 when no answer came
        code: the kind of refusal, such as ``RunNotFound``; ``ConnectionError`` when no answer came
        message: what was wrong, for people
        request_id: names the request in the server's log; empty when no answer came
    """

    def __init__(self, status: int, code: str, message: str, request_id: str = "") -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.request_id = request_id

    def __str__(self) -> str:
        place = " (request %s)" % self.request_id if self.request_id else ""
        return "%s: %s%s" % (self.code, self.message, place)

    @classmethod
    def of_answer(cls, status: int, body: bytes, request_id: str) -> MillraceError:
        """The error that an answer with an HTTP error status tells of."""
        try:
            told = json.loads(body)
        except ValueError:
            told = None
        if not isinstance(told, dict):
            text = body[:200].decode("utf-8", "replace").strip()
            return cls(status, "HTTP%d" % status, text or "the server gave no reason", request_id)
        message = told.get("message") or told.get("detail") or "the server gave no reason"
        code = told.get("code") or "HTTP%d" % status
        return cls(status, str(code), str(message), str(told.get("requestID") or request_id))


class RunFailedError(MillraceError):
    """A run that was waited for has ended, and not with success.

    Attributes:
        run_id: the run
        run_status: ``failed``, ``terminated`` or ``skipped``
    """

    def __init__(self, run_id: str, run_status: str, message: str) -> None:
        super().__init__(200, "RunFailed", "%s %s: %s" % (run_id, run_status, message or "no reason given"))
        self.run_id = run_id
        self.run_status = run_status
