"""Server-sent events, read as they come and taken up where a connection broke."""

from __future__ import annotations

import http.client
import time
from dataclasses import dataclass
from typing import IO, Callable, Iterator, List

from millrace.api.transport import Transport

LONGEST_LINE = 64 << 20
PAUSE = 0.2


@dataclass(frozen=True)
class ServerEvent:
    """One event of a stream; ``id`` is what a client names to go on behind it."""

    id: str
    kind: str
    data: str


def read_events(stream: IO[bytes]) -> Iterator[ServerEvent]:
    """The events of a stream until it ends, per the HTML standard's event-stream format. Comments are left out."""
    last_id, kind = "", ""
    data: List[str] = []
    while True:
        line = stream.readline(LONGEST_LINE)
        if not line:
            return
        field, _, value = line.decode("utf-8", "replace").rstrip("\r\n").partition(":")
        value = value[1:] if value.startswith(" ") else value
        if field == "id":
            last_id = value
        elif field == "event":
            kind = value
        elif field == "data":
            data.append(value)
        elif not field and not value and not line.startswith(b":"):
            if data:
                yield ServerEvent(last_id, kind or "message", "\n".join(data))
            kind, data = "", []


def follow(
    transport: Transport, path: str, after: str, is_last: Callable[[ServerEvent], bool], is_over: Callable[[], bool]
) -> Iterator[ServerEvent]:
    """The events of a path, over as many connections as it takes.

    Args:
        after: id of the event behind which to begin; empty: from the first
        is_last: whether nothing comes behind an event
        is_over: asked when a connection ends without such an event: whether there is nothing to come

    Raises:
        MillraceError: the server refuses, or does not answer any more
    """
    while True:
        connection, response = transport.open(path, headers={"Last-Event-ID": after} if after else {})
        try:
            for event in read_events(response):
                after = event.id
                yield event
                if is_last(event):
                    return
        except (OSError, http.client.HTTPException):
            pass  # the connection broke; the next one begins behind the last event
        finally:
            connection.close()
        if is_over():
            return
        time.sleep(PAUSE)
