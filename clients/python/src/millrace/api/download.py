"""Downloads that appear whole or not at all."""

from __future__ import annotations

import http.client
import os
import shutil
import tempfile
import time
import zipfile
from typing import Callable, Dict, Optional

from millrace.api.errors import MillraceError
from millrace.api.transport import Transport

Progress = Callable[[int, Optional[int]], None]
"""Takes the bytes that have come, and those in all, or None where that is not known."""

_PORTION = 64 << 10
_KIND = "X-Millrace-Kind"


def download(transport: Transport, path: str, target: str, progress: Optional[Progress] = None) -> None:
    """Brings what is at a path of the server to a target that is not there yet."""
    target = os.path.abspath(target)
    if os.path.lexists(target):
        raise FileExistsError("%s exists; choose another place" % target)
    aside = tempfile.mkdtemp(prefix=".millrace-download-", dir=os.path.dirname(target))
    try:
        file = os.path.join(aside, "file")
        result = file
        if _Fetch(transport, path, file, progress).run() == "folder":
            result = os.path.join(aside, "folder")
            os.mkdir(result)
            with zipfile.ZipFile(file) as archive:
                archive.extractall(result)
        os.rename(result, target)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


class _Fetch:
    def __init__(self, transport: Transport, path: str, file: str, progress: Optional[Progress]) -> None:
        self._transport = transport
        self._path = path
        self._file = file
        self._progress = progress or (lambda done, whole: None)
        self._tag = ""
        self._kind = ""

    def run(self) -> str:
        """Fetches all of it; says what it is."""
        open(self._file, "wb").close()
        for attempt in range(1, self._transport.tries + 1):
            try:
                self._portion()
                return self._kind
            except (_Broken, http.client.HTTPException) as broken:
                if attempt == self._transport.tries:
                    raise MillraceError(0, "ConnectionError", "the download broke: %s" % broken) from broken
                time.sleep(0.1 * 2**attempt)
        raise AssertionError("the loop ends with a file or an error")

    def _portion(self) -> None:
        done = os.path.getsize(self._file)
        headers: Dict[str, str] = {}
        if done and self._tag:
            headers = {"Range": "bytes=%d-" % done, "If-Range": self._tag}
        connection, response = self._transport.open(self._path, headers=headers)
        try:
            if response.status != 206:
                done = 0
            self._tag = response.getheader("ETag") or ""
            self._kind = response.getheader(_KIND) or ""
            length = response.getheader("Content-Length")
            whole = done + int(length) if length else None
            with open(self._file, "r+b") as out:
                out.truncate(done)
                out.seek(done)
                for portion in iter(lambda: _read(response), b""):
                    out.write(portion)
                    done += len(portion)
                    self._progress(done, whole)
            if whole is not None and done < whole:
                raise _Broken("%d of %d bytes came" % (done, whole))
        finally:
            connection.close()


class _Broken(Exception):
    """The connection ended before the answer did."""


def _read(response: http.client.HTTPResponse) -> bytes:
    try:
        return response.read(_PORTION)
    except OSError as broken:
        raise _Broken(str(broken)) from broken
