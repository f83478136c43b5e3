"""What a part of the API needs to send requests."""

from __future__ import annotations

from typing import Any, Callable, Dict, Mapping, Optional, Sequence, TypeVar, Union

from millrace.api.page import Page
from millrace.api.transport import COMPATIBLE, Transport, path_of

T = TypeVar("T")

Names = Union[str, Sequence[str]]
"""One name, several joined by commas, or a list of them."""


def joined(names: Names) -> str:
    """Names as a filter takes them."""
    return names if isinstance(names, str) else ",".join(names)


class Noun:
    """Requests about one kind of thing."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def _get(self, *parts: str, query: Optional[Mapping[str, object]] = None) -> Dict[str, Any]:
        return self._transport.json("GET", COMPATIBLE + path_of(*parts), query)

    def _post(self, *parts: str, body: Mapping[str, object]) -> Dict[str, Any]:
        return self._transport.json("POST", COMPATIBLE + path_of(*parts), body=said(body))

    def _put(
        self, *parts: str, query: Optional[Mapping[str, object]] = None, body: Optional[object] = None
    ) -> Dict[str, Any]:
        return self._transport.json("PUT", COMPATIBLE + path_of(*parts), query, body)

    def _delete(
        self, *parts: str, query: Optional[Mapping[str, object]] = None, body: Optional[object] = None
    ) -> None:
        self._transport.json("DELETE", COMPATIBLE + path_of(*parts), query, body)


def said(body: Mapping[str, object]) -> Dict[str, object]:
    """The fields of a request that say something."""
    return {name: value for name, value in body.items() if value not in (None, "", {})}


def page_of(found: Mapping[str, Any], key: str, make: Callable[[Mapping[str, Any]], T]) -> Page[T]:
    """A page of an answer."""
    return Page([make(one) for one in found.get(key) or []], str(found.get("nextMarker") or ""))
