"""Results that runs left: cache entries and artifacts."""

from __future__ import annotations

from typing import Iterator

from millrace.api.nouns import Names, Noun, joined, page_of
from millrace.api.page import Page, all_of
from millrace.api.records import Artifact, CacheEntry


class Cache(Noun):
    """What can be done with results that are kept for reuse."""

    def page(
        self,
        *,
        username: Names = "",
        fs_name: Names = "",
        run_id: Names = "",
        max_keys: int = 100,
        marker: str = "",
    ) -> Page[CacheEntry]:
        """A page of entries, oldest first."""
        query = {
            "userFilter": joined(username),
            "fsFilter": joined(fs_name),
            "runFilter": joined(run_id),
            "maxKeys": max_keys,
            "marker": marker,
        }
        return page_of(self._get("runCache", query=query), "runCacheList", CacheEntry.of)

    def all(self, *, username: Names = "", fs_name: Names = "", run_id: Names = "") -> Iterator[CacheEntry]:
        """All entries, page after page."""
        return all_of(lambda marker: self.page(username=username, fs_name=fs_name, run_id=run_id, marker=marker))

    def show(self, cache_id: str) -> CacheEntry:
        """An entry.

        Raises:
            MillraceError: RunCacheNotFound, AccessDenied
        """
        return CacheEntry.of(self._get("runCache", cache_id))

    def delete(self, cache_id: str) -> None:
        """Forgets a result: the step will run again."""
        self._delete("runCache", cache_id)


class Artifacts(Noun):
    """What can be asked about files and folders that jobs read and made."""

    def page(
        self,
        *,
        username: Names = "",
        fs_name: Names = "",
        run_id: Names = "",
        type: str = "",
        path: str = "",
        max_keys: int = 100,
        marker: str = "",
    ) -> Page[Artifact]:
        """A page of artifacts, oldest first; ``type`` is ``input`` or ``output``."""
        query = {
            "userFilter": joined(username),
            "fsFilter": joined(fs_name),
            "runFilter": joined(run_id),
            "typeFilter": type,
            "pathFilter": path,
            "maxKeys": max_keys,
            "marker": marker,
        }
        return page_of(self._get("artifact", query=query), "artifactEventList", Artifact.of)

    def all(
        self, *, username: Names = "", fs_name: Names = "", run_id: Names = "", type: str = "", path: str = ""
    ) -> Iterator[Artifact]:
        """All artifacts, page after page."""
        return all_of(
            lambda marker: self.page(
                username=username, fs_name=fs_name, run_id=run_id, type=type, path=path, marker=marker
            )
        )
