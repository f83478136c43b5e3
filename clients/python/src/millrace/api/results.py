"""Results that runs left: cache entries and artifacts."""

from __future__ import annotations

from typing import Iterator, Optional

from millrace.api.download import Progress, download
from millrace.api.nouns import Names, Noun, joined, page_of
from millrace.api.page import Page, all_of
from millrace.api.records import Artifact, ArtifactDetail, CacheEntry, Lineage
from millrace.api.transport import OWN, path_of


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

    def show(self, number: int) -> ArtifactDetail:
        """All that is known of an artifact.

        Raises:
            MillraceError: ArtifactEventNotFound, AccessDenied
        """
        return ArtifactDetail.of(self._transport.json("GET", _own(number)))

    def lineage(self, number: int, *, depth: int = 10, links: int = 200) -> Lineage:
        """What an artifact was made from, and what was made from it.

        Args:
            number: its number
            depth: jobs in each direction, from 1 to 100
            links: links in each direction, from 1 to 1000
        """
        query = {"depth": depth, "limit": links}
        return Lineage.of(self._transport.json("GET", _own(number, "lineage"), query))

    def download(self, number: int, target: str, progress: Optional[Progress] = None) -> None:
        """Brings an artifact, a file or a folder, to this machine; ``target`` appears when it is complete.

        Connections that break are made again, and go on where they ended.

        Args:
            number: its number
            target: name of the copy, in a folder that exists
            progress: told the bytes so far and in all, often; in all is None for a folder

        Raises:
            MillraceError: ArtifactEventNotFound, AccessDenied, or the server stays away
            FileExistsError: there is something at ``target``
            OSError: ``target`` cannot be written
        """
        download(self._transport, _own(number, "content"), target, progress)


def _own(number: int, *parts: str) -> str:
    return OWN + path_of("artifacts", str(number), *parts)
