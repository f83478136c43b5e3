"""Lists that come in pages."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Callable, Generic, Iterator, List, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Page(Generic[T]):
    """A part of a list.

    Attributes:
        items: in the server's order
        marker: where the next page begins; empty when this is the last one
    """

    items: List[T] = field(default_factory=list)
    marker: str = ""

    def __iter__(self) -> Iterator[T]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)


def all_of(fetch: Callable[[str], Page[T]]) -> Iterator[T]:
    """The items of all pages, each page fetched when it is reached."""
    marker = ""
    while True:
        page = fetch(marker)
        yield from page.items
        if not page.marker:
            return
        marker = page.marker
